package io.qbrain.container;

/** Something to wait for. */
@FunctionalInterface
public interface Condition {
  /** Whether it holds now. */
  boolean holds() throws Exception;
}
