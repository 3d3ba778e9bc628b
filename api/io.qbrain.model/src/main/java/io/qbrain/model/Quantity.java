package io.qbrain.model;

import java.math.BigDecimal;

/**
 * A number of shares, contracts or coins; signed where it is a position (negative is short).
 *
 * <p>An exact decimal with at most 8 decimals; {@link #parse} and {@link #toString} are inverse.
 */
public final class Quantity implements Comparable<Quantity> {
  /** Nothing. */
  public static final Quantity ZERO = new Quantity(0);

  private final long raw;

  private Quantity(long raw) {
    this.raw = raw;
  }

  /** Returns the quantity of {@code raw} units of 1e-8. */
  public static Quantity ofRaw(long raw) {
    return raw == 0 ? ZERO : new Quantity(raw);
  }

  /** Returns the quantity of a whole number. */
  public static Quantity of(long whole) {
    return ofRaw(Math.multiplyExact(whole, Fixed.ONE));
  }

  /** Returns the quantity of a decimal; throws ArithmeticException beyond 8 decimals. */
  public static Quantity of(BigDecimal value) {
    return ofRaw(Fixed.ofExact(value));
  }

  /** Parses a plain decimal such as {@code 12.5}; throws IllegalArgumentException otherwise. */
  public static Quantity parse(String text) {
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
  public Quantity plus(Quantity other) {
    return ofRaw(Math.addExact(raw, other.raw));
  }

  /** Returns the difference. */
  public Quantity minus(Quantity other) {
    return ofRaw(Math.subtractExact(raw, other.raw));
  }

  /** Returns this with the other sign. */
  public Quantity negate() {
    return ofRaw(Math.negateExact(raw));
  }

  /** Returns this without its sign. */
  public Quantity abs() {
    return raw < 0 ? negate() : this;
  }

  /** Returns whether this is nothing. */
  public boolean isZero() {
    return raw == 0;
  }

  /** Returns -1, 0 or 1. */
  public int signum() {
    return Long.signum(raw);
  }

  @Override
  public int compareTo(Quantity other) {
    return Long.compare(raw, other.raw);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Quantity that && raw == that.raw;
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
