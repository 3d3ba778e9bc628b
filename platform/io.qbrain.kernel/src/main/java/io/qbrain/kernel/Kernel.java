package io.qbrain.kernel;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Depth;
import io.qbrain.model.Effect;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Order;
import io.qbrain.model.Price;
import io.qbrain.model.PriceSource;
import io.qbrain.model.Quantity;
import io.qbrain.model.Quote;
import io.qbrain.model.ReasonCode;
import io.qbrain.model.RiskScope;
import io.qbrain.model.TradeTick;
import io.qbrain.model.Turn;
import io.qbrain.strategy.Subscription;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One trading account: takes inputs, calls strategies, decides effects.
 *
 * <p>Deterministic: the same inputs in the same order give the same effects, on any JDK. Not
 * thread-safe; all calls come from one thread. See the package for the whole picture.
 */
public final class Kernel {
  private static final long DAY_NANOS = 86_400_000_000_000L;

  private final KernelSettings settings;
  private final int historyBars;
  private final boolean onMargin;
  private final AccountState state;
  private final Emitter out;
  private final Callbacks callbacks;
  private final Bookkeeper books;
  private final OrderDesk orders;
  private final Accruals accruals;
  private final Timers timers;
  private final Commands commands;
  private final Liquidation liquidation;
  private final BarDesk bars;
  private final InstanceDesk instances;
  private long dropped;

  /** Makes an empty account for instruments that name no market. */
  public Kernel(KernelSettings settings, Strategies strategies) {
    this(settings, strategies, MarketLookup.NONE);
  }

  /** Makes an empty account for instruments of markets. */
  public Kernel(KernelSettings settings, Strategies strategies, MarketLookup markets) {
    this.settings = settings;
    this.historyBars = settings.historyBars();
    this.onMargin = settings.kind() != AccountKind.CASH;
    this.state = new AccountState(settings);
    this.state.lookup = markets;
    this.out = new Emitter(state);
    this.callbacks = new Callbacks(out);
    this.books = new Bookkeeper(state, out);
    this.orders = new OrderDesk(settings, state, out, callbacks, books);
    Expiries expiries = new Expiries(state, out, books, orders);
    ActionDesk actions = new ActionDesk(state, out, books, orders, expiries);
    this.accruals = new Accruals(state, out, books, expiries, actions);
    AccountDesk account = new AccountDesk(state, out, books, accruals, actions, orders.rules());
    this.liquidation = new Liquidation(settings, state, out, orders);
    this.timers = new Timers(state, out, callbacks);
    this.callbacks.connect(orders);
    this.bars = new BarDesk(settings, state, out, this::accrue, callbacks);
    this.instances =
        new InstanceDesk(settings, state, out, callbacks, orders, books, bars, strategies);
    this.commands = new Commands(settings, state, out, orders, instances, account);
  }

  /** Returns what the account is. */
  public KernelSettings settings() {
    return settings;
  }

  /**
   * Takes one input and tells the sink what it did.
   *
   * @return null, or why a command was not carried out; then nothing changed
   */
  public @Nullable Refusal handle(Input input, EffectSink sink) {
    if (input instanceof Input.Market m) {
      market(m.event(), sink);
      return null;
    }
    out.begin(sink);
    Refusal refusal = dispatch(input);
    afterwards();
    return refusal;
  }

  private @Nullable Refusal dispatch(Input input) {
    if (input instanceof Input.Report r) {
      return dispatch(r.report());
    } else if (input instanceof Input.TimeAdvanced t) {
      advance(t.timeNanos());
    } else if (input instanceof Input.Once o) {
      return once(o);
    }
    return commands.handle(input);
  }

  private @Nullable Refusal dispatch(ExecutionReport report) {
    accrue(report.timeNanos());
    return orders.report(report);
  }

  /** Takes a report of the venue: the same as {@link Input.Report} without the wrapper. */
  public @Nullable Refusal report(ExecutionReport report, EffectSink sink) {
    out.begin(sink);
    Refusal refusal = dispatch(report);
    afterwards();
    return refusal;
  }

