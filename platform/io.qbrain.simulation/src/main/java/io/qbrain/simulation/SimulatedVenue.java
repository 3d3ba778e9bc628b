package io.qbrain.simulation;

import io.qbrain.kernel.MarketLookup;
import io.qbrain.kernel.ReportSink;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.ExecutionReport.Type;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.MarketProfile;
import io.qbrain.model.Order;
import io.qbrain.model.OrderType;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.VenueOrderId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A venue that fills orders from market data by stated rules.
 *
 * <p>The driver gives it each market event before the kernel sees it, so an order is never filled
 * by the event that it was decided on, unless the rules say so. It is driven by event time alone
 * and is deterministic. Not thread-safe.
 */
public final class SimulatedVenue {
  /** Gives the size of an order that is sized at the fill. */
  @FunctionalInterface
  public interface Sizer {
    /** Returns the signed quantity of an order at a price; zero cancels it. */
    Quantity sizeAtFill(Order order, Price price);

    /** Returns the same where what the order closes has another price than what it opens. */
    default Quantity sizeAtFill(Order order, Price price, Price closingPrice) {
      return sizeAtFill(order, price);
    }

    /** Returns whether {@link #payable} is to be asked. */
    default boolean checksPayment() {
      return false;
    }

    /**
     * Returns how much of a fill the account can pay: all, or what closes a position.
     *
     * @param signed the quantity, negative for a sale, in units of 1e-8
     * @param price the price of what it opens
     * @param closingPrice the price of what it closes
     */
    default long payable(Order order, long signed, Price price, Price closingPrice) {
      return Math.abs(signed);
    }

    /** Returns how much of a fill, of a quantity that is negative for a sale, closes a position. */
    default long closing(Order order, long signed) {
      return 0;
    }
  }

  private static final VenueOrderId FIRST = VenueOrderId.of("V", 0);
  private static final String NOTHING_LEFT = "others of its list have left nothing for it";
  private static final String NOTHING_MORE = "others of its list have left no more for it";

  private final VenueRules rules;
  private final ReportSink reports;
  private final Fills fills;
  private final MarketLookup markets;
  private final Sessions sessions;
  private final BarPrices prices;
  private final Queues queues;
  private final Matching matching;
  private final boolean path;
  private final boolean stopRejected;

  /** How long an order and what brings it are on their way. */
  private final long latency;

  private final boolean queued;
  private final IdleLanes idle = new IdleLanes();
  private final Map<InstrumentId, Lane> lanes = new LinkedHashMap<>();
  private final OpenOrders orders = new OpenOrders(lanes.values());
  private @Nullable Lane lastLane;
  private long orderNumber;
  private boolean ended;

  /** Makes an empty venue that knows no calendars; reports come during the calls. */
  public SimulatedVenue(VenueRules rules, Sizer sizer, ReportSink reports) {
    this(rules, sizer, reports, MarketLookup.NONE);
  }

  /** Makes an empty venue; reports come during the calls. */
  public SimulatedVenue(VenueRules rules, Sizer sizer, ReportSink reports, MarketLookup markets) {
    this.rules = rules;
    this.reports = reports;
    Draws draws = new Draws(rules.waiting().chance().seed());
    this.fills = new Fills(rules, sizer, reports, orders, draws);
    this.markets = markets;
    this.sessions = new Sessions(markets, rules);
    this.prices = new BarPrices(rules, fills, sessions, draws);
    this.queues = new Queues(fills);
    this.matching =
        new Matching(rules, new Matching.Parts(fills, prices, sessions, queues), orders);
    this.latency = rules.orderLatencyNanos() + rules.dataLatencyNanos();
    this.queued = rules.liquidity().queue();
    this.stopRejected = rules.waiting().stopRejected() && latency == 0;
    this.path =
        rules.bars().path() != BarRules.Path.WHOLE && rules.timing() == FillTiming.CURRENT_BOOK;
  }

  /** Goes on with numbers after a restart: the next report and order are one higher. */
  public void resume(long lastReport, long lastOrder) {
    fills.resume(lastReport);
    orderNumber = lastOrder;
  }

  /** Returns what it has to remember, and takes it back after a restart. */
  public VenueMemory memory() {
    return new VenueMemory(this::lane, orders, sessions, rules);
  }

