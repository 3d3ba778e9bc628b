package io.qbrain.feed.camel;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast bars are delivered: {@code asap}, {@code 5/s} for five bars a second, or {@code 60x} for
 * sixty times as fast as they happened. {@link #parse} and {@link #toString} are inverse.
 *
 * @param kind what the pace follows
 * @param value bars a second, or how many times faster; 0 for {@link Kind#ASAP}
 */
record Pace(Kind kind, BigDecimal value) {
  /** What the pace follows. */
  enum Kind {
    ASAP,
    PER_SECOND,
    TIMES
  }

  /** As fast as the sink takes bars. */
  static final Pace ASAP = new Pace(Kind.ASAP, BigDecimal.ZERO);

  private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?)(/s|x)");
  private static final double NANOS_PER_SECOND = 1e9;

  static Pace parse(String text) {
    if (text.equals("asap")) {
      return ASAP;
    }
    Matcher m = SYNTAX.matcher(text);
    if (!m.matches() || new BigDecimal(m.group(1)).signum() == 0) {
      throw new IllegalArgumentException(
          "expected a pace asap, 5/s (bars per second) or 60x (times event time), found '"
              + text
              + "'");
    }
    return new Pace(
        m.group(2).equals("x") ? Kind.TIMES : Kind.PER_SECOND, new BigDecimal(m.group(1)));
  }

  /** Returns how long after the first bar the bar of a number from 0 is due, in nanoseconds. */
  long dueNanos(long number, long nanosSinceFirstBar) {
    return switch (kind) {
      case ASAP -> 0;
      case PER_SECOND -> (long) (number * NANOS_PER_SECOND / value.doubleValue());
      case TIMES -> (long) (nanosSinceFirstBar / value.doubleValue());
    };
  }

  @Override
  public String toString() {
    return switch (kind) {
      case ASAP -> "asap";
      case PER_SECOND -> value.toPlainString() + "/s";
      case TIMES -> value.toPlainString() + "x";
    };
  }
}
