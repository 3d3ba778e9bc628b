package io.qbrain.simulation;

import io.qbrain.model.Bar;
import io.qbrain.model.ExecutionReport.Type;
import io.qbrain.model.OrderType;
import org.jspecify.annotations.Nullable;

/** Whether and at which price of a bar, or of one moment, an order fills. */
final class BarPrices {
  private final boolean strict;
  private final BarRules rules;
  private final boolean entryBarProtects;
  private final boolean atClose;
  private final boolean atWorst;
  private final boolean reachedOnce;
  private final long touchChance;
  private final Draws draws;
  private final Fills fills;
  private final Sessions sessions;

  BarPrices(VenueRules rules, Fills fills, Sessions sessions, Draws draws) {
    this.draws = draws;
    this.touchChance = rules.waiting().chance().touch();
    this.strict = rules.strictLimits();
    this.rules = rules.bars();
    this.entryBarProtects = rules.entryBarProtects();
    this.atClose = rules.waiting().byClose();
    this.atWorst = rules.waiting().after() == WaitingRules.AfterTrigger.AT_WORST;
    this.reachedOnce = rules.bars().points().reachedOnce();
    this.fills = fills;
    this.sessions = sessions;
  }

  /** Matches an order against the prices of a bar that opened after it. */
  void bar(Working w, Bar bar) {
    long time = bar.timeNanos();
    if (w.isForClose()) {
      if (sessions.endsWith(w, bar)) {
        auction(w, bar.closePrice().raw(), bar, time);
      }
    } else if (w.isForOpen()) {
      if (sessions.beginsWith(w, bar.openTimeNanos(), bar.spec().stepNanos())) {
        auction(w, bar.openRaw(), bar, time);
      }
    } else if (atClose && w.type == OrderType.STOP_LIMIT) {
      stopLimitAtClose(w, bar);
    } else if (atClose && w.type == OrderType.LIMIT_IF_TOUCHED) {
      touchedAtClose(w, bar);
    } else if (atClose && w.type == OrderType.TRAILING_STOP && !w.triggered) {
      trailingAtClose(w, bar);
    } else if (atWorst && w.type == OrderType.STOP && !w.triggered) {
      stopAtWorst(w, bar);
    } else if (w.isMarket()) {
      fills.market(w, bar.openRaw(), bar, time);
      filledAtOpen(w);
    } else if (w.isLimit()) {
      limitInBar(w, bar);
    } else {
      triggerInBar(w, bar);
    }
    if (!w.gone && w.isImmediate()) {
      fills.end(w, Type.CANCELED, "immediate or cancel: nothing more trades", time);
    }
    w.tried = true;
  }

  /** An order for the open or close trades at that price, or never. */
  void auction(Working w, long price, @Nullable Bar bar, long time) {
    VenueMarket market = w.lane.market;
    if (market != null && market.isAtLimit(w.sign, price)) {
      fills.end(w, Type.EXPIRED, "the auction is at the price limit of the day", time);
    } else if (w.type == OrderType.LIMIT) {
      if (w.sign * (w.limit - price) >= 0) {
        fills.limit(w, price, price, false, bar, time);
      }
    } else {
      fills.market(w, price, bar, time);
    }
    if (!w.gone) {
      String when = w.isForOpen() ? "the open" : "the close";
      fills.end(w, Type.EXPIRED, "did not trade at " + when, time);
    }
  }

  private void filledAtOpen(Working w) {
    if (!entryBarProtects || w.link == null) {
      return; // nobody asks: only an order of a list triggers others
    }
    boolean market = w.type == OrderType.MARKET || w.type == OrderType.MARKET_ON_OPEN;
    if (w.filled > 0 && (market || rules.entries() == BarRules.Entries.AT_OPEN)) {
      w.lane.filledAtOpen = Lane.with(w.lane.filledAtOpen, w.order.id());
    }
  }

  /** What a stop opens may reach its target in the same bar, if the bar spares its own stop. */
  private void filledByStop(Working w) {
    if (w.filled > 0 && w.link != null && rules.entries() == BarRules.Entries.AT_MARKET) {
      w.lane.filledByStop = Lane.with(w.lane.filledByStop, w.order.id());
    }
  }