  /** Adds or changes an instrument. */
  public void list(Instrument instrument) {
    Lane lane = lanes.get(instrument.id());
    if (lane == null) {
      lane = new Lane(instrument, idle);
      lane.ieeeTicks = rules.timing() == FillTiming.NEXT_CLOSE && rules.bars().points().ieeeTicks();
      lanes.put(instrument.id(), lane);
    } else {
      lane.update(instrument);
    }
    MarketProfile profile = instrument.market().map(markets::find).orElse(null);
    lane.disturb();
    if (profile == null) {
      lane.market = null;
    } else if (lane.market == null || !lane.market.isOf(profile)) {
      lane.market = new VenueMarket(profile, instrument);
    }
  }

  /** Says that bid and ask bars, quotes or books of an instrument will come. */
  public void expectQuotes(InstrumentId instrument) {
    Lane lane = lanes.get(instrument);
    if (lane != null) {
      lane.quoted = true;
    }
  }

  /** Returns the handle of an instrument, or null if it is not listed. */
  public @Nullable Lane lane(InstrumentId id) {
    Lane found = lastLane;
    if (found == null || !found.instrument.id().equals(id)) {
      found = lanes.get(id);
      if (found == null) {
        return null;
      }
      lastLane = found;
    }
    found.wake();
    return found;
  }

  /** Takes an order, or rejects it. One whose id works here already is not taken again. */
  public void submit(Order order, long timeNanos) {
    if (orders.has(order.id())) {
      return;
    }
    Lane lane = lane(order.instrument());
    if (lane == null) {
      reject(order, Type.REJECTED, "unknown instrument " + order.instrument(), timeNanos);
      return;
    }
    if (order.request().isPostOnly() && wouldTrade(lane, order)) {
      reject(order, Type.REJECTED, "a post-only order would trade at once", timeNanos);
      return;
    }
    if (stopRejected && isTriggered(lane, order)) {
      reject(order, Type.REJECTED, "the market is beyond the stop price", timeNanos);
      return;
    }
    if (sessions.isTooLate(lane, order.request(), timeNanos)) {
      reject(order, Type.REJECTED, "too late for the close", timeNanos);
      return;
    }
    if (sessions.isTooEarly(lane, order.request(), timeNanos)) {
      reject(order, Type.REJECTED, "the market is open", timeNanos);
      return;
    }
    Working w =
        lane.working(order, FIRST.withNumber(++orderNumber), order.createdNanos() + latency);
    orders.add(w);
    fills.accepted(w, timeNanos);
    boolean trails = w.type == OrderType.TRAILING_STOP && lane.lastPrice != 0;
    if (trails && rules.bars().trailing() == BarRules.Trailing.BY_CLOSES) {
      w.see(lane.lastPrice);
    }
    if (w.totals != null && !share(w, timeNanos)) {
      return;
    }
    sessions.begin(w, timeNanos);
    if (trails && w.stop == 0 && rules.waiting().byClose()) {
      w.see(lane.lastPrice);
    }
    if (queued) {
      queues.join(w);
    }
    if (latency == 0 && !ended) {
      matching.immediately(w, timeNanos);
    }
  }

  /** Gives an order what others of its list have left for it; false if that is nothing. */
  private boolean share(Working w, long timeNanos) {
    long most = w.excluded() ? 0 : w.most();
    if (most <= 0) {
      fills.end(w, Type.CANCELED, NOTHING_LEFT, timeNanos);
    } else if (most < w.quantity) {
      w.quantity = most;
      fills.restated(w, NOTHING_MORE, timeNanos);
    }
    return most > 0;
  }

  private void reject(Order order, Type type, String reason, long timeNanos) {
    reports.accept(
        ExecutionReport.of(fills.nextSequence(), type, order.id(), null, reason, timeNanos));
  }

  private static boolean wouldTrade(Lane lane, Order order) {
    long best = lane.bestFor(order.side().sign());
    long limit = order.request().limitPrice().map(Price::raw).orElse(0L);
    return best != Long.MIN_VALUE && order.side().sign() * (limit - best) >= 0;
  }

  /** Returns whether the market as it is triggers an order with a stop price. */
  private static boolean isTriggered(Lane lane, Order order) {
    long best = lane.bestFor(order.side().sign());
    Price stop = order.request().stopPrice().orElse(null);
    if (stop == null || best == Long.MIN_VALUE) {
      return false;
    }
    long beyond = order.side().sign() * (best - stop.raw());
    return switch (order.type()) {
      case MARKET_IF_TOUCHED, LIMIT_IF_TOUCHED -> beyond <= 0;
      default -> beyond >= 0;
    };
  }

