package io.qbrain.kernel;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.CorporateAction;
import io.qbrain.model.Currency;
import io.qbrain.model.Effect;
import io.qbrain.model.Fill;
import io.qbrain.model.Instance;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.LedgerAccount;
import io.qbrain.model.LedgerAccount.Type;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Order;
import io.qbrain.model.PositionId;
import io.qbrain.model.RiskScope;
import io.qbrain.model.Side;
import io.qbrain.model.TradingSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The durable state of an account; changed by effects only. */
final class AccountState {
  /** A timer of an instance. */
  record TimerKey(InstanceId instance, String name) {}

  final String orderPrefix;

  /** Gives the ids of orders their prefix. */
  private final ClientOrderId anyOrder;

  final Currency currency;
  final Book unallocated;
  final RateTable rates;
  private final MarginRules margins;
  final AccountValue value = new AccountValue(this);
  AccountTerms terms;

  /** Whether the terms in force are in the journal. */
  boolean termsAreJournaled;

  /** The last day of which overnight interest was charged; MIN_VALUE before the first. */
  long rolloverDay = Long.MIN_VALUE;

  final Agenda agenda = new Agenda();
  final Requests requests = new Requests();

  /** The markets in the order of their ids. */
  final Map<InstrumentId, Market> markets = new TreeMap<>();

  /** The same once more, to find one fast. */
  private final Map<InstrumentId, Market> marketsById = new LinkedHashMap<>();

  final Map<InstanceId, Runner> runners = new LinkedHashMap<>();

  /** The runners by their number, to go through without an iterator. */
  final List<Runner> runnersInOrder = new ArrayList<>();

  private final Tickets tickets = new Tickets(this);
  final Map<RiskScope, String> kills = new LinkedHashMap<>();
  final Map<TimerKey, Long> timers = new LinkedHashMap<>();
  final Due due = new Due();

  long capital;
  long ledgerNumber;
  long nextOrderNumber = 1;
  long venueSequence;
  final Executions executions = new Executions();

  /** The corporate actions that were booked, by their keys. */
  final Map<String, CorporateAction> actions = new LinkedHashMap<>();

  /** When the dividend is paid whose entitlements are being booked. */
  private long payNanos;

  private @Nullable Market lastMarket;
  private @Nullable Runner lastRunner;
  MarketLookup lookup = MarketLookup.NONE;

  /** What knows the account's time; null in a state without a kernel. */
  @Nullable Emitter clock;

  AccountState(KernelSettings settings) {
    this.orderPrefix = settings.account() + "-";
    this.anyOrder = ClientOrderId.of(orderPrefix, 0);
    this.currency = settings.currency();
    this.terms = settings.terms();
    this.rates = new RateTable(currency);
    this.unallocated = new Book(null);
    this.margins = new MarginRules(settings, this);
  }

  @Nullable Market market(InstrumentId id) {
    Market last = lastMarket;
    if (last != null && last.instrument.id().equals(id)) {
      return last;
    }
    Market found = marketsById.get(id);
    if (found != null) {
      lastMarket = found;
    }
    return found;
  }

  /** Says which market will be asked for next, probably. */
  void expect(Market market) {
    lastMarket = market;
  }

  ClientOrderId newOrderId() {
    return anyOrder.withNumber(nextOrderNumber++);
  }

  /** Returns what is known of an order that is open or waits for another one, or null. */
  @Nullable Ticket ticket(ClientOrderId id) {
    return tickets.find(id);
  }

  /** Returns an order that is open or waits for another one, or null. */
  @Nullable Order openOrder(ClientOrderId id) {
    Ticket ticket = ticket(id);
    return ticket == null ? null : ticket.order;
  }

  /** Returns an order that is open, waits, or was closed lately, or null. */
  @Nullable Order order(ClientOrderId id) {
    Order open = openOrder(id);
    return open != null ? open : closedOrder(id);
  }

  /** Returns an order that was closed lately, or null. */
  @Nullable Order closedOrder(ClientOrderId id) {
    return executions.closed(id);
  }