  /** Returns whether a bar reaches the trigger of an order, or its limit if it has none. */
  static boolean isReached(Working w, Bar bar) {
    return w.isStop()
        ? w.sign * (worst(w, bar) - w.stop) >= 0
        : w.sign * (w.limit - best(w, bar)) >= 0;
  }

  private void limitInBar(Working w, Bar bar) {
    long best = best(w, bar);
    if (!reaches(w, best)) {
      return;
    }
    if (atWorst) {
      long worst = worst(w, bar);
      long price = w.sign > 0 ? Math.min(worst, w.limit) : Math.max(worst, w.limit);
      fills.limit(w, price, best, true, bar, bar.timeNanos());
      return;
    }
    long open = bar.openRaw();
    long time = bar.timeNanos();
    if (w.sign * (w.limit - open) > 0 || (!strict && w.limit == open)) {
      fills.limit(w, open, best, w.tried, bar, time);
      filledAtOpen(w);
    } else if (!w.isImmediate()) {
      fills.limit(w, w.limit, best, true, bar, time);
    }
  }

  private boolean reaches(Working w, long price) {
    long through = w.sign * (w.limit - price);
    return through > 0 || (through == 0 && !strict && draws.happens(touchChance));
  }

  private static long best(Working w, Bar bar) {
    return w.sign > 0 ? bar.lowPrice().raw() : bar.highPrice().raw();
  }

  private static long worst(Working w, Bar bar) {
    return w.sign > 0 ? bar.highPrice().raw() : bar.lowPrice().raw();
  }

  /** An open is between low and high: most bars need not be asked for it. */
  private void triggerInBar(Working w, Bar bar) {
    switch (w.type) {
      case STOP, STOP_LIMIT -> stopInBar(w, w.stop, bar);
      case TRAILING_STOP -> trailInBar(w, bar);
      case MARKET_IF_TOUCHED, LIMIT_IF_TOUCHED -> {
        if (w.sign * (w.stop - best(w, bar)) >= 0) {
          long open = bar.openRaw();
          boolean atOpen = w.sign * (w.stop - open) >= 0;
          triggered(w, atOpen ? open : w.stop, bar, atOpen);
        }
      }
      default -> throw new IllegalStateException("unexpected " + w.order.request());
    }
  }

  private void trailInBar(Working w, Bar bar) {
    if (rules.trailing() == BarRules.Trailing.BY_CLOSES) {
      if (w.best != Working.UNSET || w.stop != 0) {
        stopInBar(w, w.trailingStop(w.lane.tick), bar);
      }
      w.see(bar.closePrice().raw());
      return;
    }
    long open = bar.openRaw();
    if (w.best == Working.UNSET) {
      w.see(open);
    }
    long before = w.trailingStop(w.lane.tick);
    if (w.sign * (open - before) >= 0) {
      stopInBar(w, before, bar);
      return;
    }
    w.see(open);
    stopInBar(w, w.trailingStop(w.lane.tick), bar);
    w.see(best(w, bar));
  }

  private void stopInBar(Working w, long stop, Bar bar) {
    if (w.sign * (worst(w, bar) - stop) >= 0) {
      long open = bar.openRaw();
      boolean atOpen = w.sign * (open - stop) >= 0;
      triggered(w, atOpen ? open : stop, bar, atOpen);
    }
  }

  /** The order is triggered at a price of the bar and trades from there on. */
  private void triggered(Working w, long price, Bar bar, boolean atOpen) {
    long time = bar.timeNanos();
    if (w.isStop() && w.type != OrderType.STOP_LIMIT && !fills.isThere(w, price, bar)) {
      return;
    }
    fills.trigger(w, time);
    if (w.isMarket()) {
      fills.market(w, price, bar, time);
      if (atOpen) {
        filledAtOpen(w);
      }
      filledByStop(w);
      return;
    }
    long best = best(w, bar);
    if (w.type == OrderType.STOP_LIMIT && rules.stopLimits() == BarRules.StopLimits.AT_STOP) {
      if (w.sign * (w.limit - w.stop) > 0 && reaches(w, best)) {
        fills.limit(w, w.stop, best, false, bar, time);
      }
      return;
    }
    long close = bar.closePrice().raw();
    boolean touched = w.type == OrderType.LIMIT_IF_TOUCHED;
    if (w.sign * (w.limit - price) >= 0) {
      fills.limit(w, price, price, false, bar, time);
    } else if ((atOpen || touched) && reaches(w, best)) {
      fills.limit(w, w.limit, best, true, bar, time);
    } else if (reaches(w, close) && comesBack(w, bar)) {
      fills.limit(w, w.limit, close, true, bar, time);
    }
  }