  /** Cancels an order, or reports that it cannot. */
  public void cancel(ClientOrderId id, long timeNanos) {
    Working w = orders.find(id);
    if (w == null) {
      reports.accept(
          ExecutionReport.of(
              fills.nextSequence(), Type.CANCEL_REJECTED, id, null, "not working here", timeNanos));
    } else if (rules.orderLatencyNanos() > 0) {
      w.cancelNanos = Math.min(w.cancelNanos, timeNanos + rules.orderLatencyNanos());
    } else {
      fills.end(w, Type.CANCELED, "canceled", timeNanos);
    }
  }

  /**
   * Changes an order as its replacement says, or reports that it cannot. A second one is refused
   * while one is on its way; but of an order in a list, whose quantity follows from what others of
   * it trade, the latest counts. What the replacement does not speak of stays as it is when it
   * arrives; and it gets no more than the others of its list have left until then.
   */
  public void replace(Order order, long timeNanos) {
    Working w = orders.find(order.id());
    if (w == null) {
      reject(order, Type.REPLACE_REJECTED, "not working here", timeNanos);
    } else if (w.replacing != null && w.link == null) {
      if (!w.replacing.replacement().equals(order.replacement())) {
        reject(order, Type.REPLACE_REJECTED, "another replacement is on its way", timeNanos);
      }
    } else if (rules.orderLatencyNanos() > 0) {
      w.replaceNanos = timeNanos + rules.orderLatencyNanos();
      w.replacing = order;
    } else {
      replaceNow(w, order, timeNanos);
    }
  }

  private void replaceNow(Working w, Order order, long timeNanos) {
    long asked = w.asked(order);
    w.change(order.replaced(Quantity.ZERO, timeNanos));
    w.quantity = Math.max(asked, w.filled);
    if (w.quantity == 0) {
      fills.end(w, Type.CANCELED, NOTHING_LEFT, timeNanos);
      return;
    }
    if (w.leaves() == 0) {
      orders.remove(w);
    }
    fills.replaced(w, timeNanos);
    if (!w.gone && rules.timing() == FillTiming.CURRENT_BOOK) {
      matching.againstBook(w, false, timeNanos);
    }
    if (!w.gone && rules.waiting().changedMeetBar()) {
      meetAgain(w, timeNanos);
    }
  }

  /** Compares an order that has changed with the bar that closes now. */
  private void meetAgain(Working w, long timeNanos) {
    boolean waits = w.type != OrderType.MARKET && !w.isForOpen() && !w.isForClose();
    Bar bar = waits ? w.lane.barOf(timeNanos, w.sign, matching.rests(w)) : null;
    if (bar != null && bar.openTimeNanos() >= w.eligibleNanos) {
      prices.bar(w, bar);
    }
  }

  /** Learns of an event before the run begins: price limits count from the session before. */
  public void history(MarketEvent event) {
    Lane lane = lane(event.instrument());
    if (lane != null && lane.market != null) {
      lane.market.end(event);
    }
  }

  /** Matches what works in an instrument against an event, while its market is open. */
  public void onMarket(MarketEvent event) {
    Lane lane = lane(event.instrument());
    if (lane != null) {
      onMarket(lane, event);
    }
  }

  /**
   * Does the same with a bar of trades or of the middle, without looking for the instrument.
   *
   * @param lane the handle of the bar's instrument
   * @param bar the bar of the row
   */
  public void onBar(Lane lane, BarSeries series, int row, Bar bar) {
    if (!lane.passes(series, row)) {
      onMarket(lane, bar);
    }
  }

  /** Returns whether nothing works in a lane: its bars of trades or of the middle only pass. */
  public boolean isIdle(Lane lane) {
    return lane.isIdle();
  }

  /**
   * Takes the bar of a row whose close is the last price if that is all there is to do, now and as
   * long as nothing is submitted; returns whether it is.
   */
  public boolean passes(Lane lane, BarSeries series, int row) {
    return lane.passes(series, row);
  }

