package io.qbrain.kernel;

/**
 * When something is due by time alone, in nanoseconds since 1970; Long.MAX_VALUE where nothing is.
 * An event before {@link #firstNanos} finds nothing to do first.
 */
final class Due {
  private long barNanos = Long.MAX_VALUE;
  private long timerNanos = Long.MAX_VALUE;

  /** MIN_VALUE where it has to be found out. */
  private long accrualNanos = Long.MIN_VALUE;

  /** The first time of which an event finds that something else had to be first. */
  private long beforeNanos = Long.MAX_VALUE;

  /** The least of all. */
  long firstNanos = Long.MIN_VALUE;

  /** Returns the first time of which an event finds a built bar or a slice that has ended. */
  long barNanos() {
    return barNanos;
  }

  /**
   * Returns the first time of which an event finds a bar, a slice or a timer that belongs before
   * it: a timer of an earlier time than the event.
   */
  long beforeNanos() {
    return beforeNanos;
  }

  void bar(long nanos) {
    barNanos = nanos;
    first();
  }

  /** One more bar or slice ends. */
  void barToo(long nanos) {
    if (nanos < barNanos) {
      bar(nanos);
    }
  }

  long timerNanos() {
    return timerNanos;
  }

  void timer(long nanos) {
    timerNanos = nanos;
    first();
  }

  /** Returns when deliveries, interest or expiries are due. */
  long accrualNanos() {
    return accrualNanos;
  }

  void accrual(long nanos) {
    accrualNanos = nanos;
    first();
  }

  private void first() {
    beforeNanos = Math.min(barNanos, timerNanos == Long.MAX_VALUE ? timerNanos : timerNanos + 1);
    firstNanos = Math.min(barNanos, Math.min(timerNanos, accrualNanos));
  }
}
