package io.qbrain.simulation;

import io.qbrain.kernel.FeeModel;
import io.qbrain.model.Order;
import io.qbrain.model.OrderLink;
import io.qbrain.model.OrderType;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Replacement;
import io.qbrain.model.Side;
import io.qbrain.model.TimeInForce;
import io.qbrain.model.VenueOrderId;
import org.jspecify.annotations.Nullable;

/** An order that works at the simulated venue. Prices and quantities are in units of 1e-8. */
final class Working implements FeeModel.Execution {
  static final long NEVER = Long.MAX_VALUE;
  static final long UNSET = Long.MIN_VALUE;

  final Lane lane;
  VenueOrderId venueId;

  /** Its place among all that came to the venue. */
  long place;

  /** The order as it was sent or replaced last; what it filled here is counted beside it. */
  Order order;

  OrderType type;
  TimeInForce timeInForce;
  @Nullable OrderLink link;

  /** What its list has traded here. */
  @Nullable ListTotals totals;

  int sign;
  long limit;
  long stop;
  long quantity;

  /** From when market events may fill it. */
  long eligibleNanos;

  boolean triggered;

  /** Whether the market has reached its limit, as it is now. */
  boolean reached;

  /** What filled, and its notional and fees. */
  long filled;

  long notional;
  long paid;

  /** The best price that a trailing stop has seen. */
  long best;

  /** The UTC day that an order of a day works on, where the instrument has no calendar. */
  long day;

  /** When the session opens or closes that an order for the open or close waits for. */
  long auctionNanos;

  /** When it expires, if that is known. */
  long expiryNanos;

  /** What stands before it at its price; UNSET if it does not queue yet. */
  long ahead;

  /** A cancel and a replacement on their way. */
  long cancelNanos;

  long replaceNanos;
  @Nullable Order replacing;

  /** When it is matched among those that an event meets: its rank before any of them was. */
  int turn;

  boolean tried;
  boolean gone;

  /** Whether the fill that is being priced rested in the book. */
  private boolean maker;

  Working(Lane lane, Order order, VenueOrderId venueId, long eligibleNanos) {
    this.lane = lane;
    this.order = order;
    this.venueId = venueId;
    this.type = order.type();
    this.timeInForce = order.request().timeInForce();
    begin(order, venueId, eligibleNanos);
  }

  /** Makes this another order's, as if it were new; nothing of the one before is left. */
  void begin(Order next, VenueOrderId nextId, long eligibleFromNanos) {
    venueId = nextId;
    place = 0;
    type = next.type();
    timeInForce = next.request().timeInForce();
    link = next.link().orElse(null);
    totals = null;
    sign = next.side() == Side.BUY ? 1 : -1;
    eligibleNanos = eligibleFromNanos;
    triggered = false;
    filled = 0;
    notional = 0;
    paid = 0;
    best = UNSET;
    day = UNSET;
    auctionNanos = NEVER;
    expiryNanos = NEVER;
    cancelNanos = NEVER;
    replaceNanos = NEVER;
    replacing = null;
    tried = false;
    gone = false;
    maker = false;
    take(next);
  }

  /** Takes quantity and prices of the order. */
  void take(Order changed) {
    order = changed;
    quantity = changed.quantityRaw();
    limit = raw(changed.request().limitPrice().orElse(null));
    stop = raw(changed.request().stopPrice().orElse(null));
    if (lane.ieeeTicks) {
      roundPrices();
    }
    reached = false;
    ahead = UNSET;
  }

  private void roundPrices() {
    limit = type.hasLimit() ? PointRules.onTick(limit, lane.tick, sign > 0) : limit;
    stop = stop != 0 ? PointRules.onTick(stop, lane.tick, sign < 0) : stop;
  }

  private static long raw(@Nullable Price price) {
    return price == null ? 0 : price.raw();
  }

  long leaves() {
    return quantity - filled;
  }

  /** Returns this as what a fee model asks about a fill that rested in the book, or did not. */
  FeeModel.Execution executed(boolean asMaker) {
    maker = asMaker;
    return this;
  }

