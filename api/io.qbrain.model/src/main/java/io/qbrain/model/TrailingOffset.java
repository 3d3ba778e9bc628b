package io.qbrain.model;

import java.util.Locale;
import java.util.Objects;

/**
 * How far a trailing stop stays behind the best price of the market.
 *
 * @param unit what the amount counts
 * @param raw the amount, in units of 1e-8 of its unit
 * @since 1.1
 */
public record TrailingOffset(Unit unit, long raw) {
  /** What an offset counts. */
  public enum Unit {
    /** The instrument's currency. */
    PRICE,
    /** Tick sizes of the instrument. */
    TICKS,
    /** Hundredths of a percent of the best price. */
    BASIS_POINTS,
    /** Hundredths of the best price. */
    PERCENT
  }

  private static final long BASIS_POINTS_OF_ONE = 10_000;
  private static final long PERCENT_OF_ONE = 100;

  /** Checks that there is a unit; an offset of 0 or less is denied when it is ordered. */
  public TrailingOffset {
    Objects.requireNonNull(unit, "unit");
  }

  /** Returns an offset in the instrument's currency. */
  public static TrailingOffset price(Price distance) {
    return new TrailingOffset(Unit.PRICE, distance.raw());
  }

  /** Returns an offset in ticks; of a number beyond 9.2e10 it is no number, and denied. */
  public static TrailingOffset ticks(long ticks) {
    return new TrailingOffset(Unit.TICKS, Fixed.ofWhole(ticks));
  }

  /** Returns an offset in basis points, e.g. {@code "25"} for a quarter of a percent. */
  public static TrailingOffset basisPoints(String number) {
    return new TrailingOffset(Unit.BASIS_POINTS, Fixed.parse(number));
  }

  /** Returns an offset in percent, e.g. {@code "1.5"}. */
  public static TrailingOffset percent(String number) {
    return new TrailingOffset(Unit.PERCENT, Fixed.parse(number));
  }

  /**
   * Returns the distance from a best price, in units of 1e-8 of the price, half even.
   *
   * @param bestRaw the best price of the market since the order began to work
   * @param tickRaw the tick size of the instrument
   */
  public long distance(long bestRaw, long tickRaw) {
    return switch (unit) {
      case PRICE -> raw;
      case TICKS -> Fixed.multiply(raw, tickRaw);
      case BASIS_POINTS ->
          Fixed.multiplyDivide(bestRaw, raw, Math.multiplyExact(Fixed.ONE, BASIS_POINTS_OF_ONE));
      case PERCENT ->
          Fixed.multiplyDivide(bestRaw, raw, Math.multiplyExact(Fixed.ONE, PERCENT_OF_ONE));
    };
  }

  /**
   * Parses what {@link #toString} gives, e.g. {@code 0.5 price}, {@code 10 ticks}, {@code 25
   * basis_points} or {@code 1.5 percent}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static TrailingOffset parse(String text) {
    int space = text.indexOf(' ');
    for (Unit u : Unit.values()) {
      if (space > 0 && u.name().toLowerCase(Locale.ROOT).equals(text.substring(space + 1))) {
        return new TrailingOffset(u, Quantity.parse(text.substring(0, space)).raw());
      }
    }
    throw new IllegalArgumentException(
        "expected an offset such as 0.5 price, 10 ticks, 25 basis_points or 1.5 percent, found '"
            + text
            + "'");
  }

  @Override
  public String toString() {
    return Quantity.ofRaw(raw) + " " + unit.name().toLowerCase(Locale.ROOT);
  }
}
