package io.qbrain.port;

/** Something that the platform starts and stops, in its order. */
public interface Startable {
  /**
   * Starts; returns when it is usable.
   *
   * @throws PortException if it cannot, saying what was found and what to do; nothing is left
   *     running then, and start may be called again
   */
  void start();

  /** Undoes {@link #start}; does nothing if it is not started. */
  void stop();
}
