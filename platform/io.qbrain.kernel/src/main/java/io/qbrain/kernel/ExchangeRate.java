package io.qbrain.kernel;

import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Price;
import io.qbrain.model.Rate;
import org.jspecify.annotations.Nullable;

/**
 * What money of one currency is worth in another: the last known rate of the pair, or, while the
 * pair itself has none, the product of two others ({@link RateTable}).
 */
final class ExchangeRate {
  final Currency currency;
  final Currency base;
  private final RateTable table;
  private long raw;
  private boolean inverse;
  private long timeNanos;
  private long recordedRaw;
  private boolean recordedInverse;

  /** The two rates that it is the product of; null if it is a rate of its own, or none. */
  private @Nullable ExchangeRate first;

  private @Nullable ExchangeRate second;

  ExchangeRate(Currency currency, Currency base, RateTable table) {
    this.currency = currency;
    this.base = base;
    this.table = table;
  }

  boolean isKnown() {
    return raw != 0;
  }

  /** Returns whether the pair itself has a rate. */
  boolean isOwn() {
    return raw != 0 && first == null;
  }

  boolean isOf(Currency a, Currency b) {
    return (currency.equals(a) && base.equals(b)) || (currency.equals(b) && base.equals(a));
  }

  /**
   * Takes a rate; {@code isInverse} if it says what the base currency is worth in this one. An
   * older rate than the known one changes nothing.
   */
  void set(long newRaw, boolean isInverse, long nanos) {
    if (newRaw > 0 && (nanos >= timeNanos || first != null)) {
      boolean isNew = !isOwn();
      first = null;
      second = null;
      raw = newRaw;
      inverse = isInverse;
      timeNanos = nanos;
      table.changed(isNew);
    }
  }

  /**
   * Becomes the product of two rates: of this currency in a third one, and of the third in the
   * base. Of the two ways to state it the one that is not below 1 is kept, for it has more digits.
   * Returns false if there is no such number.
   */
  boolean follow(ExchangeRate toPivot, ExchangeRate fromPivot) {
    long a = toPivot.raw;
    long b = fromPivot.raw;
    boolean forwardA = toPivot.isPerOne(currency);
    boolean forwardB = fromPivot.currency.equals(base) == fromPivot.inverse;
    long product;
    boolean isInverse = !forwardA;
    try {
      if (forwardA == forwardB) {
        product = Fixed.multiply(a, b);
      } else {
        long up = forwardA ? a : b;
        long down = forwardA ? b : a;
        isInverse = up < down;
        product = isInverse ? Fixed.divide(down, up) : Fixed.divide(up, down);
      }
    } catch (ArithmeticException e) {
      return false;
    }
    if (product == 0) {
      return false;
    }
    first = toPivot;
    second = fromPivot;
    raw = product;
    inverse = isInverse;
    timeNanos = Math.min(toPivot.timeNanos, fromPivot.timeNanos);
    return true;
  }

  /** Has no rate any more, for what it was the product of is gone. */
  void forget() {
    first = null;
    second = null;
    raw = 0;
    timeNanos = 0;
  }

  /** Returns whether the rate says what one of a currency is worth in the other. */
  private boolean isPerOne(Currency of) {
    return of.equals(currency) != inverse;
  }

  /** Returns the rates that are to be journalled for it: itself, or the two that it is made of. */
  ExchangeRate @Nullable [] parts() {
    ExchangeRate a = first;
    ExchangeRate b = second;
    return a == null || b == null ? null : new ExchangeRate[] {a, b};
  }

  /** Notes that the rate in force is in the journal. */
  void recorded() {
    recordedRaw = raw;
    recordedInverse = inverse;
  }

  boolean isRecorded() {
    return recordedRaw == raw && recordedInverse == inverse;
  }

  long timeNanos() {
    return timeNanos;
  }

  Rate rate() {
    return inverse
        ? Rate.conversion(base, currency, Price.ofRaw(raw), timeNanos)
        : Rate.conversion(currency, base, Price.ofRaw(raw), timeNanos);
  }

  /** Returns an amount of this currency in the base currency, half even to 1e-8. */
  long toBase(long amount) {
    if (raw == 0) {
      throw new ArithmeticException("no rate of " + currency + " in " + base + " is known");
    }
    return inverse ? Fixed.divide(amount, raw) : Fixed.multiply(amount, raw);
  }

  /** Returns an amount of the base currency in this currency, half even to 1e-8. */
  long fromBase(long amount) {
    if (raw == 0) {
      throw new ArithmeticException("no rate of " + currency + " in " + base + " is known");
    }
    return inverse ? Fixed.multiply(amount, raw) : Fixed.divide(amount, raw);
  }

  /** Returns an amount of one of the two currencies in the other one. */
  long convert(Currency from, long amount) {
    return from.equals(currency) ? toBase(amount) : fromBase(amount);
  }

  @Override
  public String toString() {
    String own =
        inverse
            ? base + "/" + currency + " " + Fixed.format(raw)
            : currency + "/" + base + " " + Fixed.format(raw);
    return first == null ? own : own + " by " + first + " and " + second;
  }
}
