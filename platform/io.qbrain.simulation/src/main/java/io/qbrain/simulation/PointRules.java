package io.qbrain.simulation;

/**
 * How orders meet a bar that is one price, its close ({@link FillTiming#NEXT_CLOSE}).
 *
 * @param reachedOnce whether a limit that a close has reached once trades at any later close, as
 *     far as the slippage lets it; otherwise each close must reach it anew
 * @param ieeeTicks whether limits and stops are rounded to the tick when they come, for the better
 *     where they are not within a twentieth of a tick of the worse one, in IEEE doubles
 */
public record PointRules(boolean reachedOnce, boolean ieeeTicks) {
  /** Each close must reach a limit; prices are as they are given. */
  public static final PointRules DEFAULT = new PointRules(false, false);

  /** How much of a tick is rounded away for the better: 0.95, less the half that rounding is. */
  private static final double BETTER = 0.45;

  private static final double ALMOST = Math.ulp(1.0) * 10;
  private static final double UNITS = 1e8;

  /**
   * Returns a price on the tick grid: the tick below if that is wanted and the price is not 0.95
   * ticks above it or more; or the tick above, likewise. Where the product of tick and number of
   * ticks is not the double that is nearest to the decimal price, the result lies one unit of 1e-8
   * beside it, on the same side.
   */
  static long onTick(long price, long tick, boolean below) {
    double step = tick / UNITS;
    double shift = BETTER * step - ALMOST;
    double ticks = (price / UNITS - (below ? shift : -shift)) / step;
    double whole = Math.floor(ticks);
    long number = (long) whole + (ticks - whole >= 0.5 ? 1 : 0);
    long decimal = Math.multiplyExact(number, tick);
    return decimal + Double.compare(step * number, decimal / UNITS);
  }

  /** Returns in words what differs from {@link #DEFAULT}. */
  @Override
  public String toString() {
    return (reachedOnce ? "; a limit needs to be reached once" : "")
        + (ieeeTicks ? "; prices of orders rounded to ticks in IEEE doubles" : "");
  }
}
