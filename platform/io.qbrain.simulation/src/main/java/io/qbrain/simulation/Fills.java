package io.qbrain.simulation;

import io.qbrain.kernel.FeeModel;
import io.qbrain.kernel.ReportSink;
import io.qbrain.model.Bar;
import io.qbrain.model.Contingency;
import io.qbrain.model.Depth;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.ExecutionReport.Type;
import io.qbrain.model.Fill;
import io.qbrain.model.Fixed;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderType;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.TimeInForce;
import org.jspecify.annotations.Nullable;

/** How much of an order fills, at which price and for which fee; and the reports of it. */
final class Fills {
  private static final ExecutionId FIRST = ExecutionId.of("E", 0);

  private final VenueRules rules;
  private final SimulatedVenue.Sizer sizer;
  private final ReportSink reports;
  private final OpenOrders orders;
  private final FillPrices prices;
  private final FeeModel fees;
  private final long volumeShare;
  private final boolean atOwnPrice;
  private final boolean entriesSlip;
  private final boolean checksPayment;
  private long sequence;

  Fills(
      VenueRules rules,
      SimulatedVenue.Sizer sizer,
      ReportSink reports,
      OpenOrders orders,
      Draws draws) {
    this.rules = rules;
    this.sizer = sizer;
    this.reports = reports;
    this.orders = orders;
    this.prices = new FillPrices(rules, draws);
    this.fees = rules.fees();
    this.volumeShare = rules.liquidity().volumeShare();
    this.atOwnPrice = rules.waiting().limitPrice() == WaitingRules.LimitPrice.OWN;
    this.entriesSlip = rules.slippage().has(Slippage.Modifier.ENTRIES);
    this.checksPayment = sizer.checksPayment();
  }

  void resume(long lastReport) {
    sequence = lastReport;
  }

  long nextSequence() {
    return ++sequence;
  }

  void report(Working w, Type type, String reason, long timeNanos) {
    reports.accept(
        ExecutionReport.of(++sequence, type, w.order.id(), w.venueId, reason, timeNanos));
  }

  void accepted(Working w, long timeNanos) {
    reports.accepted(w.order.id(), w.venueId, ++sequence, timeNanos);
  }

  void replaced(Working w, long timeNanos) {
    reports.accept(
        ExecutionReport.replaced(
            ++sequence, w.order.id(), w.venueId, Quantity.ofRaw(w.quantity), timeNanos));
  }

  void restated(Working w, String reason, long timeNanos) {
    reports.accept(
        ExecutionReport.restated(
            ++sequence, w.order.id(), w.venueId, Quantity.ofRaw(w.quantity), reason, timeNanos));
  }

  void end(Working w, Type type, String reason, long timeNanos) {
    orders.remove(w);
    report(w, type, reason, timeNanos);
    tooLate(w, w.cancelNanos > timeNanos, timeNanos);
  }

  /** Answers a cancel and a replacement that were on their way to an order that has ended. */
  private void tooLate(Working w, boolean withCancel, long timeNanos) {
    if (withCancel && w.cancelNanos != Working.NEVER) {
      w.cancelNanos = Working.NEVER;
      report(w, Type.CANCEL_REJECTED, "too late", timeNanos);
    }
    if (w.replacing != null) {
      w.replacing = null;
      report(w, Type.REPLACE_REJECTED, "too late", timeNanos);
    }
  }

  void trigger(Working w, long timeNanos) {
    if (!w.triggered) {
      w.triggered = true;
      report(w, Type.TRIGGERED, "", timeNanos);
    }
  }

  /** Fills a market order at a reference price, as far as the volume goes. */
  void market(Working w, long reference, @Nullable MarketEvent event, long timeNanos) {
    if (!size(w, reference, timeNanos)) {
      return;
    }
    long quantity = available(w, event);
    if (refusesPart(w, quantity, timeNanos) || quantity <= 0) {
      return;
    }
    prices.draw();
    long price = prices.market(w, reference, quantity, event);
    if (price != FillPrices.NONE) {
      deal(w, quantity, price, reference, false, event, timeNanos);
    }
  }

