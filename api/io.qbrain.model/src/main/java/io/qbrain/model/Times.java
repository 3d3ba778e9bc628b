package io.qbrain.model;

import java.time.Instant;

/** Instants as nanoseconds since 1970-01-01T00:00Z; good until the year 2262. */
public final class Times {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final Instant FIRST = instant(-Long.MAX_VALUE);
  private static final Instant LAST = instant(Long.MAX_VALUE);

  private Times() {}

  /** Returns the instant of a number of nanoseconds. */
  public static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
  }

  /** Returns the nanoseconds of an instant; throws ArithmeticException beyond the year 2262. */
  public static long nanos(Instant instant) {
    if (isWithin(instant)) {
      return instant.getEpochSecond() * NANOS_PER_SECOND + instant.getNano();
    }
    throw new ArithmeticException(
        "expected a time from " + FIRST + " to " + LAST + ", found " + instant);
  }

  /** Returns the nanoseconds of an instant, or the first or last there are beyond them. */
  static long nearest(Instant instant) {
    return isWithin(instant)
        ? nanos(instant)
        : instant.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  private static boolean isWithin(Instant instant) {
    return !instant.isBefore(FIRST) && !instant.isAfter(LAST);
  }
}
