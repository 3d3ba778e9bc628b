package io.qbrain.model;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How bars are made: the length of time that one covers. Written {@code 1s}, {@code 5m}, {@code
 * 1h}, {@code 1d}; {@link #parse} and {@link #toString} are inverse.
 */
public final class BarSpec implements Comparable<BarSpec> {
  /** Bars of one day. */
  public static final BarSpec DAILY = new BarSpec(Duration.ofDays(1));

  /** Bars of one minute. */
  public static final BarSpec MINUTE = new BarSpec(Duration.ofMinutes(1));

  private static final Pattern SYNTAX = Pattern.compile("([1-9][0-9]{0,3})([smhd])");

  private final Duration step;

  private BarSpec(Duration step) {
    this.step = step;
  }

  /** Returns bars of a length: whole seconds, more than none. */
  public static BarSpec of(Duration step) {
    if (step.isNegative() || step.isZero() || step.getNano() != 0) {
      throw new IllegalArgumentException("expected whole seconds > 0, found " + step);
    }
    return new BarSpec(step);
  }

  /** Parses {@code 1s}, {@code 5m}, {@code 1h} or {@code 1d}. */
  public static BarSpec parse(String text) {
    Matcher m = SYNTAX.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "expected a bar length such as 1s, 5m, 1h or 1d, found '" + text + "'");
    }
    long n = Long.parseLong(m.group(1));
    return new BarSpec(
        switch (m.group(2).charAt(0)) {
          case 's' -> Duration.ofSeconds(n);
          case 'm' -> Duration.ofMinutes(n);
          case 'h' -> Duration.ofHours(n);
          default -> Duration.ofDays(n);
        });
  }

  /** Returns the length of a bar. */
  public Duration step() {
    return step;
  }

  /** Returns the length of a bar in nanoseconds. */
  public long stepNanos() {
    return step.toNanos();
  }

  @Override
  public int compareTo(BarSpec other) {
    return step.compareTo(other.step);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof BarSpec that && step.equals(that.step));
  }

  @Override
  public int hashCode() {
    return step.hashCode();
  }

  @Override
  public String toString() {
    long seconds = step.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