  void apply(Effect effect) {
    if (effect instanceof Effect.OrderChanged e) {
      Fill fill = e.fill();
      Market market = fill == null ? null : market(fill.instrument());
      order(e.order(), fill, market, e.venueSequence());
    } else if (effect instanceof Effect.LedgerPosted e) {
      ledger(e.entry());
    } else if (effect instanceof Effect.InstanceChanged e) {
      instance(e.instance());
    } else if (effect instanceof Effect.InstrumentListed e) {
      instrument(e.instrument());
    } else if (effect instanceof Effect.KillChanged e) {
      if (e.latched()) {
        kills.put(e.scope(), e.reason());
      } else {
        kills.remove(e.scope());
      }
    } else if (effect instanceof Effect.TimerChanged e) {
      timer(e);
    } else if (effect instanceof Effect.StateSaved e) {
      Runner runner = runner(e.instance());
      runner.savedState = e.state();
      runner.savedStateVersion = e.stateVersion();
    } else {
      account(effect);
    }
  }

  private void account(Effect effect) {
    if (effect instanceof Effect.RateRecorded e) {
      rates.apply(e.rate());
      if (!agenda.isEmpty()) {
        agenda.remove(e.rate().key());
      }
    } else if (effect instanceof Effect.ActionApplied e) {
      action(e.action());
      Market split =
          e.action() instanceof CorporateAction.Split s ? markets.get(s.instrument()) : null;
      if (split != null) {
        split.splitNanos = Math.max(split.splitNanos, e.action().exNanos());
      }
    } else if (effect instanceof Effect.RateAnnounced e) {
      agenda.add(e.rate());
      due.accrual(Long.MIN_VALUE);
    } else if (effect instanceof Effect.ActionAnnounced e) {
      agenda.add(e.action());
      due.accrual(Long.MIN_VALUE);
    } else if (effect instanceof Effect.AnnouncementWithdrawn e) {
      agenda.remove(e.key());
    } else if (effect instanceof Effect.RequestDone e) {
      requests.add(e.id(), e.what());
    } else if (effect instanceof Effect.RolloverDone e) {
      rolloverDay = e.epochDay();
    } else if (effect instanceof Effect.TermsChanged e) {
      terms(e);
    }
  }

  private void action(CorporateAction action) {
    actions.put(action.key(), action);
    agenda.remove(action.key());
    if (action instanceof CorporateAction.Dividend d) {
      payNanos = d.payNanos();
    } else if (action instanceof CorporateAction.Delisting d) {
      Market market = market(d.instrument());
      if (market != null) {
        market.delist(d);
        due.accrual(Long.MIN_VALUE);
      }
    }
  }

  private void terms(Effect.TermsChanged e) {
    if (!e.currency().equals(currency)) {
      throw new IllegalStateException(
          "the journal is of an account in "
              + e.currency()
              + ", and the configuration says "
              + currency
              + ": the base currency of an account cannot be changed");
    }
    terms = AccountTerms.DEFAULT.and(e.terms());
    termsAreJournaled = true;
    due.accrual(Long.MIN_VALUE);
    for (Market m : markets.values()) {
      m.quotes(rates, terms);
      m.watch(margins.isWatched(m));
    }
  }

  /** An order is as it is now: the same as {@link Effect.OrderChanged}. */
  void order(Order order, @Nullable Fill fill, @Nullable Market market, long sequenceOfVenue) {
    boolean isNew = tickets.change(order);
    if (!order.status().isOpen() && !order.isHeld()) {
      executions.close(order);
    }
    venueSequence = Math.max(venueSequence, sequenceOfVenue);
    if (isNew) {
      // The next order's number is above that of any order.
      nextOrderNumber = Math.max(nextOrderNumber, order.id().numberAfter(orderPrefix) + 1);
    }
    if (fill != null) {
      executions.add(fill);
      if (market != null) {
        filled(order, fill, market);
      }
    }
  }

  private void filled(Order order, Fill fill, Market market) {
    long signed = fill.side().sign() * fill.quantity().raw();
    market.accountQuantity = Math.addExact(market.accountQuantity, signed);
    if (terms.profit() == ProfitArithmetic.IEEE_CENTS) {
      noteFill(market, order, fill);
    }
    if (market.rules != null && fill.side() == Side.BUY) {
      TradingSession session = market.rules.profile.calendar().sessionBefore(fill.timeNanos());
      Book book = runner(order.instance()).book;
      book.holding(market).bought(session, fill.quantity().raw());
    }
  }

