package io.qbrain.kernel;

import io.qbrain.model.Instance;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.Position;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
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
 * @param books one per instance, removed ones included, in the order in which they were made
 * @param instruments every instrument with its last price
 * @param kills where trading is stopped, with the reasons
 */
public record AccountSnapshot(
    KernelSettings settings,
    long timeNanos,
    Money capital,
    Money unallocated,
    List<BookSnapshot> books,
    SortedMap<InstrumentId, Quoted> instruments,
    List<Killed> kills) {

  /** Copies the lists. */
  public AccountSnapshot {
    books = List.copyOf(books);
    kills = List.copyOf(kills);
  }

  /**
   * The book of an instance.
   *
   * @param instance the instance
   * @param attached whether it gets events
   * @param cash money in the book
   * @param equity cash, margin and positions at the last prices
   * @param margin money held as margin
   * @param positions every position, flat ones included
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
      List<Position> positions,
      List<Order> openOrders,
      long events,
      long lastEventNanos) {}

  /**
   * An instrument.
   *
   * @param instrument the instrument
   * @param priced whether a price is known
   * @param last the last price
   * @param lastNanos its time
   * @param accountQuantity what the account holds, counted apart from the books
   * @param maxOrderQuantity the greatest quantity of an order; MAX_VALUE raw if there is no limit
   */
  public record Quoted(
      Instrument instrument,
      boolean priced,
      Price last,
      long lastNanos,
      Quantity accountQuantity,
      Quantity maxOrderQuantity) {}

  /** Where trading is stopped, and why. */
  public record Killed(RiskScope scope, String reason) {}

  static AccountSnapshot of(
      KernelSettings settings, AccountState state, long timeNanos, RiskRules rules) {
    List<BookSnapshot> books = new ArrayList<>();
    for (Runner r : state.runners.values()) {
      books.add(book(r, state));
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
                    Quantity.ofRaw(rules.maxQuantity(m.instrument)))));
    List<Killed> kills = new ArrayList<>();
    state.kills.forEach((scope, reason) -> kills.add(new Killed(scope, reason)));
    return new AccountSnapshot(
        settings,
        timeNanos,
        Money.ofRaw(state.capital, state.currency),
        Money.ofRaw(state.unallocated.cash, state.currency),
        books,
        instruments,
        kills);
  }

  private static BookSnapshot book(Runner r, AccountState state) {
    long margin = 0;
    for (Holding h : r.book.holdings) {
      margin += h.margin;
    }
    return new BookSnapshot(
        r.instance,
        r.isLive(),
        Money.ofRaw(r.book.cash, state.currency),
        Money.ofRaw(r.book.equity(), state.currency),
        Money.ofRaw(margin, state.currency),
        r.book.holdings.stream().map(Holding::position).toList(),
        orders(r.book),
        r.events,
        r.lastEventNanos);
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