  /**
   * Fills a limit order at a reference price that is no worse than its limit.
   *
   * @param extreme the best price that the market showed
   */
  void limit(
      Working w,
      long reference,
      long extreme,
      boolean maker,
      @Nullable MarketEvent event,
      long timeNanos) {
    long quantity = available(w, event);
    if (refusesPart(w, quantity, timeNanos) || quantity <= 0) {
      return;
    }
    prices.draw();
    long price = prices.limit(w, reference, extreme, quantity, event);
    if (price != FillPrices.NONE) {
      deal(w, quantity, price, reference, maker, event, timeNanos);
    }
  }

  /** An order that is sized at the fill gets its side and quantity; false if that is nothing. */
  private boolean size(Working w, long reference, long timeNanos) {
    if (!w.order.isSizedAtFill() || w.quantity > 0) {
      return true;
    }
    long price = reference + w.sign * prices.slip(w, reference, 0, null);
    Price closing = Price.ofRaw(entriesSlip ? reference : price);
    long signed = sizer.sizeAtFill(w.order, Price.ofRaw(price), closing).raw();
    if (signed == 0) {
      end(w, Type.CANCELED, "sized to nothing at " + Price.ofRaw(price), timeNanos);
      return false;
    }
    w.sign = Long.signum(signed);
    w.quantity = Math.abs(signed);
    return true;
  }

  private long available(Working w, @Nullable MarketEvent event) {
    if (volumeShare == Liquidity.UNLIMITED || !(event instanceof Bar bar)) {
      return w.leaves();
    }
    long left = Fixed.multiply(bar.volumeTraded().raw(), volumeShare) - w.lane.usedVolume;
    long most = left <= 0 ? 0 : Fixed.floorTo(left, w.lane.lot);
    w.lane.spent |= most == 0;
    return Math.min(w.leaves(), most);
  }

  private boolean refusesPart(Working w, long quantity, long timeNanos) {
    if (w.timeInForce == TimeInForce.FOK && quantity < w.leaves()) {
      end(w, Type.CANCELED, "fill or kill: only " + Quantity.ofRaw(quantity) + " trade", timeNanos);
      return true;
    }
    return false;
  }

  /** Fills against what the book shows, level by level. */
  void book(Working w, boolean rested, long timeNanos) {
    boolean maker = rested && w.isLimit();
    Lane lane = w.lane;
    long best = lane.bestFor(w.sign);
    if (best == Long.MIN_VALUE || !size(w, best, timeNanos)) {
      return;
    }
    Liquidity liquidity = rules.liquidity();
    if (liquidity.rest() == Liquidity.Rest.SAME_PRICE) {
      atBest(w, best, maker, timeNanos);
      return;
    }
    if (w.timeInForce == TimeInForce.FOK
        && liquidity.rest() == Liquidity.Rest.WAITS
        && walk(w, false, maker, timeNanos) < w.leaves()) {
      refusesPart(w, 0, timeNanos);
      return;
    }
    walk(w, true, maker, timeNanos);
  }

  private void atBest(Working w, long best, boolean maker, long timeNanos) {
    if (w.isMarket()) {
      market(w, best, null, timeNanos);
    } else {
      long own = ownPrice(w, maker);
      limit(w, own == FillPrices.NONE ? best : own, best, maker, null, timeNanos);
    }
  }

  /** Fills against the book as if its best price were another one. */
  void bookAt(Working w, long price, boolean maker, long timeNanos) {
    Lane lane = w.lane;
    long kept = lane.bestFor(w.sign);
    lane.best(w.sign, price);
    book(w, maker, timeNanos);
    lane.best(w.sign, kept);
  }

