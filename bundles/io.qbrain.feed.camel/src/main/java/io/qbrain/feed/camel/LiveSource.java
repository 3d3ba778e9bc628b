package io.qbrain.feed.camel;

import java.io.IOException;

/** A connection to where messages come from. */
interface LiveSource {
  /** Takes what a source brings. */
  interface Taker {
    /** A connection is there. */
    void connected();

    /** A message came. */
    void take(String message);

    /** So many messages were lost before the next one. */
    default void missed(long messages) {}

    /** Returns whether it wants no more. */
    boolean isStopped();

    /** Waits; returns whether it may go on. */
    boolean pause(long nanos);
  }

  /**
   * Connects, and hands over messages until the connection ends or nothing is wanted any more.
   *
   * @throws IOException telling why the connection could not be made, or has ended
   */
  void run(Taker taker) throws IOException;

  /** Ends a running connection, from another thread. */
  void close();
}
