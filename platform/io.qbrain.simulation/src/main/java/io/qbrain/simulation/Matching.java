package io.qbrain.simulation;

import io.qbrain.model.Bar;
import io.qbrain.model.Contingency;
import io.qbrain.model.ExecutionReport.Type;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.OrderType;
import io.qbrain.model.Side;
import io.qbrain.model.TradeTick;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How working orders meet the market: when they come, and at each event. */
final class Matching {
  private static final int RANKS = 3;

  /** Ids of an account have ascending numbers; those of a list are given when it is submitted. */
  private static final Comparator<Working> AS_NUMBERED =
      Comparator.<Working>comparingInt(w -> w.order.id().toString().length())
          .thenComparing(w -> w.order.id());

  /** Purchases come before sales, and of each what asks for least. */
  private static final Comparator<Working> BY_PRICE =
      Comparator.<Working>comparingInt(w -> -w.sign)
          .thenComparingLong(w -> -w.sign * (w.isLimit() ? w.limit : w.stop));

  private final VenueRules rules;
  private final Fills fills;
  private final BarPrices prices;
  private final Sessions sessions;
  private final Queues queues;
  private final OpenOrders orders;
  private final boolean onTrades;
  private final boolean atClose;
  private final FillTiming timing;
  private final BarRules.Sequence sequence;
  private final boolean spentEndsBar;
  private final long lastPriceNanos;
  private final boolean ownPrice;
  private final BarPath path;

  /** Those that work where an event is matched; empty between events. */
  private Working[] met = new Working[4];

  /** What fills orders. */
  record Parts(Fills fills, BarPrices prices, Sessions sessions, Queues queues) {}

  Matching(VenueRules rules, Parts parts, OpenOrders orders) {
    this.rules = rules;
    this.fills = parts.fills();
    this.prices = parts.prices();
    this.sessions = parts.sessions();
    this.queues = parts.queues();
    this.orders = orders;
    this.timing = rules.timing();
    this.sequence = rules.bars().sequence();
    this.spentEndsBar = rules.liquidity().spentEndsBar();
    this.lastPriceNanos = rules.waiting().lastPriceNanos();
    this.ownPrice = rules.waiting().limitPrice() == WaitingRules.LimitPrice.OWN;
    this.path = new BarPath(rules.bars().path());
    this.onTrades = rules.restsOnTrades();
    this.atClose = rules.waiting().byClose();
  }

  /** What the timing lets an order do when it comes. */
  void immediately(Working w, long timeNanos) {
    Lane lane = w.lane;
    if (w.link != null
        && rules.entryBarProtects()
        && lane.last() instanceof Bar
        && w.link.trigger().filter(lane.filledAtOpen::contains).isPresent()) {
      lane.late = Lane.with(lane.late, w);
      if (w.isStop() || w.link.contingency() == Contingency.OTO) {
        late(lane);
      }
      return;
    }
    if (!lane.filledByStop.isEmpty()) {
      targetOfStop(w);
    }
    boolean market = w.type == OrderType.MARKET && !w.isForOpen() && !w.isForClose();
    switch (timing) {
      case NEXT_OPEN, NEXT_CLOSE -> {}
      case SAME_CLOSE -> {
        if (market && lane.last() != null && lane.last().timeNanos() == timeNanos) {
          fills.market(w, lane.lastPrice, lane.last(), timeNanos);
        }
      }
      case QUOTE_CLOSE -> {
        if (market && isNow(lane, timeNanos)) {
          quoteClose(w, timeNanos);
        }
        if (market && !w.gone && lastPriceNanos > 0) {
          lastPrice(w, timeNanos);
        }
      }
      case CURRENT_BOOK -> {
        if (!w.isForOpen() && !w.isForClose()) {
          againstBook(w, false, timeNanos);
          w.tried = true;
        }
      }
    }
  }

  private void targetOfStop(Working w) {
    if (w.type == OrderType.LIMIT
        && w.link != null
        && w.lane.last() instanceof Bar bar
        && w.link.trigger().filter(w.lane.filledByStop::contains).isPresent()
        && BarPrices.isReached(w, bar)) {
      for (Working sibling : orders.siblings(w)) {
        if (sibling.isStop() && BarPrices.isReached(sibling, bar)) {
          return;
        }
      }
      prices.bar(w, bar);
    }
  }

  private boolean isNow(Lane lane, long timeNanos) {
    return lane.last() != null
        && lane.last().timeNanos() == timeNanos
        && !(lane.last() instanceof Bar bar && waitsForOpen(lane, bar));
  }

  /** Returns whether the market may be closed when a bar closes: it is as long as a day. */
  private boolean waitsForOpen(Lane lane, Bar bar) {
    return isLong(bar) && !sessions.isKnownOpen(lane, bar.timeNanos());
  }

  private static boolean isLong(Bar bar) {
    return bar.spec().stepNanos() >= Sessions.DAY_NANOS;
  }

