package io.qbrain.indicators;

/**
 * Donchian channel: the highest high and the lowest low of the last {@code period} bars, the newest
 * among them. Unit: that of the price.
 *
 * <pre>upper = max of the highs, lower = min of the lows, middle = (upper + lower) / 2</pre>
 *
 * Bars (high, low) 11, 9 then 13, 12 then 12, 10 with period 2: 13, 9 and 11 after the second, 13,
 * 10 and 11.5 after the third.
 *
 * <p>For a breakout compare the price with the channel before the update: afterwards the new bar
 * belongs to the channel and cannot leave it.
 *
 * <p>Source: Richard Donchian's four-week rule.
 *
 * @since 1.0
 */
public final class Donchian extends Indicator {
  private static final int LAYOUT = 1101;

  private final WindowExtreme highs;
  private final WindowExtreme lows;

  /**
   * @param period over how many bars, at least 1; usually 20
   * @throws IllegalArgumentException if the period is out of range
   */
  public Donchian(int period) {
    super("Donchian(" + period + ")", LAYOUT, period("period", 1, period), period);
    highs = WindowExtreme.greatest(period);
    lows = WindowExtreme.least(period);
  }

  /**
   * Takes the next bar.
   *
   * @throws IllegalArgumentException if a price is not finite, or high is less than low
   */
  public void update(double high, double low) {
    admitRange(high, low);
    highs.add(high);
    lows.add(low);
  }

  /** Returns the middle of the channel. */
  @Override
  public double value() {
    return (upper() + lower()) / 2;
  }

  /**
   * Returns the highest high.
   *
   * @throws IllegalStateException if the indicator is not yet warm
   */
  public double upper() {
    requireWarm();
    return highs.value();
  }

  /**
   * Returns the lowest low.
   *
   * @throws IllegalStateException if the indicator is not yet warm
   */
  public double lower() {
    requireWarm();
    return lows.value();
  }

  @Override
  void clear() {
    highs.clear();
    lows.clear();
  }

  @Override
  void saveOwn(StateOut out) {
    highs.save(out);
    lows.save(out);
  }

  @Override
  void loadOwn(StateIn in) {
    highs.load(in);
    lows.load(in);
  }
}
