package io.qbrain.simulation;

import io.qbrain.model.Bar;
import io.qbrain.model.PriceSource;
import io.qbrain.simulation.BarRules.Path;

/** The prices of a bar one after the other, as the book shows them. */
final class BarPath {
  /** Open, two extremes, close. */
  static final int POINTS = 4;

  private static final int HIGH = 1;
  private static final int LOW = 2;

  private final boolean nearerFirst;

  BarPath(Path path) {
    this.nearerFirst = path == Path.NEARER_FIRST;
  }

  /** Returns whether a bar of trades is all there is, or the bid and the ask bar are both in. */
  static boolean isComplete(Lane lane, Bar bar) {
    return switch (bar.spec().source()) {
      case LAST -> !lane.quoted;
      case MID -> false;
      case BID, ASK ->
          lane.bidBar != null
              && lane.askBar != null
              && lane.bidBar.timeNanos() == lane.askBar.timeNanos();
    };
  }

  /** Returns the bar whose prices an order trades at. */
  static Bar of(Working w, Bar bar) {
    Bar side = w.sign > 0 ? w.lane.askBar : w.lane.bidBar;
    return bar.spec().source() == PriceSource.LAST || side == null ? bar : side;
  }

  /** The book shows a price of a bar that is complete. */
  void show(Lane lane, Bar bar, int point) {
    Bar bids = lane.bidBar;
    Bar asks = lane.askBar;
    if (bar.spec().source() == PriceSource.LAST || bids == null || asks == null) {
      lane.showLast(price(bar, which(bar, point)));
    } else {
      int which = which(bids, point);
      lane.show(price(bids, which), price(asks, which));
    }
  }

  private int which(Bar bar, int point) {
    if (!nearerFirst || point == 0 || point == POINTS - 1) {
      return point;
    }
    long up = bar.highPrice().raw() - bar.openRaw();
    long down = bar.openRaw() - bar.lowPrice().raw();
    boolean highFirst = up < down;
    return highFirst == (point == HIGH) ? HIGH : LOW;
  }

  private static long price(Bar bar, int which) {
    return switch (which) {
      case 0 -> bar.openRaw();
      case HIGH -> bar.highPrice().raw();
      case LOW -> bar.lowPrice().raw();
      default -> bar.closePrice().raw();
    };
  }
}
