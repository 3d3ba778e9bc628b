package io.qbrain.indicators;

/**
 * Wilder's running moving average, the smoothing inside {@link Rsi} and {@link Atr}. Unit: that of
 * the input.
 *
 * <pre>rma = rma + (x - rma) / n, beginning with the mean of the first n inputs</pre>
 *
 * Inputs 1, 2, 3, 8 with period 3 give 2 after the third and 4 after the fourth. It forgets about
 * half as fast as an {@link Ema} of the same period: Rma(n) moves like Ema(2n - 1).
 *
 * <p>Source: J. Welles Wilder, New Concepts in Technical Trading Systems, 1978. The same as {@code
 * ta.rma} in TradingView and {@code wilders} in Tulip Indicators; LEAN's RelativeMovingAverage is
 * something else, its WilderMovingAverage is this.
 *
 * @since 1.0
 */
public final class Rma extends Indicator {
  private static final int LAYOUT = 301;

  private final int period;
  private double average;

  /**
   * @param period the number n in the formula, at least 1
   * @throws IllegalArgumentException if the period is out of range
   */
  public Rma(int period) {
    super("Rma(" + period + ")", LAYOUT, period("period", 1, period), period);
    this.period = period;
  }

  /**
   * Takes the next input.
   *
   * @throws IllegalArgumentException if the input is not finite
   */
  public void update(double input) {
    check(input);
    take(input);
  }

  /** Takes an input that is known to be in order, from an indicator which contains this one. */
  void take(double input) {
    count();
    average += (input - average) / Math.min(updates(), period);
  }

  @Override
  public double value() {
    requireWarm();
    return average;
  }

  @Override
  void clear() {
    average = 0;
  }

  @Override
  void saveOwn(StateOut out) {
    out.put(average);
  }

  @Override
  void loadOwn(StateIn in) {
    average = in.number();
  }
}
