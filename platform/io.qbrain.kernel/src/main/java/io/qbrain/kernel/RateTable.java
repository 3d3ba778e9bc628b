package io.qbrain.kernel;

import io.qbrain.model.Currency;
import io.qbrain.model.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rates in force: of exchange, of borrowing and of interest.
 *
 * <p>A pair of currencies that has a rate of its own, in whichever direction it is quoted, has that
 * one, however old it is. A pair that has none follows from two others through one third currency:
 * the dollar if both are known, else the euro, else the first in the order of the codes. There is
 * no path of three.
 */
public final class RateTable {
  private static final Currency EUR = Currency.of("EUR");

  private final Currency base;

  /** The rates in the base currency, by the other one. */
  private final Map<Currency, ExchangeRate> exchange = new TreeMap<>();

  /** The rates of pairs without the base currency. */
  private final List<ExchangeRate> others = new ArrayList<>();

  /** Rates that may follow from others, for the pair itself has none. */
  private final List<ExchangeRate> without = new ArrayList<>();

  private final Map<String, Long> borrow = new TreeMap<>();
  private final Map<Currency, Long> interest = new TreeMap<>();
  private final Map<Currency, Long> credit = new TreeMap<>();
  private final Map<Currency, Long> debit = new TreeMap<>();

  /** Rates that are no rates of exchange, as they were recorded last. */
  private final Map<String, Rate> yearly = new TreeMap<>();

  /** Makes a table without rates for an account of a base currency. */
  public RateTable(Currency base) {
    this.base = base;
  }

  /** Returns the rate of a currency in the base currency; null for the base currency itself. */
  @Nullable ExchangeRate of(Currency currency) {
    if (currency.equals(base)) {
      return null;
    }
    ExchangeRate rate = exchange.get(currency);
    if (rate == null) {
      rate = new ExchangeRate(currency, base, this);
      exchange.put(currency, rate);
      without.add(rate);
      derive(rate);
    }
    return rate;
  }

  /** Returns the rate of two currencies; null if they are one. */
  @Nullable ExchangeRate of(Currency a, Currency b) {
    if (a.equals(b)) {
      return null;
    }
    if (a.equals(base) || b.equals(base)) {
      return of(a.equals(base) ? b : a);
    }
    ExchangeRate rate = other(a, b);
    if (rate == null) {
      boolean inOrder = a.compareTo(b) < 0;
      rate = new ExchangeRate(inOrder ? a : b, inOrder ? b : a, this);
      others.add(rate);
      without.add(rate);
      derive(rate);
    }
    return rate;
  }

  private @Nullable ExchangeRate other(Currency a, Currency b) {
    for (int i = 0; i < others.size(); i++) {
      if (others.get(i).isOf(a, b)) {
        return others.get(i);
      }
    }
    return null;
  }

  /** A rate of its own changed: what has none follows. */
  void changed(boolean isNew) {
    if (isNew) {
      without.removeIf(ExchangeRate::isOwn);
    }
    for (int i = 0; i < without.size(); i++) {
      derive(without.get(i));
    }
  }

  private void derive(ExchangeRate rate) {
    if (follows(rate, Currency.USD) || follows(rate, EUR)) {
      return;
    }
    TreeSet<Currency> all = new TreeSet<>(exchange.keySet());
    all.add(base);
    for (ExchangeRate o : others) {
      all.add(o.currency);
      all.add(o.base);
    }
    for (Currency pivot : all) {
      if (follows(rate, pivot)) {
        return;
      }
    }
    rate.forget();
  }

  private boolean follows(ExchangeRate rate, Currency pivot) {
    ExchangeRate toPivot = own(rate.currency, pivot);
    ExchangeRate fromPivot = toPivot == null ? null : own(pivot, rate.base);
    return toPivot != null && fromPivot != null && rate.follow(toPivot, fromPivot);
  }

  private @Nullable ExchangeRate own(Currency a, Currency b) {
    ExchangeRate found =
        a.equals(base) ? exchange.get(b) : b.equals(base) ? exchange.get(a) : other(a, b);
    return found != null && found.isOwn() ? found : null;
  }

  /** Returns the yearly rate of borrowing an instrument, in units of 1e-8; 0 if there is none. */
  long borrow(String instrument) {
    return borrow.getOrDefault(instrument, 0L);
  }

  /** Returns the yearly interest of a currency, in units of 1e-8; null if none is known. */
  @Nullable Long interest(Currency currency) {
    return interest.get(currency);
  }

  /** Returns what an amount of a currency earns (or, below zero, costs) in a year; 0 by default. */
  long ofMoney(Currency currency, long amount) {
    return (amount > 0 ? credit : debit).getOrDefault(currency, 0L);
  }

  /** Returns whether money of any currency earns or costs anything. */
  boolean hasInterestOfMoney() {
    return !credit.isEmpty() || !debit.isEmpty();
  }

  /**
   * Returns what a currency is worth in the base currency, in one direction or the other; null if
   * it is the base currency, or not known.
   */
  public @Nullable Rate rateOf(Currency currency) {
    ExchangeRate rate = of(currency);
    return rate == null || !rate.isKnown() ? null : rate.rate();
  }

  /** Puts a rate into force. */
  public void apply(Rate rate) {
    switch (rate.kind()) {
      case CONVERSION -> {
        Currency first = pair(rate, 0);
        ExchangeRate known = of(first, pair(rate, 1));
        if (known != null) {
          known.set(rate.raw(), !first.equals(known.currency), rate.timeNanos());
          known.recorded();
        }
        return;
      }
      case BORROW -> borrow.put(rate.subject(), rate.raw());
      case INTEREST -> interest.put(Currency.of(rate.subject()), rate.raw());
      case CREDIT -> credit.put(Currency.of(rate.subject()), rate.raw());
      case DEBIT -> debit.put(Currency.of(rate.subject()), rate.raw());
    }
    yearly.put(rate.kind() + " " + rate.subject(), rate);
  }

  /** Returns a rate of exchange of the base currency by itself; null if it is of other ones. */
  @Nullable ExchangeRate tried(Rate rate) {
    Currency first = pair(rate, 0);
    Currency second = pair(rate, 1);
    if (!first.equals(base) && !second.equals(base)) {
      return null;
    }
    ExchangeRate tried =
        new ExchangeRate(first.equals(base) ? second : first, base, new RateTable(base));
    tried.set(rate.raw(), first.equals(base), rate.timeNanos());
    return tried;
  }

  /** Returns every rate in force, those that follow from others included. */
  List<AccountSnapshot.RateInForce> all() {
    List<AccountSnapshot.RateInForce> all = new ArrayList<>();
    for (ExchangeRate r : exchange.values()) {
      add(all, r);
    }
    for (ExchangeRate r : others) {
      add(all, r);
    }
    for (Rate r : yearly.values()) {
      all.add(new AccountSnapshot.RateInForce(r, ""));
    }
    return all;
  }

  private static void add(List<AccountSnapshot.RateInForce> all, ExchangeRate rate) {
    if (rate.isKnown()) {
      ExchangeRate[] parts = rate.parts();
      all.add(
          new AccountSnapshot.RateInForce(
              rate.rate(), parts == null ? "" : parts[0] + " and " + parts[1]));
    }
  }

  private static Currency pair(Rate rate, int part) {
    int slash = rate.subject().indexOf('/');
    return Currency.of(
        part == 0 ? rate.subject().substring(0, slash) : rate.subject().substring(slash + 1));
  }
}