  /** Averages in doubles follow the fills: the ledger knows costs only. */
  private void noteFill(Market market, Order order, Fill fill) {
    Holding holding = runner(order.instance()).book.holding(market);
    Stake stake = terms.isHedging() ? holding.lot(positionOf(order), fill.timeNanos()) : holding;
    stake.noteFill(fill.side().sign(), fill.quantity().raw(), fill.price().raw());
  }

  /** Returns the position of a hedging account that an order opens or reduces. */
  static PositionId positionOf(Order order) {
    PositionId named = order.request().position().orElse(null);
    return named != null ? named : PositionId.openedBy(order.id());
  }

  private void ledger(LedgerEntry entry) {
    next(entry.number());
    executions.posted(entry);
    boolean ofFill = isOfFill(entry.kind());
    int size = entry.size();
    for (int i = 0; i < size; i++) {
      LedgerAccount account = entry.account(i);
      switch (account.type()) {
        case UNSETTLED -> unsettled(bookOf(account), entry.currency(i), entry.amountRaw(i), entry);
        case CAPITAL ->
            capital = Math.subtractExact(capital, inBase(entry.currency(i), entry.amountRaw(i)));
        case CONVERSION -> {
          // The sum of what was converted is in the ledger; nothing depends on it.
        }
        case RECEIVABLE -> {
          Book book = bookOf(account);
          receivable(book, holding(book, account), entry.amountRaw(i), entry);
          holding(account, entry.amountRaw(i), entry.quantityRaw(i), entry.timeNanos(), ofFill);
        }
        case CASH -> cash(bookOf(account), entry.currency(i), entry.amountRaw(i));
        default ->
            holding(account, entry.amountRaw(i), entry.quantityRaw(i), entry.timeNanos(), ofFill);
      }
    }
  }

  /** A fill in a holding is in the ledger: the same as {@link Effect.LedgerPosted} of its entry. */
  void trade(TradeEntry entry, Holding holding) {
    next(entry.number());
    executions.posted(entry);
    Book book = holding.owner;
    long timeNanos = entry.fill().timeNanos();
    value.remove(holding);
    holding.position(entry.position(), entry.amountRaw(0), entry.quantityRaw(), timeNanos);
    value.add(holding);
    int size = entry.size();
    for (int i = 1; i < size; i++) {
      long amount = entry.amountRaw(i);
      Type type = entry.type(i);
      // No switch: it would fetch a table from memory for each fill.
      if (type == Type.CASH) {
        cash(book, entry.currency(), amount);
      } else if (type == Type.FEES) {
        holding.fee(amount);
      } else if (type == Type.PROFIT) {
        holding.profit(amount);
      } else if (type == Type.UNSETTLED) {
        unsettled(book, entry.currency(), amount, entry.toEntry());
      } else {
        post(holding, holding.account(type), amount, 0, timeNanos);
      }
    }
  }

  private void next(long number) {
    if (number != ledgerNumber + 1) {
      throw new IllegalStateException(
          "expected ledger entry " + (ledgerNumber + 1) + ", found " + number);
    }
    ledgerNumber = number;
  }

  private Book bookOf(LedgerAccount account) {
    InstanceId owner = account.book();
    return owner == null ? unallocated : runner(owner).book;
  }

  private void holding(
      LedgerAccount account, long amount, long quantity, long timeNanos, boolean ofFill) {
    if (account.instrument() == null && account.type() == Type.INTEREST) {
      return; // The sum of what money earned is in the ledger; nothing depends on it.
    }
    Holding holding = holding(bookOf(account), account);
    post(holding, account, amount, quantity, timeNanos);
    if (!ofFill) {
      Market market = holding.market;
      market.accountQuantity = Math.addExact(market.accountQuantity, quantity);
    }
  }

  private void post(
      Holding holding, LedgerAccount account, long amount, long quantity, long timeNanos) {
    boolean counts = AccountValue.counts(account.type());
    if (counts) {
      value.remove(holding);
    }
    holding.post(account, amount, quantity, timeNanos);
    if (counts) {
      value.add(holding);
    }
  }

  /** Returns what an amount is worth at the rate in force, which a deposit records before. */
  private long inBase(Currency of, long amount) {
    ExchangeRate rate = of.equals(currency) ? null : rates.of(of);
    // Without one it is the journal of an account in another currency, which its terms refuse.
    return rate == null || !rate.isKnown() ? amount : rate.convert(of, amount);
  }