  /** Returns what keeps the reports of a venue until the account takes them. */
  public ReportQueue reportQueue(EffectSink sink) {
    return new ReportQueue(this, out, orders, sink);
  }

  private @Nullable Refusal once(Input.Once o) {
    String what = o.command().toString();
    String done = state.requests.what(o.id());
    if (done != null) {
      return done.equals(what)
          ? null
          : Refusal.conflict(
              "request.reused",
              "the request id "
                  + o.id()
                  + " was used for "
                  + done
                  + "; give another id to another request");
    }
    Refusal refusal = dispatch(o.command());
    if (refusal == null) {
      out.emit(new Effect.RequestDone(o.id(), what));
    }
    return refusal;
  }

  /**
   * Takes a market event: the same as {@link Input.Market} without the wrapper. A bar that is not
   * later than the last of its instrument and spec (of a kind without a length: earlier), or of
   * prices that its market does not have, is dropped and counted.
   */
  public void market(MarketEvent event, EffectSink sink) {
    Market market = state.market(event.instrument());
    if (market == null || market.forbids(event)) {
      dropped++;
      sink.dropped(
          event, market == null ? ReasonCode.UNKNOWN_INSTRUMENT : ReasonCode.NEGATIVE_PRICE);
      return;
    }
    out.begin(sink);
    long time = event.timeNanos();
    if (state.due.barNanos() <= time) {
      bars.advance(time - 1);
    }
    if (event instanceof Bar bar) {
      BarStream stream = market.streamOf(bar, historyBars);
      if (begins(stream, bar, time)) {
        stream.push(bar);
        ended(stream, bar, bar.closePrice().raw(), time);
      }
    } else {
      tick(market, event, time);
    }
    afterwards();
  }

  /**
   * Returns whether {@link #market} would take an event now, and not drop it. A venue should not
   * see what the account does not take.
   */
  public boolean takes(MarketEvent event) {
    Market market = state.market(event.instrument());
    return market != null && !market.forbids(event) && !market.isPast(event);
  }

  /**
   * Returns the handle of the bars of an instrument and spec, or null if the instrument is not
   * listed.
   */
  public @Nullable BarStream stream(InstrumentId instrument, BarSpec spec) {
    Market market = state.market(instrument);
    return market == null ? null : market.streamOf(spec, historyBars);
  }

  /**
   * Takes the bar of a row of a series, as {@link #market} does, without looking for the
   * instrument.
   *
   * @param stream the handle of the series' instrument and spec
   * @param bar the bar of the row
   * @param time when it closes, in nanoseconds since 1970
   */
  public void bar(
      BarStream stream, BarSeries series, int row, Bar bar, long time, EffectSink sink) {
    out.begin(sink);
    if (state.due.barNanos() <= time) {
      bars.advance(time - 1);
    }
    if (begins(stream, bar, time)) {
      stream.push(series, row, time);
      ended(stream, bar, series.closeRaw(row), time);
    }
    afterwards();
  }

  /**
   * Returns what takes many bars of a series at once.
   *
   * @param stream the handle of the series' instrument and spec
   */
  public BarRun run(BarStream stream, BarSeries series, EffectSink sink) {
    return new BarRun(
        this, state, out, callbacks, stream, series, sink, onMargin ? liquidation : null);
  }

  /**
   * Returns what takes the bars of series of one grid in turn.
   *
   * @param streams the handles of the series
   * @param firstRows the row of each series that is in the first row of the grid
   */
  public BarGrid grid(List<BarStream> streams, List<BarSeries> series, int[] firstRows) {
    return new BarGrid(
        streams.toArray(new BarStream[0]), series.toArray(new BarSeries[0]), firstRows.clone());
  }

  /** Returns whether no bar is built or kept. */
  boolean takesBarsAsTheyAre() {
    return !bars.isBusy();
  }

  /** Begins a time at which bars are given to {@link BarGrid#pass}; false if more is to be done. */
  public boolean passes(long time, EffectSink sink) {
    if (time >= state.due.firstNanos || bars.isBusy()) {
      return false;
    }
    out.begin(sink);
    out.advance(time);
    return true;
  }

