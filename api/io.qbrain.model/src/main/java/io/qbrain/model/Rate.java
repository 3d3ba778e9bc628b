package io.qbrain.model;

import java.util.Locale;

/**
 * A rate that came into force at a time, e.g. {@code CONVERSION EUR/USD 1.0832}.
 *
 * @param kind what it is
 * @param subject what it is of: a pair such as {@code EUR/USD}, an instrument's id, a currency
 * @param raw the rate in units of 1e-8; rates of a year are fractions: 0.01 is 1 %
 * @param timeNanos from when on, in nanoseconds since 1970
 * @since 1.1
 */
public record Rate(Kind kind, String subject, long raw, long timeNanos) {

  /** What a rate is. */
  public enum Kind {
    /** What one of the first currency is worth in the second. */
    CONVERSION,
    /** What borrowing an instrument to sell it short costs in a year. */
    BORROW,
    /** What money of a currency earns in a year, overnight, for positions in currency pairs. */
    INTEREST,
    /** What the account's own money of a currency earns in a year; below zero it costs. */
    CREDIT,
    /** What owing money of a currency costs in a year. */
    DEBIT
  }

  /** Checks the subject, and that a rate of exchange is above zero. */
  public Rate {
    if (kind == Kind.CONVERSION) {
      int slash = subject.indexOf('/');
      if (slash < 0) {
        throw new IllegalArgumentException(
            "expected a pair of currencies such as EUR/USD, found '" + subject + "'");
      }
      Currency from = Currency.of(subject.substring(0, slash));
      Currency to = Currency.of(subject.substring(slash + 1));
      if (from.equals(to) || raw <= 0) {
        throw new IllegalArgumentException(
            "expected a rate > 0 of two currencies, found "
                + Fixed.format(raw)
                + " for "
                + subject);
      }
    } else if (kind == Kind.BORROW) {
      InstrumentId.of(subject);
    } else {
      Currency.of(subject);
    }
  }

  /** Returns what one unit of a currency is worth in another. */
  public static Rate conversion(Currency from, Currency to, Price price, long timeNanos) {
    return new Rate(Kind.CONVERSION, from + "/" + to, price.raw(), timeNanos);
  }

  /** Returns what borrowing an instrument costs in a year: 0.01 is 1 %. */
  public static Rate borrow(InstrumentId instrument, String perYear, long timeNanos) {
    return new Rate(Kind.BORROW, instrument.toString(), Fixed.parse(perYear), timeNanos);
  }

  /** Returns what money of a currency earns in a year: 0.01 is 1 %. */
  public static Rate interest(Currency currency, String perYear, long timeNanos) {
    return new Rate(Kind.INTEREST, currency.toString(), Fixed.parse(perYear), timeNanos);
  }

  /** Returns what the account's own money of a currency earns in a year: 0.01 is 1 %. */
  public static Rate credit(Currency currency, String perYear, long timeNanos) {
    return new Rate(Kind.CREDIT, currency.toString(), Fixed.parse(perYear), timeNanos);
  }

  /** Returns what owing money of a currency costs in a year: 0.01 is 1 %. */
  public static Rate debit(Currency currency, String perYear, long timeNanos) {
    return new Rate(Kind.DEBIT, currency.toString(), Fixed.parse(perYear), timeNanos);
  }

  /** Returns what names it among rates to come, e.g. {@code credit:USD:2026-02-01T00:00:00Z}. */
  public String key() {
    return kind.name().toLowerCase(Locale.ROOT) + ':' + subject + ':' + Times.instant(timeNanos);
  }

  @Override
  public String toString() {
    return kind + " " + subject + " " + Fixed.format(raw);
  }
}
