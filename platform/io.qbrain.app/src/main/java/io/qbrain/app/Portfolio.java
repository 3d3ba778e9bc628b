package io.qbrain.app;

import io.qbrain.kernel.AccountSnapshot;
import io.qbrain.kernel.AccountSnapshot.BookSnapshot;
import io.qbrain.kernel.AccountSnapshot.Quoted;
import io.qbrain.kernel.Input;
import io.qbrain.model.AccountId;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Currency;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.Fill;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Money;
import io.qbrain.model.OpenPosition;
import io.qbrain.model.Order;
import io.qbrain.model.Position;
import io.qbrain.model.PositionId;
import io.qbrain.model.Price;
import io.qbrain.port.History;
import io.qbrain.port.History.OrderPlace;
import io.qbrain.port.History.TurnFilter.What;
import io.qbrain.port.PortException;
import io.qbrain.service.PortfolioService;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Orders, positions, accounts and the ledger, from the last published snapshot. */
final class Portfolio implements PortfolioService {
  private static final int MAX_LIMIT = 1_000;
  private final Accounts accounts;
  private final LedgerVerification verification;

  Portfolio(Accounts accounts, LedgerVerification verification) {
    this.accounts = accounts;
    this.verification = verification;
  }

  private static int limited(int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new ServiceException(
          Kind.INVALID,
          "limit.range",
          "expected a limit from 1 to " + MAX_LIMIT + ", found " + limit);
    }
    return limit;
  }

  @Override
  public List<Order> orders(OrderFilter filter) {
    return orders(filter, Optional.empty());
  }

  @Override
  public List<Order> orders(OrderFilter filter, Place after) {
    return orders(filter, Optional.of(after));
  }

  private List<Order> orders(OrderFilter filter, Optional<Place> after) {
    filter.instance().ifPresent(accounts::instance);
    int limit = limited(filter.limit());
    List<Order> found = new ArrayList<>();
    for (TradingLoop loop : accounts.all()) {
      List<Order> here = loop.records().orders(filter.instance(), filter.openOnly());
      List<Order> page = page(here, Place::of, after, limit);
      History history = loop.history().orElse(null);
      boolean all = filter.openOnly() || page.size() == limit || !loop.records().hasEarlierOrders();
      if (!all && history != null) {
        Optional<OrderPlace> place =
            after.map(p -> new OrderPlace(p.nanos(), ClientOrderId.of(p.id())));
        page = asked(() -> history.orders(loop.account(), filter.instance(), place, limit));
      }
      found.addAll(page);
    }
    return page(found, Place::of, Optional.empty(), limit);
  }

  /** Returns the newest of some, or those after a place, in the order that the journal has, too. */
  private static <T> List<T> page(
      List<T> of, Function<T, Place> place, Optional<Place> after, int limit) {
    Comparator<T> newest =
        Comparator.<T, Place>comparing(
                place, Comparator.comparingLong(Place::nanos).thenComparing(Place::id))
            .reversed();
    List<T> sorted = new ArrayList<>(of);
    sorted.sort(newest);
    return sorted.stream()
        .filter(
            t ->
                after.isEmpty()
                    || Comparator.comparingLong(Place::nanos)
                            .thenComparing(Place::id)
                            .compare(place.apply(t), after.get())
                        < 0)
        .limit(limit)
        .toList();
  }

  @Override
  public Order order(ClientOrderId id) {
    for (TradingLoop loop : accounts.all()) {
      Optional<Order> order = loop.records().order(id);
      if (order.isPresent()) {
        return order.get();
      }
    }
    throw new ServiceException(Kind.NOT_FOUND, "order.unknown", "there is no order " + id);
  }

  @Override
  public Order cancel(ClientOrderId id, String reason) {
    Order order = order(id);
    accounts.instance(order.instance()).loop().command(new Input.CancelOrder(id, reason));
    return order(id);
  }

  @Override
  public List<Fill> fills(Optional<InstanceId> instance, int limit) {
    return fills(instance, limit, Optional.empty());
  }

  @Override
  public List<Fill> fills(Optional<InstanceId> instance, int limit, Place after) {
    return fills(instance, limit, Optional.of(after));
  }

  private List<Fill> fills(Optional<InstanceId> instance, int limit, Optional<Place> after) {
    instance.ifPresent(accounts::instance);
    List<Fill> found = new ArrayList<>();
    for (TradingLoop loop : accounts.all()) {
      found.addAll(fills(loop, instance, limited(limit), after));
    }
    return page(found, Place::of, Optional.empty(), limit);
  }

  /** The latest are in memory; what one of many instances did long ago has to be asked for. */
  private static List<Fill> fills(
      TradingLoop loop, Optional<InstanceId> instance, int limit, Optional<Place> after) {
    List<Fill> here = loop.records().fills(instance, Records.MAX_FILLS);
    List<Fill> page = page(here, Place::of, after, limit);
    History history = loop.history().orElse(null);
    if (history == null || page.size() >= limit || !loop.records().hasEarlierFills()) {
      return page;
    }
    Optional<History.Place> place =
        after.map(p -> new History.Place(p.nanos(), ExecutionId.of(p.id())));
    return asked(() -> history.fills(loop.account(), instance, place, limit));
  }

  @Override
  public List<TurnView> turns(TurnFilter filter) {
    TradingLoop loop = accounts.get(filter.account());
    int limit = limited(filter.limit());
    History history =
        loop.history()
            .orElseThrow(
                () ->
                    new ServiceException(
                        Kind.UNAVAILABLE,
                        "history.unavailable",
                        "the journal of this platform cannot be asked"));
    What what =
        switch (filter.what()) {
          case ANYTHING -> What.ALL;
          case DENIAL -> What.DENIALS;
          case KILL -> What.KILLS;
        };
    return asked(
            () ->
                history.turns(
                    loop.account(),
                    new History.TurnFilter(filter.id(), what),
                    filter.before(),
                    limit))
        .stream()
        .map(
            t ->
                new TurnView(
                    loop.account(), t.sequence(), t.timeNanos(), t.receivedNanos(), t.effects()))
        .toList();
  }

  @Override
  public List<Fill> fills(AccountId account, Optional<Fill> before, int limit) {
    TradingLoop loop = accounts.get(account);
    int most = limited(limit);
    Optional<History.Place> place = before.map(History.Place::of);
    return loop.history()
        .map(history -> asked(() -> history.fills(account, Optional.empty(), place, most)))
        .orElseGet(() -> remembered(loop, place, most));
  }

  /** The fills in memory, in the order of the tables. */
  private static List<Fill> remembered(
      TradingLoop loop, Optional<History.Place> before, int limit) {
    return page(
        loop.records().fills(Optional.empty(), Records.MAX_FILLS),
        Place::of,
        before.map(place -> new Place(place.timeNanos(), place.execution().toString())),
        limit);
  }

  /** Returns the answer, or says that what it is read from cannot be read now. */
  static <T> T asked(Supplier<T> history) {
    try {
      return history.get();
    } catch (PortException e) {
      throw new ServiceException(
          Kind.UNAVAILABLE,
          "history.unavailable",
          "what is not in memory cannot be read: " + e.getMessage());
    }
  }

  @Override
  public List<PositionView> positions(Optional<InstanceId> instance) {
    instance.ifPresent(accounts::instance);
    List<PositionView> views = new ArrayList<>();
    for (TradingLoop loop : accounts.all()) {
      AccountSnapshot account = loop.published().account();
      Map<InstrumentId, Position> sums = new TreeMap<>();
      for (BookSnapshot book : account.books()) {
        boolean shown = instance.isEmpty() || instance.get().equals(book.instance().id());
        for (Position p : book.positions()) {
          if (!p.isFlat()) {
            sums.merge(p.instrument(), p, Portfolio::sum);
            if (shown && book.openPositions().isEmpty()) {
              views.add(view(account, Optional.of(book.instance().id()), p, Optional.empty()));
            }
          }
        }
        for (OpenPosition open : shown ? book.openPositions() : List.<OpenPosition>of()) {
          Money zero = Money.zero(open.cost().currency());
          views.add(
              view(
                  account,
                  Optional.of(book.instance().id()),
                  new Position(open.instrument(), open.quantity(), open.cost(), zero, zero),
                  Optional.of(open.id())));
        }
      }
      if (instance.isEmpty()) {
        sums.values().stream()
            .filter(p -> !p.isFlat())
            .forEach(p -> views.add(view(account, Optional.empty(), p, Optional.empty())));
      }
    }
    return views;
  }

  private static Position sum(Position a, Position b) {
    return new Position(
        a.instrument(),
        a.quantity().plus(b.quantity()),
        a.cost().plus(b.cost()),
        a.realizedProfit().plus(b.realizedProfit()),
        a.fees().plus(b.fees()));
  }

  private static PositionView view(
      AccountSnapshot account, Optional<InstanceId> instance, Position p, Optional<PositionId> id) {
    Quoted quoted = account.instruments().get(p.instrument());
    if (quoted == null) {
      throw new IllegalStateException("position in an unknown instrument: " + p);
    }
    Instrument i = quoted.instrument();
    Currency currency = i.currency();
    Optional<Price> last = quoted.priced() ? Optional.of(quoted.last()) : Optional.empty();
    Money value =
        last.map(
                price ->
                    Money.ofRaw(
                        Fixed.multiply(
                            Fixed.multiply(p.quantity().raw(), price.raw()), i.multiplier().raw()),
                        currency))
            .orElse(p.cost());
    return new PositionView(
        account.settings().account(),
        instance,
        p,
        p.averagePrice(i.multiplier()),
        last,
        value,
        value.minus(p.cost()),
        id,
        account.inBase(p.instrument(), value));
  }

  @Override
  public List<AccountView> accounts() {
    return accounts.all().stream().map(Portfolio::view).toList();
  }

  @Override
  public AccountView account(AccountId id) {
    return view(accounts.get(id));
  }

  private static AccountView view(TradingLoop loop) {
    Publication.Published now = loop.published();
    AccountSnapshot a = now.account();
    Money zero = Money.zero(a.settings().currency());
    Money cash = a.unallocated();
    Money equity = a.unallocated();
    Money margin = zero;
    Money realized = zero;
    Money fees = zero;
    Money unsettled = zero;
    Money initial = zero;
    Money maintenance = zero;
    Money receivable = zero;
    Map<Currency, BalanceView> balances = new TreeMap<>();
    for (AccountSnapshot.CurrencyBalance b : a.unallocatedBalances()) {
      equity = equity.plus(b.inBase());
      balances.put(b.cash().currency(), new BalanceView(b.cash(), b.unsettled(), b.inBase()));
    }
    for (BookSnapshot book : a.books()) {
      cash = cash.plus(book.cash());
      equity = equity.plus(book.equity());
      margin = margin.plus(book.margin());
      unsettled = unsettled.plus(book.unsettled());
      receivable = receivable.plus(book.receivable());
      initial = initial.plus(book.initialMargin());
      maintenance = maintenance.plus(book.maintenanceMargin());
      for (AccountSnapshot.CurrencyBalance b : book.balances()) {
        balances.merge(
            b.cash().currency(),
            new BalanceView(b.cash(), b.unsettled(), b.inBase()),
            Portfolio::sum);
      }
      for (Position p : book.positions()) {
        realized = realized.plus(a.inBase(p.instrument(), p.realizedProfit()));
        fees = fees.plus(a.inBase(p.instrument(), p.fees()));
      }
    }
    return new AccountView(
        a.settings().account(),
        "PAPER",
        a.settings().kind().name(),
        a.capital(),
        cash,
        a.unallocated(),
        margin,
        equity,
        realized,
        fees,
        a.settings().profile().name(),
        now.sequence(),
        a.settings().terms().toString(),
        unsettled,
        initial,
        maintenance,
        List.copyOf(balances.values()),
        receivable);
  }

  private static BalanceView sum(BalanceView a, BalanceView b) {
    return new BalanceView(
        a.cash().plus(b.cash()),
        a.unsettled().plus(b.unsettled()),
        a.baseValue().plus(b.baseValue()));
  }

  @Override
  public List<LedgerEntry> ledger(AccountId account, long afterNumber, int limit) {
    TradingLoop loop = accounts.get(account);
    History history = loop.history().orElse(null);
    if (history == null || !loop.records().hasEntriesBetween(afterNumber)) {
      return loop.records().entries(afterNumber, limited(limit));
    }
    return asked(() -> history.entries(account, afterNumber, limited(limit)));
  }

  @Override
  public LedgerCheck verifyLedger(AccountId account) {
    return asked(() -> verification.verify(accounts.get(account)));
  }
}