  /** Returns the price of its own at which a limit order fills; NONE if the market's counts. */
  private long ownPrice(Working w, boolean maker) {
    if (!atOwnPrice || !maker || !w.isLimit()) {
      return FillPrices.NONE;
    }
    if (w.type == OrderType.LIMIT) {
      return w.limit;
    }
    return w.sign > 0 ? Math.min(w.limit, w.stop) : Math.max(w.limit, w.stop);
  }

  /** Returns how much the levels of the book fill; fills it, or only counts. */
  private long walk(Working w, boolean fills, boolean maker, long timeNanos) {
    Lane lane = w.lane;
    boolean buy = w.sign > 0;
    boolean depletes = rules.liquidity().depletes();
    long used = depletes ? (buy ? lane.usedAsk : lane.usedBid) : 0;
    Depth depth = lane.depth;
    int levels = depth == null ? 1 : buy ? depth.askLevels() : depth.bidLevels();
    long left = w.leaves();
    long sum = 0;
    long price = lane.bestFor(w.sign);
    boolean reached = true;
    long own = ownPrice(w, maker);
    for (int i = 0; i < levels && left > 0 && reached; i++) {
      price = level(lane, depth, buy, i);
      reached = !w.isLimit() || w.sign * (w.limit - price) >= 0;
      long size = levelSize(lane, depth, buy, i);
      size = size == 0 && depth == null ? Math.addExact(left, used) : size;
      long taken = Math.min(used, size);
      used -= taken;
      long part = reached ? Math.min(left, size - taken) : 0;
      if (part > 0) {
        left -= part;
        sum += part;
        if (fills) {
          prices.draw();
          one(w, part, own == FillPrices.NONE ? price : own, maker, timeNanos);
        }
      }
    }
    if (own != FillPrices.NONE) {
      boolean all = depth == null && left > 0 && w.sign * (own - price) > 0;
      if (all && fills) {
        one(w, left, own, true, timeNanos);
      }
      return all ? sum + left : sum;
    }
    long worse = price + w.sign * lane.tick;
    boolean within = !w.isLimit() || w.sign * (w.limit - worse) >= 0;
    if (left > 0
        && reached
        && within
        && rules.liquidity().rest() == Liquidity.Rest.ONE_TICK_WORSE) {
      sum += left;
      if (fills) {
        one(w, left, worse, maker, timeNanos); // slips as what was there did
      }
    }
    return sum;
  }

  private static long level(Lane lane, @Nullable Depth depth, boolean buy, int i) {
    return depth == null ? lane.bestFor(buy ? 1 : -1) : buy ? depth.askRaw(i) : depth.bidRaw(i);
  }

  private long levelSize(Lane lane, @Nullable Depth depth, boolean buy, int i) {
    long barSize = rules.liquidity().barSize();
    return depth == null
        ? (lane.bidNanos == Long.MIN_VALUE ? barSize : buy ? lane.askSize : lane.bidSize)
        : buy ? depth.askSizeRaw(i) : depth.bidSizeRaw(i);
  }

  private void one(Working w, long quantity, long reference, boolean maker, long timeNanos) {
    long price = reference;
    if (!w.isLimit() || prices.onLimits()) {
      price = reference + w.sign * prices.slip(w, reference, quantity, null);
    }
    if (w.isLimit() && !prices.beyondLimit() && w.sign * (w.limit - price) < 0) {
      return;
    }
    if (w.sign > 0) {
      w.lane.usedAsk += quantity;
    } else {
      w.lane.usedBid += quantity;
    }
    deal(w, quantity, price, reference, maker, null, timeNanos);
  }

  /**
   * Fills what the account can pay: what closes a position always, at the reference price where
   * only entries slip.
   */
  private void deal(
      Working w,
      long quantity,
      long price,
      long reference,
      boolean maker,
      @Nullable MarketEvent event,
      long timeNanos) {
    if (checksPayment || entriesSlip) {
      payable(w, quantity, price, reference, maker, event, timeNanos);
    } else {
      trade(w, quantity, price, maker, event, timeNanos);
    }
  }

