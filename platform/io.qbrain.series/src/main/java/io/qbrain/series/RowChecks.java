package io.qbrain.series;

import io.qbrain.model.Fixed;

/**
 * What is asked of a row besides being readable.
 *
 * @param tick the grid of prices, in units of 1e-8; 0 for none
 * @param negativePrices whether prices of zero and less are possible
 * @param untilNanos rows at or after this time come from the future; Long.MAX_VALUE for no limit
 * @param tellZeroVolume whether bars without volume are told, though they are taken
 */
public record RowChecks(
    long tick, boolean negativePrices, long untilNanos, boolean tellZeroVolume) {
  /** Prices above zero, on any grid, at any time. */
  public static final RowChecks NONE = new RowChecks(0, false, Long.MAX_VALUE);

  /** Checks that do not tell bars without volume. */
  public RowChecks(long tick, boolean negativePrices, long untilNanos) {
    this(tick, negativePrices, untilNanos, false);
  }

  /** Checks the tick. */
  public RowChecks {
    if (tick < 0) {
      throw new IllegalArgumentException("expected a tick >= 0, found " + Fixed.format(tick));
    }
  }

  /** Returns these, and bars without volume are told. */
  public RowChecks tellingZeroVolume() {
    return new RowChecks(tick, negativePrices, untilNanos, true);
  }

  boolean isPossible(long price) {
    return price > 0 || negativePrices;
  }

  boolean isOnGrid(long price) {
    return tick == 0 || price % tick == 0;
  }

  /** Returns what a price should be like. */
  String expectedOnGrid() {
    return "a price in ticks of " + Fixed.format(tick);
  }
}