  private void quoteClose(Working w, long timeNanos) {
    Lane lane = w.lane;
    long price = lane.quotedClose(w.sign, timeNanos);
    if (price != Long.MIN_VALUE) {
      fills.market(w, price, null, timeNanos);
    } else if (!lane.quoted) {
      fills.market(w, lane.lastPrice, lane.last(), timeNanos);
    } else if (!(lane.last() instanceof Bar)) {
      fills.book(w, false, timeNanos);
    }
  }

  /** Between bars, or where a bar has no quote: at the last quote, or else the last bar's close. */
  private void lastPrice(Working w, long timeNanos) {
    Lane lane = w.lane;
    MarketEvent last = lane.last();
    long since = timeNanos - lastPriceNanos;
    boolean bars = last instanceof Bar bar && !waitsForOpen(lane, bar);
    if (!bars || lane.isHalfQuoted(timeNanos)) {
      return;
    }
    long price = lane.quotedClose(w.sign, since);
    if (price != Long.MIN_VALUE) {
      fills.market(w, price, null, timeNanos);
    } else if (lane.tradedNanos >= since) {
      fills.market(w, lane.lastPrice, null, timeNanos);
    }
  }

  void againstBook(Working w, boolean maker, long timeNanos) {
    long best = w.lane.bestFor(w.sign);
    if (best != Long.MIN_VALUE && prices.at(w, best, maker, timeNanos)) {
      fills.book(w, maker, timeNanos);
    }
    immediateEnds(w, timeNanos);
  }

  private void immediateEnds(Working w, long timeNanos) {
    if (!w.gone && w.isImmediate()) {
      fills.end(w, Type.CANCELED, "immediate or cancel: nothing more trades", timeNanos);
    }
  }

  void all(Lane lane, MarketEvent event, long start) {
    int count = gather(lane);
    for (int rank = 0; rank < RANKS; rank++) {
      for (int i = 0; i < count; i++) {
        Working w = met[i];
        if (w.turn == rank && !w.gone && !(spentEndsBar && lane.spent)) {
          one(w, event, start);
        }
      }
    }
    Arrays.fill(met, 0, count, null);
  }

  /** Notes which orders work, in the sequence in which they meet what comes; returns how many. */
  private int gather(Lane lane) {
    int count = lane.count;
    if (met.length < count) {
      met = new Working[Math.max(count, 2 * met.length)];
    }
    System.arraycopy(lane.working, 0, met, 0, count);
    switch (sequence) {
      case STOPS_FIRST -> {}
      case AS_SUBMITTED -> Arrays.sort(met, 0, count, AS_NUMBERED);
      case BY_PRICE -> Arrays.sort(met, 0, count, BY_PRICE);
    }
    for (int i = 0; i < count; i++) {
      met[i].turn = rank(met[i]);
    }
    return count;
  }

  /** What waits for a limit trades while the market is closed, too. */
  void afterHours(Lane lane, MarketEvent event, long start) {
    for (Working w : Arrays.copyOf(lane.working, lane.count)) {
      if (!w.gone && w.type.hasLimit() && !w.isForOpen() && !w.isForClose()) {
        one(w, event, start);
      }
    }
  }

  void one(Working w, MarketEvent event, long start) {
    if (!w.lane.concerns(event, w.sign, rests(w)) || isLocked(w, event)) {
      return;
    }
    long time = event.timeNanos();
    if (event instanceof Bar bar) {
      matchBar(w, bar, start);
    } else if (time >= w.eligibleNanos) {
      if (w.isForClose()) {
        return;
      }
      if (!(event instanceof TradeTick) && w.lane.bestFor(w.sign) == Long.MIN_VALUE) {
        immediateEnds(w, time);
        return;
      }
      if (w.isForOpen()) {
        if (sessions.beginsWith(w, start, 0)) {
          prices.auction(w, pointPrice(w, event), null, time);
        }
        return;
      }
      if (rules.liquidity().queue() && w.type == OrderType.LIMIT) {
        queues.match(w, event);
      } else if (event instanceof TradeTick) {
        atPoint(w, pointPrice(w, event), null, time);
      } else {
        moment(w, true, time);
      }
      w.tried = true;
      immediateEnds(w, time);
    }
  }

  /**
   * An order meets the book as it is now.
   *
   * @param jumped whether the market came here without passing the prices between
   */
  private void moment(Working w, boolean jumped, long time) {
    long best = w.lane.bestFor(w.sign);
    boolean waited = !w.triggered;
    long stop = w.type == OrderType.TRAILING_STOP ? w.trailingStop(w.lane.tick) : w.stop;
    if (!prices.at(w, best, w.tried, time)) {
      return;
    }
    boolean triggers = waited && w.triggered;
    if (triggers && w.isMarket() && !jumped) {
      fills.bookAt(w, stop, false, time);
    } else if (triggers && !w.isMarket() && ownPrice) {
      boolean better = w.sign * (w.limit - stop) > 0;
      boolean passive = w.sign * (stop - w.limit) > 0 && w.sign * (w.limit - best) > 0;
      fills.bookAt(w, better ? stop : best, passive, time);
    } else {
      fills.book(w, w.tried, time);
    }
  }