  void afterwards() {
    if (callbacks.hasMore()) {
      callbacks.drain();
      if (callbacks.takeFaulted()) {
        instances.faultedLeave();
      }
    }
  }

  private void tick(Market market, MarketEvent event, long time) {
    if (market.isPast(event, time)) {
      dropped++;
      out.outOfOrder(event);
      return;
    }
    before(time);
    bars.isFed(market, event);
    if (event instanceof Quote quote) {
      market.quoted(quote.bid().raw(), quote.ask().raw(), time);
      liquidation.check(market, PriceSource.ASK);
      each(market.quoteSubscribers, quote, time);
    } else if (event instanceof TradeTick trade) {
      market.price(trade.price().raw(), time);
      liquidation.check(market, PriceSource.LAST);
      each(market.tradeSubscribers, trade, time);
    } else if (event instanceof Depth depth) {
      if (depth.bidLevels() > 0 || depth.askLevels() > 0) {
        market.quoted(depth.bidRaw(0), depth.askRaw(0), time);
        liquidation.check(market, PriceSource.ASK);
      }
      each(market.depthSubscribers, depth, time);
    }
    bars.add(market, event);
  }

  /** Time goes on; what came due by itself is booked before anything else. */
  void accrue(long time) {
    long earlier = out.see(time);
    if (time >= state.due.accrualNanos()) {
      accruals.run(earlier, time);
    }
  }

  private void before(long time) {
    if (time < state.due.firstNanos) {
      out.advance(time);
      return;
    }
    accrue(time);
    if (state.due.timerNanos() <= time) {
      timers.ring(time);
    }
  }

  private void each(Runner[] runners, MarketEvent event, long time) {
    for (Runner r : runners) {
      if (r.isLive()) {
        r.events++;
        r.lastEventNanos = time;
        callbacks.call(r, event, time, false);
      }
    }
  }

  /** Time goes on to the close of a bar; returns whether the bar does not come too late. */
  private boolean begins(BarStream stream, Bar bar, long time) {
    if (!stream.isFed()) {
      bars.isFed(stream.market, stream);
    }
    if (stream.isPast(time)) {
      dropped++;
      out.outOfOrder(bar);
      return false;
    }
    before(time);
    if (stream.market.future) {
      settleBefore(stream.market, time);
    }
    return true;
  }

  /** A bar is in the view: its price counts, and strategies are called. */
  private void ended(BarStream stream, Bar bar, long close, long time) {
    Market market = stream.market;
    if (market.plain && stream.byClose) {
      market.plainPrice(close, time);
    } else {
      market.price(bar, time);
      if (market.future
          && stream.spec.stepNanos() >= DAY_NANOS
          && stream.spec.source() == PriceSource.LAST) {
        books.settle(market, bar.time().toString());
      }
    }
    if (onMargin) {
      liquidation.check(market, stream.spec.source());
    }
    bars.tell(stream, bar, time);
    bars.add(market, bar);
  }

  /** The first event of a new UTC day settles the day before at its last price. */
  private void settleBefore(Market market, long time) {
    long day = Math.floorDiv(time, DAY_NANOS);
    if (market.priced && day > market.settledDay && market.settledDay != Long.MIN_VALUE) {
      books.settle(market, "day " + market.settledDay);
    }
    market.settledDay = day;
  }

  private void advance(long time) {
    before(time);
    bars.advance(time);
  }

  /** Applies the effects of a turn that was decided before: recovery, without any strategy. */
  public void apply(Turn turn) {
    out.advance(turn.timeNanos());
    for (Effect e : turn.effects()) {
      state.apply(e);
      if (e instanceof Effect.StateSaved s) {
        state.runner(s.instance()).savedNanos = turn.timeNanos();
      }
    }
  }

  /**
   * Adds an event to the history without calling a strategy: what warms up instances that start
   * later.
   */
  public void history(MarketEvent event) {
    Market market = state.market(event.instrument());
    if (market == null || market.forbids(event)) {
      return;
    }
    if (event instanceof Bar bar) {
      BarStream stream = market.streamOf(bar.spec(), settings.historyBars());
      stream.fed();
      if (stream.isPast(bar.timeNanos())) {
        return;
      }
      stream.push(bar);
      market.price(bar, bar.timeNanos());
    } else {
      bars.isFed(market, event);
    }
    bars.addHistory(market, event);
  }

