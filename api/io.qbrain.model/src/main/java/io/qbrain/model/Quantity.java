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

  /**
   * What is no quantity: made of what is no number or out of range. Sums and differences with it,
   * and those out of range, are this, too; it is less than any other.
   *
   * @since 1.1
   */
  public static final Quantity NONE = new Quantity(Fixed.NO_NUMBER);

  private static final String NO_NUMBER = "NaN";

  private final long raw;

  private Quantity(long raw) {
    this.raw = raw;
  }

  /** Returns the quantity of {@code raw} units of 1e-8. */
  public static Quantity ofRaw(long raw) {
    return new Quantity(raw);
  }

  /** Returns the quantity of a whole number; beyond 9.2e10 it is {@link #NONE}. */
  public static Quantity of(long whole) {
    return ofRaw(Fixed.ofWhole(whole));
  }

  /**
   * Returns the quantity nearest to a number, half to even to 8 decimals. Of NaN, an infinity or a
   * number beyond 9.2e10 it is {@link #NONE}, and an order that has it is denied with {@code
   * SANITY}.
   *
   * @since 1.1
   */
  public static Quantity ofDouble(double value) {
    return ofRaw(Fixed.nearest(value));
  }

  /** Returns the quantity of a decimal; throws ArithmeticException beyond 8 decimals. */
  public static Quantity of(BigDecimal value) {
    return ofRaw(Fixed.ofExact(value));
  }

  /**
   * Parses a plain decimal such as {@code 12.5}, or {@code NaN} for {@link #NONE}; throws
   * IllegalArgumentException otherwise.
   */
  public static Quantity parse(String text) {
    return text.equals(NO_NUMBER) ? NONE : ofRaw(Fixed.parse(text));
  }

  /** Returns this in units of 1e-8; of no meaning unless {@link #isNumber()}. */
  public long raw() {
    return raw;
  }

  /**
   * Returns whether this is a number, and not {@link #NONE}.
   *
   * @since 1.1
   */
  public boolean isNumber() {
    return raw != Fixed.NO_NUMBER;
  }

  /** Returns this as a double, correctly rounded: for signals, never for money. */
  public double toDouble() {
    return isNumber() ? Fixed.toDouble(raw) : Double.NaN;
  }

  /** Returns this as a decimal; of no meaning unless {@link #isNumber()}. */
  public BigDecimal toBigDecimal() {
    return BigDecimal.valueOf(raw, Fixed.DIGITS);
  }

  /** Returns the sum. */
  public Quantity plus(Quantity other) {
    return ofRaw(Fixed.sum(raw, other.raw));
  }

  /** Returns the difference. */
  public Quantity minus(Quantity other) {
    return ofRaw(Fixed.sum(raw, Fixed.negated(other.raw)));
  }

  /** Returns this with the other sign. */
  public Quantity negate() {
    return ofRaw(Fixed.negated(raw));
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
    return isNumber() ? Fixed.format(raw) : NO_NUMBER;
  }
}
