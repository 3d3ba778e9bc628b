package io.qbrain.simulation;

import io.qbrain.model.Depth;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.TradeTick;

/** Where a limit order stands in the queue at its price, and what trades bring it. */
final class Queues {
  private final Fills fills;

  Queues(Fills fills) {
    this.fills = fills;
  }

  /** An order comes: what stands at its price stands before it. */
  void join(Working w) {
    Lane lane = w.lane;
    if (lane.bidNanos == Long.MIN_VALUE) {
      return;
    }
    long own = w.sign > 0 ? lane.bid : lane.ask;
    if (w.sign * (w.limit - own) > 0) {
      w.ahead = 0;
    } else {
      w.ahead = standing(lane, w);
    }
  }

  /** Returns what the book shows at an order's price, or UNSET if it does not show it. */
  private static long standing(Lane lane, Working w) {
    boolean buy = w.sign > 0;
    if (w.limit == (buy ? lane.bid : lane.ask)) {
      return buy ? lane.bidSize : lane.askSize;
    }
    Depth depth = lane.depth;
    if (depth == null) {
      return Working.UNSET;
    }
    int levels = buy ? depth.bidLevels() : depth.askLevels();
    for (int i = 0; i < levels; i++) {
      if ((buy ? depth.bidRaw(i) : depth.askRaw(i)) == w.limit) {
        return buy ? depth.bidSizeRaw(i) : depth.askSizeRaw(i);
      }
    }
    return Working.UNSET;
  }

  void match(Working w, MarketEvent event) {
    long time = event.timeNanos();
    Lane lane = w.lane;
    if (event instanceof TradeTick t) {
      trade(w, t, time);
      return;
    }
    long opposite = lane.bestFor(w.sign);
    if (w.sign * (w.limit - opposite) >= 0) {
      if (w.tried) {
        fills.trade(w, w.leaves(), w.limit, true, null, time);
      } else {
        fills.book(w, false, time);
      }
      return;
    }
    long own = w.sign > 0 ? lane.bid : lane.ask;
    if (w.sign * (w.limit - own) > 0) {
      w.ahead = 0;
      return;
    }
    long shown = standing(lane, w);
    if (shown != Working.UNSET) {
      w.ahead = w.ahead == Working.UNSET ? shown : Math.min(w.ahead, shown);
    }
  }

  private void trade(Working w, TradeTick t, long time) {
    long through = w.sign * (w.limit - t.price().raw());
    if (through > 0) {
      fills.trade(w, w.leaves(), w.limit, true, null, time);
    } else if (through == 0 && w.ahead != Working.UNSET) {
      long before = Math.min(w.ahead, t.quantity().raw());
      w.ahead -= before;
      long reaches = Math.min(w.leaves(), t.quantity().raw() - before);
      if (reaches > 0) {
        fills.trade(w, reaches, w.limit, true, null, time);
      }
    }
  }
}