  /**
   * Says when a run begins, after its history: what is paid in and started carries no earlier time.
   * An account that has seen nothing is at that time then, but interest and what else time brings
   * count from its first event on.
   */
  public void opensAt(long timeNanos) {
    out.openAt(timeNanos);
  }

  /**
   * Says what a feed will bring, so that bars which no feed brings are built from the best of it
   * ({@link BarSources}); otherwise they are built from what comes first. The instrument must be
   * listed.
   */
  public void brings(Subscription stream) {
    bars.brings(stream);
  }

  /**
   * Keeps the last market events of each instrument, so that instances that start later have a
   * history of the bars that are built for them. Events of {@link #history} are kept anyhow.
   *
   * @param events how many of an instrument, above 0
   */
  public void remember(int events) {
    bars.remember(events);
  }

  /**
   * Returns the first time of which no event should be given before the time has been advanced to
   * just before it: a built bar, a slice or a timer is due then, and what is ordered on it should
   * reach the venue before that event does. Long.MAX_VALUE if nothing is due. An event that is
   * given nevertheless finds the bar closed and the timer rung, too. A timer of an instance that is
   * not there yet stays due.
   */
  public long firstDueNanos() {
    return state.due.beforeNanos();
  }

  /**
   * Returns the signed quantity of an order that is sized at the fill, at a price. The venue asks
   * this between two inputs.
   */
  public Quantity sizeAtFill(Order order, Price price) {
    return sizeAtFill(order, price, price);
  }

  /** Returns the same where what the order closes has another price than what it opens. */
  public Quantity sizeAtFill(Order order, Price price, Price closingPrice) {
    return Quantity.ofRaw(orders.targets().sizeAtFill(order, price.raw(), closingPrice.raw()));
  }

  /** Returns whether fills must be payable: whether the venue asks {@link #payable}. */
  public boolean checksPayment() {
    return settings.profile().paying().isAtFill();
  }

  /**
   * Returns how much of a fill the account can pay, all or what closes a position, in units of
   * 1e-8. The venue asks this between two inputs.
   *
   * @param signed the quantity, negative for a sale
   * @param price the price of what it opens
   * @param closingPrice the price of what it closes
   */
  public long payable(Order order, long signed, Price price, Price closingPrice) {
    return orders.atFill().payable(order, signed, price.raw(), closingPrice.raw());
  }

  /** Returns how much of a fill, of a quantity that is negative for a sale, closes a position. */
  public long closing(Order order, long signed) {
    return orders.atFill().closing(order, signed);
  }

  /** Returns the greatest number of a venue's report that was applied. */
  public long venueSequence() {
    return state.venueSequence;
  }

  /** Returns whether the terms in force are in the journal: those of an old one are not. */
  public boolean termsAreJournaled() {
    return state.termsAreJournaled;
  }

  /** Returns the terms in force. */
  public AccountTerms terms() {
    return state.terms;
  }

  /** Returns the time of the account: the greatest of all inputs, in nanoseconds since 1970. */
  public long nowNanos() {
    return out.nowNanos;
  }

  /** Returns how many market events were dropped, as {@link EffectSink#dropped} was told. */
  public long droppedEvents() {
    return dropped;
  }

  /** Returns the equity of the account in units of 1e-8: cash, margin and positions. */
  public long equityRaw() {
    return state.value.equity();
  }

  /** Returns the open orders, the oldest first. */
  public List<Order> openOrders() {
    List<Order> open = new ArrayList<>();
    for (Runner r : state.runners.values()) {
      open.addAll(r.book.openOrders.values());
    }
    open.sort(Comparator.comparingLong(Order::createdNanos).thenComparing(Order::id));
    return open;
  }

  /** Returns the scopes in which trading is stopped, with their reasons. */
  public Map<RiskScope, String> kills() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(state.kills));
  }

  /** Returns the account as it is now. */
  public AccountSnapshot snapshot() {
    return AccountSnapshot.of(settings, state, out.nowNanos, orders.rules());
  }
}
