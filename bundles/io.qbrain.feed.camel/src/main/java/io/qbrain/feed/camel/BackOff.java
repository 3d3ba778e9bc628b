package io.qbrain.feed.camel;

import java.time.Duration;

/**
 * How long to wait before the next attempt: the least time after the first failure, twice as long
 * after each further one, at most the longest time. Not thread-safe.
 */
final class BackOff {
  /** The least and the longest time. */
  record Limits(Duration least, Duration longest) {
    /** Checks their order. */
    Limits {
      if (least.compareTo(longest) > 0) {
        throw new IllegalArgumentException(
            "expected retryAfter <= retryAtMost, found " + least + " and " + longest);
      }
    }
  }

  private final long leastNanos;
  private final long longestNanos;
  private long nextNanos;

  BackOff(Limits limits) {
    leastNanos = limits.least().toNanos();
    longestNanos = limits.longest().toNanos();
    nextNanos = leastNanos;
  }

  /** Returns the time to wait after one more failure, in nanoseconds. */
  long failed() {
    long wait = nextNanos;
    nextNanos = Math.min(2 * nextNanos, longestNanos);
    return wait;
  }

  /** It works again. */
  void succeeded() {
    nextNanos = leastNanos;
  }
}