  /**
   * Says what knows the last bars of lanes besides {@link #passes}: bars of trades or of the
   * middle, of which an idle lane then need not be told. A lane that several know of is never idle.
   *
   * @param inTurn the lanes in the order in which their bars come; null where the bars are of
   *     another kind
   * @param sources what knows the bars of each
   * @return what to ask {@link #idleUntil} for, of the first lane; the others follow
   */
  public int follow(List<@Nullable Lane> inTurn, List<? extends RowSource> sources) {
    int first = idle.add(inTurn.size());
    for (int i = 0; i < inTurn.size(); i++) {
      Lane lane = inTurn.get(i);
      if (lane != null) {
        lane.follow(sources.get(i));
      }
    }
    for (int i = 0; i < inTurn.size(); i++) {
      Lane lane = inTurn.get(i);
      if (lane != null) {
        lane.move(sources.get(i), first + i);
      }
    }
    return first;
  }

  /**
   * Returns the first slot from one on and before another one whose lane is not idle, or the end.
   */
  public int idleUntil(int slot, int end) {
    return idle.idleUntil(slot, end);
  }

  /** Says of which instrument the next order is, probably. */
  public void expect(Lane lane) {
    lastLane = lane;
  }

  private void onMarket(Lane lane, MarketEvent event) {
    lane.wake();
    if (!lane.late.isEmpty()) {
      matching.late(lane);
    }
    long start = Lane.startOf(event);
    if (lane.count > 0) {
      before(lane, start);
    }
    VenueMarket market = lane.market;
    boolean open = market == null || market.begin(event);
    lane.learn(event, rules.liquidity());
    if (open && path && lane.count > 0 && event instanceof Bar bar) {
      matching.path(lane, bar);
    } else if (open && lane.count == 1) {
      matching.one(lane.working[0], event, start);
    } else if (open && lane.count > 1) {
      matching.all(lane, event, start);
    } else if (!open && rules.waiting().afterHours()) {
      matching.afterHours(lane, event, start);
    }
    if (market != null) {
      market.end(event);
    }
    lane.settle();
  }

  /** What was on its way, and what ended, before an event begins. */
  private void before(Lane lane, long start) {
    if (rules.bars().sequence() == BarRules.Sequence.AS_SUBMITTED) {
      for (Working w : Arrays.copyOf(lane.working, lane.count)) {
        if (!w.gone) {
          before(w, start);
        }
      }
      return;
    }
    for (int i = lane.count - 1; i >= 0; i--) {
      if (i < lane.count) {
        before(lane.working[i], start);
      }
    }
  }

  private void before(Working w, long start) {
    Lane lane = w.lane;
    if (w.replacing != null && w.replaceNanos <= start) {
      Order order = w.replacing;
      w.replacing = null;
      replaceNow(w, order, w.replaceNanos);
    }
    if (w.gone) {
      return;
    }
    if (w.cancelNanos <= start) {
      fills.end(w, Type.CANCELED, "canceled", w.cancelNanos);
    } else if (w.expiryNanos <= start) {
      fills.end(w, Type.EXPIRED, "its time is over", w.expiryNanos);
    } else if (w.isForClose() && w.auctionNanos <= start && lane.lastPrice != 0) {
      prices.auction(w, lane.lastPrice, null, w.auctionNanos);
    } else if (sessions.isOver(w, start)) {
      if (w.isForClose()) {
        prices.auction(w, lane.lastPrice, null, sessions.endOfDay(w));
      } else {
        fills.end(w, Type.EXPIRED, "its day is over", sessions.endOfDay(w));
      }
    }
  }

  /** The data have ended: what comes from now on waits for {@link #fillNow}. */
  public void end() {
    ended = true;
  }

  /**
   * Closes a position at a price and time, as a fill of a working order; for the end of a run.
   * Returns false if the order is not working.
   */
  public boolean fillNow(ClientOrderId id, Price price, long timeNanos) {
    Working w = orders.find(id);
    if (w == null) {
      return false;
    }
    fills.rest(w, price.raw(), timeNanos);
    return true;
  }

  /** Returns how many orders work. */
  public int workingOrders() {
    return orders.size();
  }

  /** Cancels everything that works, for the end of a run. */
  public void cancelAll(String reason, long timeNanos) {
    for (Working w : orders.all()) {
      if (!w.gone) {
        fills.end(w, Type.CANCELED, reason, timeNanos);
      }
    }
  }
}