  @Override
  public Side side() {
    return sign > 0 ? Side.BUY : Side.SELL;
  }

  @Override
  public boolean maker() {
    return maker;
  }

  @Override
  public long quantityBefore() {
    return filled;
  }

  @Override
  public long notionalBefore() {
    return notional;
  }

  @Override
  public long paidBefore() {
    return paid;
  }

  /** Market orders come first, then stops, then what waits for a better price. */
  int rank() {
    return switch (type) {
      case MARKET, MARKET_ON_OPEN, MARKET_ON_CLOSE -> 0;
      case STOP, TRAILING_STOP -> triggered && filled > 0 ? 0 : 1;
      case STOP_LIMIT -> 1;
      case LIMIT, MARKET_IF_TOUCHED, LIMIT_IF_TOUCHED -> 2;
    };
  }

  boolean isStop() {
    return type == OrderType.STOP
        || type == OrderType.STOP_LIMIT
        || type == OrderType.TRAILING_STOP;
  }

  /** Returns whether it fills at any price now. */
  boolean isMarket() {
    return type == OrderType.MARKET
        || type == OrderType.MARKET_ON_OPEN
        || type == OrderType.MARKET_ON_CLOSE
        || (triggered && !type.hasLimit());
  }

  /** Returns whether it fills at its limit or better now. */
  boolean isLimit() {
    return type == OrderType.LIMIT
        || (triggered && (type == OrderType.STOP_LIMIT || type == OrderType.LIMIT_IF_TOUCHED));
  }

  boolean isForOpen() {
    return type == OrderType.MARKET_ON_OPEN || timeInForce == TimeInForce.OPG;
  }

  boolean isForClose() {
    return type == OrderType.MARKET_ON_CLOSE || timeInForce == TimeInForce.ATC;
  }

  /** Returns whether it is neither for an auction nor immediate. */
  boolean isPlain() {
    return !isForOpen() && !isForClose() && !isImmediate();
  }

  boolean isImmediate() {
    return timeInForce == TimeInForce.IOC || timeInForce == TimeInForce.FOK;
  }

  /** Returns the quantity that a replacement of it asks for, no more than its list leaves it. */
  long asked(Order asked) {
    Quantity wanted = asked.replacement().flatMap(Replacement::quantity).orElse(null);
    return Math.min(wanted == null ? quantity : wanted.raw(), most());
  }

  /** Returns the greatest quantity that what others of its list traded leaves it. */
  long most() {
    ListTotals of = totals;
    OrderLink in = link;
    return of == null || in == null ? Long.MAX_VALUE : of.most(this, in);
  }

  /** Returns whether an order of its list has traded that leaves nothing for others. */
  boolean excluded() {
    ListTotals of = totals;
    OrderLink in = link;
    return of != null && in != null && of.excludes(this, in);
  }

  boolean isSiblingOf(Working other) {
    return link != null && other.link != null && link.isSiblingOf(other.link);
  }

  /** Takes what a replacement changed. What a trailing stop has come to is kept. */
  void change(Order changed) {
    if (type != OrderType.TRAILING_STOP) {
      take(changed);
      return;
    }
    boolean sameOffset =
        order.request().trailingOffset().equals(changed.request().trailingOffset());
    long kept = sameOffset ? stop : trailingStop(lane.tick);
    take(changed);
    stop = kept;
    best = sameOffset ? best : UNSET;
  }

  /** The market moved: a trailing stop remembers its best price. */
  void see(long price) {
    best = best == UNSET ? price : sign > 0 ? Math.min(best, price) : Math.max(best, price);
  }

  /** Returns the stop of a trailing order at the best price that it has seen. */
  long trailingStop(long tick) {
    if (best == UNSET) {
      return stop;
    }
    long trail = best + sign * order.request().trailingOffset().orElseThrow().distance(best, tick);
    return stop == 0 ? trail : sign > 0 ? Math.min(stop, trail) : Math.max(stop, trail);
  }
}
