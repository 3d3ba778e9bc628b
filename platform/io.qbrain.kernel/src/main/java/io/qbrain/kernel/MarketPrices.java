package io.qbrain.kernel;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.model.Depth;
import io.qbrain.model.EventSeries;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Quote;
import io.qbrain.model.TradeTick;
import java.util.OptionalInt;

/** Prices of zero and less among market data, which most markets do not have. Pure functions. */
public final class MarketPrices {
  private MarketPrices() {}

  /**
   * Returns whether an event has a price of zero or less. A quote of zero on one side has none
   * there, and an empty level of a book has no price.
   */
  public static boolean isNegative(MarketEvent event) {
    if (event instanceof Bar bar) {
      return bar.lowPrice().raw() <= 0;
    } else if (event instanceof Quote quote) {
      long bid = quote.bid().raw();
      long ask = quote.ask().raw();
      return bid < 0 || ask < 0 || (bid == 0 && ask == 0);
    } else if (event instanceof TradeTick trade) {
      return trade.price().raw() <= 0;
    } else if (event instanceof Depth depth) {
      int bids = depth.bidLevels();
      return (bids > 0 && depth.bidRaw(bids - 1) <= 0)
          || (depth.askLevels() > 0 && depth.askRaw(0) <= 0);
    }
    return false;
  }

  /** Returns the first row of a series that has a price of zero or less, if there is one. */
  public static OptionalInt firstNegative(EventSeries series) {
    if (series instanceof BarSeries bars && bars.lowestRaw() > 0) {
      return OptionalInt.empty();
    }
    for (int row = 0; row < series.size(); row++) {
      if (isNegative(series.event(row))) {
        return OptionalInt.of(row);
      }
    }
    return OptionalInt.empty();
  }
}