  /** What a fill trades is counted by the fill; splits and expiries have none. */
  private static boolean isOfFill(LedgerEntry.Kind kind) {
    return kind == LedgerEntry.Kind.TRADE || kind == LedgerEntry.Kind.REVERSAL;
  }

  private void cash(Book book, Currency of, long amount) {
    ExchangeRate rate = of.equals(currency) ? null : rates.of(of);
    if (rate == null) {
      book.cash = Math.addExact(book.cash, amount);
      value.cash(amount);
    } else {
      value.changed();
      Balance balance = book.balance(rate);
      balance.cash = Math.addExact(balance.cash, amount);
    }
  }

  /** What a sale brings is due later; a delivery takes what is due by then. */
  private void unsettled(Book book, Currency of, long amount, LedgerEntry entry) {
    ExchangeRate rate = of.equals(currency) ? null : rates.of(of);
    if (rate == null) {
      book.unsettled = Math.addExact(book.unsettled, amount);
      value.cash(amount);
    } else {
      value.changed();
      Balance balance = book.balance(rate);
      balance.unsettled = Math.addExact(balance.unsettled, amount);
    }
    due.accrual(Long.MIN_VALUE);
    if (entry.kind() == LedgerEntry.Kind.DELIVERY) {
      book.receivables.removeIf(r -> r.currency().equals(of) && r.dueNanos() <= entry.timeNanos());
    } else {
      book.receivables.add(new Receivable(of, amount, dueOf(entry)));
    }
  }

  /** Who is entitled to a dividend waits for it until it is paid. */
  private void receivable(Book book, Holding holding, long amount, LedgerEntry entry) {
    due.accrual(Long.MIN_VALUE);
    if (entry.kind() == LedgerEntry.Kind.DIVIDEND_PAID) {
      book.dividends.removeIf(d -> d.holding() == holding && d.payNanos() <= entry.timeNanos());
    } else {
      book.dividends.add(new Entitlement(holding, amount, payNanos));
    }
  }

  private long dueOf(LedgerEntry entry) {
    for (int i = 0; i < entry.size(); i++) {
      InstrumentId id = entry.account(i).instrument();
      Market market = id == null ? null : markets.get(id);
      if (market != null) {
        return SettlementDays.due(market, entry.timeNanos());
      }
    }
    throw new IllegalStateException("unsettled money without a sale: " + entry);
  }

  private Holding holding(Book book, LedgerAccount account) {
    InstrumentId id = account.instrument();
    Market market = id == null ? null : market(id);
    if (market == null) {
      throw new IllegalStateException("posting to " + account + ": unknown instrument");
    }
    return book.holding(market);
  }

  private void instance(Instance instance) {
    Runner runner = runners.get(instance.id());
    if (runner == null) {
      Runner added = new Runner(runners.size(), instance, new Book(instance.id()));
      runners.put(instance.id(), added);
      runnersInOrder.add(added);
    } else {
      runner.become(instance);
    }
  }

  private void instrument(Instrument instrument) {
    value.changed();
    due.accrual(Long.MIN_VALUE);
    Market market = markets.get(instrument.id());
    if (market == null) {
      market = new Market(instrument, rates);
      markets.put(instrument.id(), market);
      marketsById.put(instrument.id(), market);
    } else {
      market.update(instrument);
      runnersInOrder.forEach(r -> r.book.openOrders.revalue());
    }
    market.quotes(rates, terms);
    market.watch(margins.isWatched(market));
    market.follow(instrument.market().map(lookup::find).orElse(null));
  }

  private void timer(Effect.TimerChanged e) {
    TimerKey key = new TimerKey(e.instance(), e.name());
    timers.remove(key);
    if (e.pending()) {
      timers.put(key, e.dueNanos());
    }
    long first = Long.MAX_VALUE;
    for (long nanos : timers.values()) {
      first = Math.min(first, nanos);
    }
    due.timer(first);
  }

  Runner runner(InstanceId id) {
    Runner last = lastRunner;
    if (last != null && last.instance.id().equals(id)) {
      return last;
    }
    Runner found = runners.get(id);
    if (found == null) {
      throw new IllegalStateException("unknown instance " + id);
    }
    lastRunner = found;
    return found;
  }
}
