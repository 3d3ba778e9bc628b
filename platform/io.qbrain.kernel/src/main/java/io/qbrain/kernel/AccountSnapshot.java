package io.qbrain.kernel;

import io.qbrain.model.Fixed;
import io.qbrain.model.Instance;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.OpenPosition;
import io.qbrain.model.Order;
import io.qbrain.model.Position;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Rate;
import io.qbrain.model.RiskScope;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An account at one time; immutable.
 *
 * @param settings what the account is
 * @param timeNanos its time, in nanoseconds since 1970
 * @param capital what the owner paid in
 * @param unallocated cash that belongs to no instance
 * @param unallocatedBalances money of other currencies that belongs to no instance
 * @param books one per instance, removed ones included, in the order in which they were made
 * @param instruments every instrument with its last price
 * @param kills where trading is stopped, with the reasons
 * @param rates the rates in force
 * @param agenda rates and corporate actions that are to come, in order of time
 */
public record AccountSnapshot(
    KernelSettings settings,
    long timeNanos,
    Money capital,
    Money unallocated,
    List<CurrencyBalance> unallocatedBalances,
    List<BookSnapshot> books,
    SortedMap<InstrumentId, Quoted> instruments,
    List<Killed> kills,
    List<RateInForce> rates,
    List<Announced> agenda) {

  /** Copies the lists. */
  public AccountSnapshot {
    unallocatedBalances = List.copyOf(unallocatedBalances);
    books = List.copyOf(books);
    kills = List.copyOf(kills);
    rates = List.copyOf(rates);
    agenda = List.copyOf(agenda);
  }

  /**
   * The book of an instance.
   *
   * @param instance the instance
   * @param attached whether it gets events
   * @param cash money in the book
   * @param equity cash, margin and positions at the last prices
   * @param margin money held as margin
   * @param unsettled money from sales that is not settled yet
   * @param receivable dividends that will be received, less those that will be paid
   * @param balances money of other currencies than the base one
   * @param initialMargin what the positions take of the equity
   * @param maintenanceMargin the equity below which positions are liquidated; zero if never
   * @param positions every position, flat ones included; those of other currencies in theirs
   * @param openPositions the positions of a hedging account one by one, the oldest first
   * @param openOrders open orders, the oldest first
   * @param events events that it got
   * @param lastEventNanos time of the last of them; 0 if there was none
   */
  public record BookSnapshot(
      Instance instance,
      boolean attached,
      Money cash,
      Money equity,
      Money margin,
      Money unsettled,
      Money receivable,
      List<CurrencyBalance> balances,
      Money initialMargin,
      Money maintenanceMargin,
      List<Position> positions,
      List<OpenPosition> openPositions,
      List<Order> openOrders,
      long events,
      long lastEventNanos) {}

  /**
   * Money of a currency.
   *
   * @param cash what can be spent
   * @param unsettled what comes from sales that are not settled yet
   * @param inBase both in the base currency, at the last known rate
   */
  public record CurrencyBalance(Money cash, Money unsettled, Money inBase) {}

  /**
   * An instrument.
   *
   * @param instrument the instrument
   * @param priced whether a price is known
   * @param last the last price
   * @param lastNanos its time
   * @param accountQuantity what the account holds, counted apart from the books
   * @param isConvertible whether a rate of its currency is known
   * @param rateToBase what one unit of its currency is worth in the base currency; zero if unknown
   * @param maxOrderQuantity the greatest quantity of an order; MAX_VALUE raw if there is no limit
   */
  public record Quoted(
      Instrument instrument,
      boolean priced,
      Price last,
      long lastNanos,
      Quantity accountQuantity,
      boolean isConvertible,
      Price rateToBase,
      Quantity maxOrderQuantity) {}

  /**
   * A rate in force.
   *
   * @param rate the rate
   * @param by the two rates that it follows from; empty if it is one of its own
   */
  public record RateInForce(Rate rate, String by) {}

  /**
   * What was announced.
   *
   * @param key what names it
   * @param dueNanos when it comes, in nanoseconds since 1970
   * @param what the rate or the action, in words
   */
  public record Announced(String key, long dueNanos, String what) {}

  /** Where trading is stopped, and why. */
  public record Killed(RiskScope scope, String reason) {}

  /**
   * Returns an amount of an instrument's currency in the base currency, at the last known rate;
   * nothing if no rate is known.
   */
  public Money inBase(InstrumentId instrument, Money amount) {
    Quoted quoted = instruments.get(instrument);
    if (quoted == null || amount.currency().equals(settings.currency())) {
      return amount;
    }
    return Money.ofRaw(
        Fixed.multiply(amount.raw(), quoted.rateToBase().raw()), settings.currency());
  }

  static AccountSnapshot of(
      KernelSettings settings, AccountState state, long timeNanos, RiskRules rules) {
    List<BookSnapshot> books = new ArrayList<>();
    MarginRules margins = new MarginRules(settings, state);
    for (Runner r : state.runners.values()) {
      books.add(book(r, state, margins));
    }
    SortedMap<InstrumentId, Quoted> instruments = new TreeMap<>();
    state.markets.forEach(
        (id, m) ->
            instruments.put(
                id,
                new Quoted(
                    m.instrument,
                    m.priced,
                    Price.ofRaw(m.last),
                    m.lastNanos,
                    Quantity.ofRaw(m.accountQuantity),
                    m.isConvertible(),
                    m.isConvertible() ? Price.ofRaw(m.toBase(Fixed.ONE)) : Price.ZERO,
                    Quantity.ofRaw(rules.maxQuantity(m)))));
    List<Killed> kills = new ArrayList<>();
    state.kills.forEach((scope, reason) -> kills.add(new Killed(scope, reason)));
    List<Announced> agenda = new ArrayList<>();
    for (Agenda.Item i : state.agenda.items()) {
      agenda.add(new Announced(i.key(), i.dueNanos(), i.what()));
    }
    return new AccountSnapshot(
        settings.with(state.terms),
        timeNanos,
        Money.ofRaw(state.capital, state.currency),
        Money.ofRaw(state.unallocated.cash, state.currency),
        balances(state.unallocated, state),
        books,
        instruments,
        kills,
        state.rates.all(),
        agenda);
  }

  private static BookSnapshot book(Runner r, AccountState state, MarginRules rules) {
    long margin = 0;
    long initial = 0;
    long receivable = 0;
    List<OpenPosition> open = new ArrayList<>();
    for (Holding h : r.book.holdings) {
      margin += h.market.isConvertible() ? h.market.toBase(h.margin) : 0;
      receivable += h.market.isConvertible() ? h.market.toBase(h.receivable) : 0;
      initial += h.market.isConvertible() ? rules.initial(h) : 0;
      open.addAll(h.openPositions());
    }
    return new BookSnapshot(
        r.instance,
        r.isLive(),
        Money.ofRaw(r.book.cash, state.currency),
        Money.ofRaw(r.book.equity(), state.currency),
        Money.ofRaw(margin, state.currency),
        Money.ofRaw(r.book.unsettled, state.currency),
        Money.ofRaw(receivable, state.currency),
        balances(r.book, state),
        Money.ofRaw(initial, state.currency),
        Money.ofRaw(rules.maintenance(r.book), state.currency),
        r.book.holdings.stream().map(Holding::position).toList(),
        List.copyOf(open),
        orders(r.book),
        r.events,
        r.lastEventNanos);
  }

  private static List<CurrencyBalance> balances(Book book, AccountState state) {
    List<CurrencyBalance> balances = new ArrayList<>();
    for (Balance b : book.balances) {
      balances.add(
          new CurrencyBalance(
              b.money(),
              Money.ofRaw(b.unsettled, b.currency),
              Money.ofRaw(b.baseValue(), state.currency)));
    }
    return List.copyOf(balances);
  }

  /** Returns what is open and what waits for it, the oldest first. */
  private static List<Order> orders(Book book) {
    if (book.heldOrders.isEmpty()) {
      return List.copyOf(book.openOrders.values());
    }
    List<Order> all = new ArrayList<>(book.openOrders.values());
    all.addAll(book.heldOrders.values());
    return List.copyOf(all);
  }
}
