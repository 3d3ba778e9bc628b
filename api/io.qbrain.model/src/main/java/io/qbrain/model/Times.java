package io.qbrain.model;

import java.time.Instant;

/** Instants as nanoseconds since 1970-01-01T00:00Z; good until the year 2262. */
public final class Times {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private Times() {}

  /** Returns the instant of a number of nanoseconds. */
  public static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
  }

  /** Returns the nanoseconds of an instant; throws ArithmeticException beyond the year 2262. */
  public static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano());
  }
}