  private void payable(
      Working w,
      long quantity,
      long price,
      long reference,
      boolean maker,
      @Nullable MarketEvent event,
      long timeNanos) {
    long allowed =
        checksPayment
            ? sizer.payable(
                w.order,
                w.sign * quantity,
                Price.ofRaw(price),
                Price.ofRaw(entriesSlip ? reference : price))
            : quantity;
    long closing =
        entriesSlip && price != reference
            ? Math.min(allowed, sizer.closing(w.order, w.sign * quantity))
            : 0;
    trade(w, closing, reference, maker, event, timeNanos);
    if (!w.gone) {
      trade(w, allowed - closing, price, maker, event, timeNanos);
    }
    if (!w.gone && allowed < quantity) {
      end(w, Type.CANCELED, "the account cannot pay it at " + Price.ofRaw(price), timeNanos);
    }
  }

  /** Returns whether a stop that a bar triggers has a price in it. */
  boolean isThere(Working w, long reference, Bar bar) {
    return prices.isThere(w, reference, bar);
  }

  /** Fills what is left at a price, whatever the rules say. */
  void rest(Working w, long price, long timeNanos) {
    if (size(w, price, timeNanos)) {
      trade(w, w.leaves(), price, false, null, timeNanos);
    }
  }

  void trade(
      Working w,
      long quantity,
      long wanted,
      boolean maker,
      @Nullable MarketEvent event,
      long timeNanos) {
    if (quantity <= 0) {
      return;
    }
    Lane lane = w.lane;
    long price = lane.market == null ? wanted : lane.market.within(wanted);
    long notional = Fixed.multiply(quantity, price);
    if (lane.multiplier != Fixed.ONE) {
      notional = Fixed.multiply(notional, lane.multiplier);
    }
    long value = Math.abs(notional);
    long fee = fees.fee(quantity, value, w.executed(maker));
    w.filled += quantity;
    w.notional = Math.addExact(w.notional, value);
    w.paid = Math.addExact(w.paid, fee);
    if (event instanceof Bar) {
      lane.usedVolume += quantity;
    }
    if (w.totals != null && w.link != null) {
      w.totals.traded(w.order, w.link, quantity);
    }
    if (w.leaves() == 0) {
      orders.remove(w);
    }
    long number = ++sequence;
    Order order = w.order;
    reports.filled(
        new Fill(
            FIRST.withNumber(number),
            order.id(),
            order.instance(),
            order.instrument(),
            w.side(),
            quantity(w, quantity),
            Price.ofRaw(price),
            Money.ofRaw(fee, lane.instrument.currency()),
            timeNanos,
            timeNanos),
        w.venueId,
        quantity(w, w.quantity),
        number);
    if (w.gone) {
      tooLate(w, true, timeNanos);
    }
    if (w.link != null && w.link.contingency() != Contingency.OTO) {
      siblings(w, quantity, timeNanos);
    }
  }

  /** Returns the order's own object where it says the same. */
  private static Quantity quantity(Working w, long raw) {
    Quantity whole = w.order.request().quantity();
    return whole.raw() == raw ? whole : Quantity.ofRaw(raw);
  }

  /** What trades here cancels or reduces the others of its list before the next one is matched. */
  private void siblings(Working traded, long quantity, long timeNanos) {
    for (Working w : orders.siblings(traded)) {
      boolean reduces = traded.link != null && traded.link.contingency() == Contingency.OUO;
      String reason = "order " + traded.order.id() + " of its list traded";
      if (reduces && w.leaves() > quantity) {
        w.quantity -= quantity;
        restated(w, reason, timeNanos);
      } else if (reduces && w.replacing != null && w.asked(w.replacing) > w.filled) {
        w.quantity = w.filled;
      } else {
        end(w, Type.CANCELED, reason, timeNanos);
      }
    }
  }
}
