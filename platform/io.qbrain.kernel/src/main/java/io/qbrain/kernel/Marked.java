package io.qbrain.kernel;

/**
 * What each price of a market touches. It is apart so that it lies together in memory: of a hundred
 * markets only what is together stays near.
 */
abstract class Marked {
  /** Last price; 0 while there is none. */
  long last;

  long lastNanos;
  boolean priced;

  /** Whether a price moves nothing but the last price: no limits of a day, rate or settlement. */
  boolean plain;

  /** The last price of what is {@link #plain}, unless it is older than the one before. */
  final void plainPrice(long raw, long timeNanos) {
    if (timeNanos >= lastNanos) {
      set(raw, timeNanos);
    }
  }

  /** The last price moves. */
  final void set(long raw, long timeNanos) {
    last = raw;
    lastNanos = timeNanos;
    priced = true;
  }
}