  /** Returns whether the close of the bar counts for the limit of an order that it triggers. */
  private boolean comesBack(Working w, Bar bar) {
    long up = bar.closePrice().raw() - bar.openRaw();
    return rules.stopLimits() == BarRules.StopLimits.BY_CLOSE || (w.sign > 0 ? up < 0 : up >= 0);
  }

  private void stopAtWorst(Working w, Bar bar) {
    long beyond = w.sign * (worst(w, bar) - w.stop);
    if (strict ? beyond > 0 : beyond >= 0) {
      worseOfStopAndClose(w, w.stop, bar);
    }
  }

  private void stopLimitAtClose(Working w, Bar bar) {
    long worst = worst(w, bar);
    long close = bar.closePrice().raw();
    long beyond = w.sign * (worst - w.stop);
    if (!w.triggered && (strict ? beyond <= 0 : beyond < 0)) {
      return;
    }
    fills.trigger(w, bar.timeNanos());
    if (reaches(w, close)) {
      long price = w.sign > 0 ? Math.min(worst, w.limit) : Math.max(worst, w.limit);
      fills.limit(w, price, close, true, bar, bar.timeNanos());
    }
  }

  private void touchedAtClose(Working w, Bar bar) {
    long best = best(w, bar);
    if (!w.triggered && w.sign * (w.stop - best) < 0) {
      return;
    }
    fills.trigger(w, bar.timeNanos());
    long quoted = w.lane.quotedClose(w.sign);
    long price = quoted == Long.MIN_VALUE ? bar.closePrice().raw() : quoted;
    if (w.sign * (w.limit - price) >= 0) {
      fills.limit(w, price, price, false, bar, bar.timeNanos());
    }
  }

  private void trailingAtClose(Working w, Bar bar) {
    if (w.best == Working.UNSET && w.stop == 0) {
      w.see(bar.openRaw()); // no price was known when it came
    }
    long worst = worst(w, bar);
    long before = w.trailingStop(w.lane.tick);
    if (w.sign * (worst - before) >= 0) {
      worseOfStopAndClose(w, before, bar);
      return;
    }
    w.see(best(w, bar));
    long moved = w.trailingStop(w.lane.tick);
    if (w.sign * (worst - moved) >= 0) {
      worseOfStopAndClose(w, moved, bar);
    }
  }

  private void worseOfStopAndClose(Working w, long stop, Bar bar) {
    long close = bar.closePrice().raw();
    fills.trigger(w, bar.timeNanos());
    fills.market(
        w, w.sign > 0 ? Math.max(stop, close) : Math.min(stop, close), bar, bar.timeNanos());
  }

  /**
   * Returns whether an order would fill at a price now; triggers it if that is the price for it.
   *
   * @param rested whether it has met a price before; then a price that is only touched may not do
   */
  boolean at(Working w, long price, boolean rested, long time) {
    if (!w.isMarket() && !w.isLimit()) {
      boolean touched =
          w.type == OrderType.MARKET_IF_TOUCHED || w.type == OrderType.LIMIT_IF_TOUCHED;
      long stop = w.stop;
      if (w.type == OrderType.TRAILING_STOP) {
        w.see(price);
        stop = w.trailingStop(w.lane.tick);
      }
      long beyond = w.sign * (price - stop);
      if (touched ? beyond > 0 : beyond < 0) {
        return false;
      }
      fills.trigger(w, time);
    }
    if (w.isMarket()) {
      return true;
    }
    boolean reaches =
        (rested ? reaches(w, price) : w.sign * (w.limit - price) >= (strict ? 1 : 0))
            || (reachedOnce && w.reached);
    w.reached |= reaches;
    return reaches;
  }
}
