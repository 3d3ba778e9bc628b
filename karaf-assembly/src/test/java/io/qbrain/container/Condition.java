package io.qbrain.container;

/** Something to wait for. */
@FunctionalInterface
interface Condition {
  boolean holds() throws Exception;
}
