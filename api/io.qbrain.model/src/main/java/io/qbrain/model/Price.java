package io.qbrain.model;

import java.math.BigDecimal;

/**
 * A price per unit of an instrument, in the instrument's currency.
 *
 * <p>An exact decimal with at most 8 decimals; {@link #parse} and {@link #toString} are inverse.
 */
public final class Price implements Comparable<Price> {
  /** Nothing. */
  public static final Price ZERO = new Price(0);

  private final long raw;

  private Price(long raw) {
    this.raw = raw;
  }

  /** Returns the price of {@code raw} units of 1e-8. */
  public static Price ofRaw(long raw) {
    return raw == 0 ? ZERO : new Price(raw);
  }

  /** Returns the price of a whole number. */
  public static Price of(long whole) {
    return ofRaw(Math.multiplyExact(whole, Fixed.ONE));
  }

  /** Returns the price of a decimal; throws ArithmeticException beyond 8 decimals. */
  public static Price of(BigDecimal value) {
    return ofRaw(Fixed.ofExact(value));
  }

  /** Parses a plain decimal such as {@code 12.5}; throws IllegalArgumentException otherwise. */
  public static Price parse(String text) {
    return ofRaw(Fixed.parse(text));
  }

  /** Returns this in units of 1e-8. */
  public long raw() {
    return raw;
  }

  /** Returns this as a double, correctly rounded: for signals, never for money. */
  public double toDouble() {
    return Fixed.toDouble(raw);
  }

  /** Returns this as a decimal. */
  public BigDecimal toBigDecimal() {
    return BigDecimal.valueOf(raw, Fixed.DIGITS);
  }

  /** Returns the sum. */
  public Price plus(Price other) {
    return ofRaw(Math.addExact(raw, other.raw));
  }

  /** Returns the difference. */
  public Price minus(Price other) {
    return ofRaw(Math.subtractExact(raw, other.raw));
  }

  /** Returns -1, 0 or 1. */
  public int signum() {
    return Long.signum(raw);
  }

  @Override
  public int compareTo(Price other) {
    return Long.compare(raw, other.raw);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Price that && raw == that.raw;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(raw);
  }

  @Override
  public String toString() {
    return Fixed.format(raw);
  }
}
