package io.qbrain.series;

/**
 * Sees how far long work is, and may end it: called often, on the thread that works. An exception
 * that it throws, such as {@link java.util.concurrent.CancellationException}, ends the work; what
 * is durable until then stays, and the same work begun again goes on from there.
 */
@FunctionalInterface
public interface ImportWatch {
  /** Sees nothing and ends nothing. */
  ImportWatch NONE = (done, all) -> {};

  /**
   * Takes how far it is.
   *
   * @param done bytes of the files that were read, or rows that were stored or written
   * @param all how many there are
   */
  void at(long done, long all);
}
