package io.qbrain.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The grid of order prices, which may depend on the price, e.g. 0.0001 below 1 and 0.01 from 1 on.
 *
 * <p>Prices and ticks are in units of 1e-8. A negative price has the tick of its amount. Immutable.
 *
 * @since 1.1
 */
public final class TickTable {
  private final long[] from;
  private final long[] ticks;

  private TickTable(long[] from, long[] ticks) {
    this.from = from;
    this.ticks = ticks;
  }

  /** Returns the same tick at all prices. */
  public static TickTable of(Price tick) {
    return new TickTable(new long[] {0}, new long[] {positive(tick)});
  }

  /**
   * Returns this with another tick from a price on.
   *
   * @throws IllegalArgumentException if the price is not above the one where the last tick begins
   */
  public TickTable from(Price price, Price tick) {
    int n = from.length;
    if (price.raw() <= from[n - 1]) {
      throw new IllegalArgumentException(
          "expected a price above " + Fixed.format(from[n - 1]) + ", found " + price);
    }
    long[] newFrom = Arrays.copyOf(from, n + 1);
    long[] newTicks = Arrays.copyOf(ticks, n + 1);
    newFrom[n] = price.raw();
    newTicks[n] = positive(tick);
    return new TickTable(newFrom, newTicks);
  }

  private static long positive(Price tick) {
    if (tick.signum() <= 0) {
      throw new IllegalArgumentException("expected a tick > 0, found " + tick);
    }
    return tick.raw();
  }

  /** Returns the tick at a price. */
  public long tickAt(long price) {
    long amount = Math.abs(price);
    int i = from.length - 1;
    while (i > 0 && amount < from[i]) {
      i--;
    }
    return ticks[i];
  }

  /** Returns whether a price is on the grid. */
  public boolean isOn(long price) {
    return price % tickAt(price) == 0;
  }

  /** Returns a price rounded half up to the grid, as exchanges round the limits of a day. */
  public long nearest(long price) {
    long tick = tickAt(price);
    return Fixed.floorTo(Math.addExact(price, tick / 2), tick);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TickTable that
        && Arrays.equals(from, that.from)
        && Arrays.equals(ticks, that.ticks);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ticks);
  }

  @Override
  public String toString() {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < from.length; i++) {
      rows.add(Fixed.format(ticks[i]) + (i == 0 ? "" : " from " + Fixed.format(from[i])));
    }
    return String.join(", ", rows);
  }
}