  /** Orders meet the prices of a bar, or of a bid and an ask bar, one after the other. */
  void path(Lane lane, Bar bar) {
    if (!BarPath.isComplete(lane, bar)) {
      return;
    }
    for (int point = 0; point < BarPath.POINTS; point++) {
      path.show(lane, bar, point);
      int count = gather(lane);
      for (int rank = 0; rank < RANKS; rank++) {
        for (int i = 0; i < count; i++) {
          Working w = met[i];
          if (w.turn == rank && !w.gone) {
            point(w, bar, point);
          }
        }
      }
      Arrays.fill(met, 0, count, null);
    }
  }

  /** An order that has come since the bar before meets what the bar leaves. */
  private void point(Working w, Bar bar, int point) {
    boolean last = point == BarPath.POINTS - 1;
    long time = bar.timeNanos();
    if (time < w.eligibleNanos || (!last && !w.tried) || isLocked(w, bar)) {
      return;
    }
    if (w.isForOpen() || w.isForClose()) {
      if (last && bar.openTimeNanos() >= w.eligibleNanos) {
        prices.bar(w, BarPath.of(w, bar));
      }
    } else if (w.lane.bestFor(w.sign) != Long.MIN_VALUE) {
      moment(w, point == 0 || !w.tried, time);
      w.tried = true;
      immediateEnds(w, time);
    }
  }

  private static boolean isLocked(Working w, MarketEvent event) {
    VenueMarket market = w.lane.market;
    return market != null && market.isLocked(w.sign > 0 ? Side.BUY : Side.SELL, event);
  }

  /** Returns whether an order waits for trades, and not for quotes. */
  boolean rests(Working w) {
    return onTrades
        && w.type != OrderType.MARKET
        && !(atClose && (w.type == OrderType.STOP_LIMIT || w.type == OrderType.TRAILING_STOP));
  }

  private static long pointPrice(Working w, MarketEvent event) {
    return event instanceof TradeTick t ? t.price().raw() : w.lane.bestFor(w.sign);
  }

  private void matchBar(Working w, Bar bar, long start) {
    if (spentEndsBar && bar.volumeTraded().raw() == 0) {
      return;
    }
    boolean waits = w.type == OrderType.MARKET && !w.isForOpen() && !w.isForClose();
    if (timing == FillTiming.NEXT_CLOSE && !w.isForOpen()) {
      if (start >= w.eligibleNanos) {
        atPoint(w, bar.closePrice().raw(), bar, bar.timeNanos());
        immediateEnds(w, bar.timeNanos());
      }
    } else if (timing == FillTiming.QUOTE_CLOSE && waits && start < w.eligibleNanos) {
      if (bar.timeNanos() >= w.eligibleNanos && !waitsForOpen(w.lane, bar)) {
        fills.market(w, bar.closePrice().raw(), bar, bar.timeNanos());
      }
    } else if (timing == FillTiming.CURRENT_BOOK && waits) {
      if (bar.timeNanos() >= w.eligibleNanos && w.lane.bestFor(w.sign) != Long.MIN_VALUE) {
        fills.book(w, false, bar.timeNanos());
        immediateEnds(w, bar.timeNanos());
      }
    } else if (start >= w.eligibleNanos || closesWith(w, bar)) {
      prices.bar(w, bar);
    }
  }

  /** Returns whether a bar that began before an order for the close came ends with that close. */
  private static boolean closesWith(Working w, Bar bar) {
    return w.isForClose()
        && w.auctionNanos != Working.NEVER
        && w.eligibleNanos <= w.auctionNanos
        && bar.timeNanos() >= w.auctionNanos;
  }

  private void atPoint(Working w, long price, @Nullable Bar bar, long time) {
    if (!prices.at(w, price, w.tried, time)) {
      return;
    }
    if (w.isMarket()) {
      fills.market(w, price, bar, time);
    } else {
      fills.limit(w, price, price, w.tried, bar, time);
    }
    w.tried = true;
  }

  private int rank(Working w) {
    return sequence == BarRules.Sequence.STOPS_FIRST ? w.rank() : 0;
  }

  /** Orders that a fill at the open of the last bar triggered meet the rest of that bar. */
  void late(Lane lane) {
    List<Working> here = lane.late;
    lane.late = List.of();
    if (lane.last() instanceof Bar bar) {
      for (int rank = 0; rank < RANKS; rank++) {
        for (Working w : here) {
          if (rank(w) == rank && !w.gone && lane.concerns(bar, w.sign, rests(w))) {
            prices.bar(w, bar);
          }
        }
      }
    }
  }
}
