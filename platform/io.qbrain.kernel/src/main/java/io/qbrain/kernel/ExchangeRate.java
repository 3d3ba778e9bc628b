package io.qbrain.kernel;

import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Price;
import io.qbrain.model.Rate;

/** What money of a currency is worth in the account's base currency: the last known rate. */
final class ExchangeRate {
  final Currency currency;
  private final Currency base;
  private long raw;
  private boolean inverse;
  private long timeNanos;
  private long recordedRaw;
  private boolean recordedInverse;

  ExchangeRate(Currency currency, Currency base) {
    this.currency = currency;
    this.base = base;
  }

  boolean isKnown() {
    return raw != 0;
  }

  /**
   * Takes a rate; {@code isInverse} if it says what the base currency is worth in this one. An
   * older rate than the known one changes nothing.
   */
  void set(long newRaw, boolean isInverse, long nanos) {
    if (newRaw > 0 && nanos >= timeNanos) {
      raw = newRaw;
      inverse = isInverse;
      timeNanos = nanos;
    }
  }

  /** Notes that the rate in force is in the journal. */
  void recorded() {
    recordedRaw = raw;
    recordedInverse = inverse;
  }

  boolean isRecorded() {
    return recordedRaw == raw && recordedInverse == inverse;
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

  @Override
  public String toString() {
    return inverse
        ? base + "/" + currency + " " + Fixed.format(raw)
        : currency + "/" + base + " " + Fixed.format(raw);
  }
}
