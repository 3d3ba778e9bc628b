package io.qbrain.simulation;

import io.qbrain.model.Bar;
import io.qbrain.model.MarketEvent;
import io.qbrain.simulation.Slippage.Modifier;
import org.jspecify.annotations.Nullable;

/** At which price an order fills that has a reference price: the slippage, and its limits. */
final class FillPrices {
  /** There is no price now. */
  static final long NONE = Long.MIN_VALUE;

  private final Slippage slippage;
  private final long volumeShare;
  private final boolean withinBar;
  private final boolean orWaits;
  private final boolean afterOpen;
  private final boolean toLimit;
  private final boolean beyondLimit;
  private final long slipChance;
  private final Draws draws;

  /** Whether the fill that is priced slips. */
  private boolean slips = true;

  FillPrices(VenueRules rules, Draws draws) {
    this.draws = draws;
    this.slipChance = rules.waiting().chance().slip();
    this.slippage = rules.slippage();
    this.volumeShare = rules.liquidity().volumeShare();
    this.withinBar = slippage.has(Modifier.WITHIN_BAR);
    this.orWaits = slippage.has(Modifier.OR_WAITS);
    this.afterOpen = slippage.has(Modifier.AFTER_OPEN);
    this.toLimit = slippage.has(Modifier.TO_LIMIT);
    this.beyondLimit = slippage.has(Modifier.BEYOND_LIMIT);
  }

  /** Returns whether the model speaks of limit orders. */
  boolean onLimits() {
    return beyondLimit || slippage.onLimits();
  }

  /** Returns whether limit orders fill beyond their limit. */
  boolean beyondLimit() {
    return beyondLimit;
  }

  /** Returns the price of a market order, or NONE if the bar has none. */
  long market(Working w, long reference, long quantity, @Nullable MarketEvent event) {
    long slip = slip(w, reference, quantity, event);
    if (slip == 0 || !(event instanceof Bar bar)) {
      return reference + w.sign * slip;
    }
    if (afterOpen && !(w.isStop() && reference != bar.openRaw())) {
      return reference;
    }
    return inBar(w, reference + w.sign * slip, bar);
  }

  /** Returns whether a stop that a bar triggers has a price in it. */
  boolean isThere(Working w, long reference, Bar bar) {
    return !orWaits || market(w, reference, w.leaves(), bar) != NONE;
  }

  private long inBar(Working w, long price, Bar bar) {
    if (!withinBar && !orWaits) {
      return price; // a bar whose high and low nobody needs is not looked at
    }
    long worst = w.sign > 0 ? bar.highPrice().raw() : bar.lowPrice().raw();
    if (w.sign * (price - worst) <= 0) {
      return price;
    }
    return withinBar ? worst : orWaits ? NONE : price;
  }

  /**
   * Returns the price of a limit order, or NONE.
   *
   * @param extreme the best price that the market showed
   */
  long limit(Working w, long reference, long extreme, long quantity, @Nullable MarketEvent event) {
    if (beyondLimit) {
      return reference + w.sign * slip(w, reference, quantity, event);
    }
    if (slippage.onLimits()) {
      long slips = Math.max(slip(w, extreme, quantity, event), slippage.least());
      if (w.sign * (w.limit - extreme) < slips) {
        return NONE;
      }
      return bounded(w, reference + w.sign * slip(w, reference, quantity, event));
    }
    if (toLimit && event instanceof Bar bar && (!afterOpen || reference != bar.openRaw())) {
      long price = reference + w.sign * slip(w, reference, quantity, event);
      long worst = w.sign > 0 ? bar.highPrice().raw() : bar.lowPrice().raw();
      boolean beyond = withinBar && w.sign * (price - worst) > 0;
      return bounded(w, beyond ? worst : price);
    }
    return reference;
  }

  private static long bounded(Working w, long price) {
    return w.sign > 0 ? Math.min(price, w.limit) : Math.max(price, w.limit);
  }

  /** Draws whether the next fill slips. */
  void draw() {
    slips = draws.happens(slipChance);
  }

  /** Returns how much worse than a price a quantity fills. */
  long slip(Working w, long price, long quantity, @Nullable MarketEvent event) {
    if (!slips) {
      return 0;
    }
    if (slippage instanceof Slippage.Amount a) {
      return a.distance();
    }
    long volume = event instanceof Bar bar ? bar.volumeTraded().raw() : 0;
    return slippage.amount(
        new Slippage.Terms(price, w.lane.tick, quantity, w.lane.usedVolume, volume, volumeShare));
  }
}
