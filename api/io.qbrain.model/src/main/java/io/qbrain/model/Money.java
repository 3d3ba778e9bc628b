package io.qbrain.model;

/**
 * An amount in a currency; {@link #parse} and {@link #toString} are inverse ({@code 12.50 USD}).
 *
 * <p>Kept to 1e-8 and never rounded by this class: rounding belongs to the rule that makes the
 * amount (a fee, a conversion).
 */
public final class Money implements Comparable<Money> {
  private final long raw;
  private final Currency currency;

  private Money(long raw, Currency currency) {
    this.raw = raw;
    this.currency = currency;
  }

  /** Returns the amount of {@code raw} units of 1e-8. */
  public static Money ofRaw(long raw, Currency currency) {
    return new Money(raw, currency);
  }

  /** Returns a whole number of units; beyond 9.2e10 it is no number, see {@link #isNumber}. */
  public static Money of(long whole, Currency currency) {
    return new Money(Fixed.ofWhole(whole), currency);
  }

  /**
   * Returns the amount nearest to a number, half to even to 8 decimals. Of NaN, an infinity or a
   * number beyond 9.2e10 it is no number, and a target of it is denied with {@code SANITY}.
   *
   * @since 1.1
   */
  public static Money ofDouble(double value, Currency currency) {
    return new Money(Fixed.nearest(value), currency);
  }

  /** Returns nothing, in a currency. */
  public static Money zero(Currency currency) {
    return new Money(0, currency);
  }

  /**
   * Parses {@code 12.50 USD}; throws IllegalArgumentException otherwise, also of what is no number.
   */
  public static Money parse(String text) {
    int space = text.indexOf(' ');
    if (space < 0) {
      throw new IllegalArgumentException(
          "expected an amount and a currency such as 12.50 USD, found '" + text + "'");
    }
    return new Money(Fixed.parse(text.substring(0, space)), Currency.of(text.substring(space + 1)));
  }

  /** Returns the amount in units of 1e-8; of no meaning unless {@link #isNumber()}. */
  public long raw() {
    return raw;
  }

  /**
   * Returns whether this is a number: false if it was made of NaN, an infinity or a number out of
   * range, and for what was calculated with such an amount.
   *
   * @since 1.1
   */
  public boolean isNumber() {
    return raw != Fixed.NO_NUMBER;
  }

  /** Returns the currency. */
  public Currency currency() {
    return currency;
  }

  /** Returns the amount as a double: for statistics, never for accounts. */
  public double toDouble() {
    return isNumber() ? Fixed.toDouble(raw) : Double.NaN;
  }

  /**
   * Returns the sum; throws IllegalArgumentException if the currencies differ, ArithmeticException
   * if it is out of range.
   */
  public Money plus(Money other) {
    return sum(same(other).raw, other);
  }

  /**
   * Returns the difference; throws IllegalArgumentException if the currencies differ,
   * ArithmeticException if it is out of range.
   */
  public Money minus(Money other) {
    return sum(Fixed.negated(same(other).raw), other);
  }

  private Money sum(long summand, Money other) {
    long sum = Fixed.sum(raw, summand);
    if (sum == Fixed.NO_NUMBER && isNumber() && other.isNumber()) {
      throw new ArithmeticException(
          "expected an amount within +/- 9.2e10, found one beyond of " + this + " and " + other);
    }
    return new Money(sum, currency);
  }

  /** Returns this with the other sign. */
  public Money negate() {
    return new Money(Fixed.negated(raw), currency);
  }

  /** Returns -1, 0 or 1. */
  public int signum() {
    return Long.signum(raw);
  }

  private Money same(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException("expected " + currency + ", found " + other);
    }
    return other;
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(raw, same(other).raw);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Money that && raw == that.raw && currency.equals(that.currency);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(raw) + currency.hashCode();
  }

  @Override
  public String toString() {
    return (isNumber() ? Fixed.format(raw, 2) : "NaN") + " " + currency;
  }
}
