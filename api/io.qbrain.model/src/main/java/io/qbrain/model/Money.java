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

  /** Returns a whole number of units. */
  public static Money of(long whole, Currency currency) {
    return new Money(Math.multiplyExact(whole, Fixed.ONE), currency);
  }

  /** Returns nothing, in a currency. */
  public static Money zero(Currency currency) {
    return new Money(0, currency);
  }

  /** Parses {@code 12.50 USD}; throws IllegalArgumentException otherwise. */
  public static Money parse(String text) {
    int space = text.indexOf(' ');
    if (space < 0) {
      throw new IllegalArgumentException(
          "expected an amount and a currency such as 12.50 USD, found '" + text + "'");
    }
    return new Money(Fixed.parse(text.substring(0, space)), Currency.of(text.substring(space + 1)));
  }

  /** Returns the amount in units of 1e-8. */
  public long raw() {
    return raw;
  }

  /** Returns the currency. */
  public Currency currency() {
    return currency;
  }

  /** Returns the amount as a double: for statistics, never for accounts. */
  public double toDouble() {
    return Fixed.toDouble(raw);
  }

  /** Returns the sum; throws IllegalArgumentException if the currencies differ. */
  public Money plus(Money other) {
    return new Money(Math.addExact(raw, same(other).raw), currency);
  }

  /** Returns the difference; throws IllegalArgumentException if the currencies differ. */
  public Money minus(Money other) {
    return new Money(Math.subtractExact(raw, same(other).raw), currency);
  }

  /** Returns this with the other sign. */
  public Money negate() {
    return new Money(Math.negateExact(raw), currency);
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
    return Fixed.format(raw, 2) + " " + currency;
  }
}
