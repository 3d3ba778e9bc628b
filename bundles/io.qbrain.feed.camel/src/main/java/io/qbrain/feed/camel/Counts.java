package io.qbrain.feed.camel;

/** What a feed has counted since its start; read by any thread. */
interface Counts {
  long events();

  long lastEventNanos();

  long rejected();

  /** Returns when the last message came, in nanoseconds since 1970; 0 if none did. */
  default long lastReceiptNanos() {
    return 0;
  }

  /** Returns how long after its own time the last event came. */
  default long delayNanos() {
    return 0;
  }

  /** Returns how many events were missing. */
  default long gaps() {
    return 0;
  }

  /** Returns how often a connection was made. */
  default long connections() {
    return 0;
  }

  /** Returns what was last found odd; empty if nothing was. */
  default String odd() {
    return "";
  }
}
