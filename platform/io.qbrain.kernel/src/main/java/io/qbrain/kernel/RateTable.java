package io.qbrain.kernel;

import io.qbrain.model.Currency;
import io.qbrain.model.Rate;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rates in force: of exchange, of borrowing and of interest. */
final class RateTable {
  private final Currency base;
  private final Map<Currency, ExchangeRate> exchange = new TreeMap<>();
  private final Map<String, Long> borrow = new TreeMap<>();
  private final Map<Currency, Long> interest = new TreeMap<>();

  RateTable(Currency base) {
    this.base = base;
  }

  /** Returns the rate of a currency in the base currency; null for the base currency itself. */
  @Nullable ExchangeRate of(Currency currency) {
    if (currency.equals(base)) {
      return null;
    }
    ExchangeRate rate = exchange.get(currency);
    if (rate == null) {
      rate = new ExchangeRate(currency, base);
      exchange.put(currency, rate);
    }
    return rate;
  }

  /** Returns the currencies besides the base one of which a rate was asked for. */
  Map<Currency, ExchangeRate> exchange() {
    return exchange;
  }

  /** Returns the yearly rate of borrowing an instrument, in units of 1e-8; 0 if there is none. */
  long borrow(String instrument) {
    return borrow.getOrDefault(instrument, 0L);
  }

  /** Returns the yearly interest of a currency, in units of 1e-8; null if none is known. */
  @Nullable Long interest(Currency currency) {
    return interest.get(currency);
  }

  /** Returns why a rate is of no use here, or null. */
  @Nullable String useless(Rate rate) {
    if (rate.kind() == Rate.Kind.CONVERSION
        && pair(rate, 0).equals(base) == pair(rate, 1).equals(base)) {
      return "expected a rate of exchange with " + base + ", found " + rate.subject();
    }
    return null;
  }

  void apply(Rate rate) {
    switch (rate.kind()) {
      case CONVERSION -> {
        Currency first = pair(rate, 0);
        boolean inverse = first.equals(base);
        ExchangeRate known = of(inverse ? pair(rate, 1) : first);
        if (known != null) {
          known.set(rate.raw(), inverse, rate.timeNanos());
          known.recorded();
        }
      }
      case BORROW -> borrow.put(rate.subject(), rate.raw());
      case INTEREST -> interest.put(Currency.of(rate.subject()), rate.raw());
    }
  }

  private static Currency pair(Rate rate, int part) {
    int slash = rate.subject().indexOf('/');
    return Currency.of(
        part == 0 ? rate.subject().substring(0, slash) : rate.subject().substring(slash + 1));
  }
}
