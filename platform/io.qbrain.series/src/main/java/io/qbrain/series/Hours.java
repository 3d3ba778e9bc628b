package io.qbrain.series;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;

/**
 * Trading hours of a day in local time, e.g. {@code 09:30-16:00}: bars that open at or after {@code
 * from} and close at or before {@code to}, where 00:00 as {@code to} is the end of the day.
 */
public record Hours(LocalTime from, LocalTime to) {
  private static final long NANOS_PER_DAY = 86_400_000_000_000L;

  /** Checks that the day has some hours. */
  public Hours {
    if (!to.equals(LocalTime.MIDNIGHT) && !from.isBefore(to)) {
      throw new IllegalArgumentException("expected hours from < to, found " + from + "-" + to);
    }
  }

  /** Parses {@code 09:30-16:00}; inverse of {@link #toString}. */
  public static Hours parse(String text) {
    int dash = text.indexOf('-');
    try {
      if (dash > 0) {
        return new Hours(
            LocalTime.parse(text.substring(0, dash)), LocalTime.parse(text.substring(dash + 1)));
      }
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(expected(text), e);
    }
    throw new IllegalArgumentException(expected(text));
  }

  private static String expected(String text) {
    return "expected hours such as 09:30-16:00, found '" + text + "'";
  }

  boolean contain(long openNanoOfDay, long stepNanos) {
    long end = to.equals(LocalTime.MIDNIGHT) ? NANOS_PER_DAY : to.toNanoOfDay();
    return openNanoOfDay >= from.toNanoOfDay() && openNanoOfDay + stepNanos <= end;
  }

  @Override
  public String toString() {
    return from + "-" + to;
  }
}
