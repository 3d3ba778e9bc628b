package io.qbrain.model;

import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How bars are made: what ends one, and which prices it is made of. {@link #parse} and {@link
 * #toString} are inverse.
 *
 * <table>
 * <caption>The text form</caption>
 * <tr><th>Text</th><th>A bar ends</th></tr>
 * <tr><td>{@code 1s}, {@code 5m}, {@code 1h}, {@code 1d}</td><td>after a length of time</td></tr>
 * <tr><td>{@code 1000vol}</td><td>when the quantity traded reaches 1000</td></tr>
 * <tr><td>{@code 500tick}</td><td>with its 500th trade or quote</td></tr>
 * <tr><td>{@code 250000val}</td><td>when price x quantity, summed, reaches 250,000</td></tr>
 * <tr><td>{@code 0.5range}</td><td>when high less low reaches 0.5</td></tr>
 * <tr><td>{@code 0.5renko}</td><td>when the price has moved by 0.5, a brick</td></tr>
 * </table>
 *
 * <p>A suffix names the prices, {@code 1m-bid}, {@code 1m-ask} or {@code 1m-mid}; without one they
 * are those of trades.
 *
 * <p>The order is: bars of time before others, the shorter first; then by price as {@link
 * PriceSource} says.
 */
public final class BarSpec implements Comparable<BarSpec> {

  /**
   * What ends a bar.
   *
   * @since 1.1
   */
  public enum Kind {
    /** A length of time. */
    TIME(""),
    /** A quantity traded. */
    VOLUME("vol"),
    /** A number of trades or quotes. */
    COUNT("tick"),
    /** An amount traded: price x quantity. */
    VALUE("val"),
    /** A distance between high and low. */
    RANGE("range"),
    /** A distance between open and close, on a grid of that distance. */
    RENKO("renko");

    private final String unit;

    Kind(String unit) {
      this.unit = unit;
    }
  }

  /** Bars of one day. */
  public static final BarSpec DAILY = of(Duration.ofDays(1));

  /** Bars of one minute. */
  public static final BarSpec MINUTE = of(Duration.ofMinutes(1));

  private static final long MAX_WHOLE = 999_999_999;

  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?:([1-9][0-9]{0,8})([smhd]|tick)"
              + "|([0-9]{1,10}(?:[.][0-9]{1,8})?)(vol|val|range|renko))(?:-(bid|ask|mid))?");

  private static final Comparator<BarSpec> ORDER =
      Comparator.comparing(BarSpec::kind)
          .thenComparingLong(BarSpec::size)
          .thenComparing(BarSpec::source);

  private final Kind kind;
  private final long size;
  private final PriceSource source;
  private final long stepNanos;

  private BarSpec(Kind kind, long size, PriceSource source) {
    long max = kind == Kind.TIME || kind == Kind.COUNT ? MAX_WHOLE : Long.MAX_VALUE;
    if (size <= 0 || size > max) {
      throw new IllegalArgumentException(
          "expected a size of "
              + kind
              + " bars > 0"
              + (max == MAX_WHOLE ? " and at most " + MAX_WHOLE : "")
              + ", found "
              + size);
    }
    this.kind = kind;
    this.size = size;
    this.source = source;
    this.stepNanos = kind == Kind.TIME ? Math.multiplyExact(size, 1_000_000_000L) : 0;
  }

  /** Returns bars of a length: whole seconds, from 1 to 999,999,999. */
  public static BarSpec of(Duration step) {
    if (step.isNegative() || step.isZero() || step.getNano() != 0) {
      throw new IllegalArgumentException("expected whole seconds > 0, found " + step);
    }
    return new BarSpec(Kind.TIME, step.toSeconds(), PriceSource.LAST);
  }

  /**
   * Returns bars of a quantity traded, above zero.
   *
   * @since 1.1
   */
  public static BarSpec volume(Quantity quantity) {
    return new BarSpec(Kind.VOLUME, quantity.raw(), PriceSource.LAST);
  }

  /**
   * Returns bars of a number of trades, or of quotes, from 1 to 999,999,999.
   *
   * @since 1.1
   */
  public static BarSpec count(long ticks) {
    return new BarSpec(Kind.COUNT, ticks, PriceSource.LAST);
  }

  /**
   * Returns bars of an amount traded, price x quantity in the instrument's currency, above zero.
   *
   * @since 1.1
   */
  public static BarSpec value(Quantity amount) {
    return new BarSpec(Kind.VALUE, amount.raw(), PriceSource.LAST);
  }

  /**
   * Returns bars of a distance between high and low, above zero.
   *
   * @since 1.1
   */
  public static BarSpec range(Price distance) {
    return new BarSpec(Kind.RANGE, distance.raw(), PriceSource.LAST);
  }

  /**
   * Returns bricks of a height, above zero.
   *
   * @since 1.1
   */
  public static BarSpec renko(Price brick) {
    return new BarSpec(Kind.RENKO, brick.raw(), PriceSource.LAST);
  }

  /** Parses the text form. */
  public static BarSpec parse(String text) {
    Matcher m = SYNTAX.matcher(text);
    if (!m.matches()) {
      throw unreadable(text, "");
    }
    PriceSource source =
        m.group(5) == null
            ? PriceSource.LAST
            : PriceSource.valueOf(m.group(5).toUpperCase(Locale.ROOT));
    try {
      if (m.group(4) != null) {
        return new BarSpec(kindOf(m.group(4)), Fixed.parse(m.group(3)), source);
      }
      long n = Long.parseLong(m.group(1));
      return switch (m.group(2).charAt(0)) {
        case 's' -> new BarSpec(Kind.TIME, n, source);
        case 'm' -> new BarSpec(Kind.TIME, n * 60, source);
        case 'h' -> new BarSpec(Kind.TIME, n * 3_600, source);
        case 'd' -> new BarSpec(Kind.TIME, n * 86_400, source);
        default -> new BarSpec(Kind.COUNT, n, source);
      };
    } catch (IllegalArgumentException e) {
      throw unreadable(text, ": " + e.getMessage());
    }
  }

  private static IllegalArgumentException unreadable(String text, String why) {
    return new IllegalArgumentException(
        "expected a bar length such as 1s, 5m, 1h or 1d, found '" + text + "'" + why);
  }

  private static Kind kindOf(String unit) {
    for (Kind kind : Kind.values()) {
      if (kind.unit.equals(unit)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(unit);
  }

  /**
   * Returns these bars made of other prices.
   *
   * @since 1.1
   */
  public BarSpec of(PriceSource other) {
    return other == source ? this : new BarSpec(kind, size, other);
  }

  /**
   * Returns what ends a bar.
   *
   * @since 1.1
   */
  public Kind kind() {
    return kind;
  }

  /**
   * Returns how much ends a bar: seconds of TIME, ticks of COUNT, and units of 1e-8 of the
   * quantity, amount or price of the others.
   *
   * @since 1.1
   */
  public long size() {
    return size;
  }

  /**
   * Returns which prices a bar is made of.
   *
   * @since 1.1
   */
  public PriceSource source() {
    return source;
  }

  /**
   * Returns whether bars have a length of time.
   *
   * @since 1.1
   */
  public boolean hasLength() {
    return kind == Kind.TIME;
  }

  /** Returns the length of a bar; zero for kinds without one. */
  public Duration step() {
    return Duration.ofNanos(stepNanos);
  }

  /**
   * Returns the length of a bar in nanoseconds; 0 for kinds without one. Bars of those say when
   * they opened ({@link Bar#openTime}), may close at one time, and are never overdue.
   */
  public long stepNanos() {
    return stepNanos;
  }

  @Override
  public int compareTo(BarSpec other) {
    return ORDER.compare(this, other);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof BarSpec that
            && size == that.size
            && kind == that.kind
            && source == that.source);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind.ordinal(), size, source.ordinal());
  }

  @Override
  public String toString() {
    String text =
        switch (kind) {
          case TIME -> length();
          case COUNT -> size + kind.unit;
          default -> Fixed.format(size) + kind.unit;
        };
    return source == PriceSource.LAST ? text : text + "-" + source.text();
  }

  private String length() {
    if (size % 86_400 == 0) {
      return size / 86_400 + "d";
    }
    if (size % 3_600 == 0) {
      return size / 3_600 + "h";
    }
    return size % 60 == 0 ? size / 60 + "m" : size + "s";
  }
}
