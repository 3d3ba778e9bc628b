package io.qbrain.app;

import java.time.Duration;

/**
 * Moves an account's time on while no event comes, so that timers come due and slices that miss a
 * bar are closed; only where the account lives in the present, for a replay of the past has no
 * other time than its events'. Pure.
 */
final class LiveTime {
  /** How long an event may be on its way before the time that it belongs to is over. */
  static final Duration GRACE = Duration.ofSeconds(1);

  /** An account whose time is further behind the clock does not live in the present. */
  static final Duration PRESENT = Duration.ofMinutes(2);

  /** The account's time moves in steps of at least this. */
  static final Duration STEP = Duration.ofMillis(500);

  private LiveTime() {}

  /**
   * Returns the time to move an account to, or the account's own if it stays.
   *
   * @param clockNanos the clock, in nanoseconds since 1970
   * @param accountNanos the account's time, in nanoseconds since 1970
   */
  static long next(long clockNanos, long accountNanos) {
    long over = clockNanos - GRACE.toNanos();
    boolean isPresent = clockNanos - accountNanos <= PRESENT.toNanos();
    return isPresent && over - accountNanos >= STEP.toNanos() ? over : accountNanos;
  }
}
