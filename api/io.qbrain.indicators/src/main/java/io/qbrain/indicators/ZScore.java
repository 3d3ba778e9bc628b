package io.qbrain.indicators;

/**
 * Z-score: how many standard deviations the newest input lies above (below: negative) the mean of
 * the last {@code period} inputs, itself among them. No unit.
 *
 * <pre>z = (x - mean) / sd</pre>
 *
 * Inputs 2, 4, 6 with period 3: 1.225 with the divisor n, 1 with n - 1. With n it cannot exceed
 * sqrt(n - 1) in size, which bounds sensible thresholds for short periods. When all inputs are
 * equal, it is 0.
 *
 * <p>The indicator for pair trading: feed it the spread or the ratio of two prices, enter when it
 * is far from 0, leave when it is back.
 *
 * @since 1.0
 */
public final class ZScore extends Indicator {
  private static final int LAYOUT = 1701;

  private final StandardDeviation deviation;
  private double newest;

  /**
   * @param period over how many inputs, at least 2
   * @param divisor of the standard deviation, n or n - 1
   * @throws IllegalArgumentException if the period is out of range
   */
  public ZScore(int period, StandardDeviation.Divisor divisor) {
    super(
        "ZScore(" + period + ", " + divisor + ")",
        LAYOUT,
        period("period", 2, period),
        period,
        divisor.code);
    deviation = new StandardDeviation(period, divisor);
  }

  /**
   * Takes the next input.
   *
   * @throws IllegalArgumentException if the input is not finite
   */
  public void update(double input) {
    admit(input);
    deviation.update(input);
    newest = input;
  }

  @Override
  public double value() {
    double sd = standardDeviation();
    return sd == 0 ? 0 : (newest - deviation.mean()) / sd;
  }

  /**
   * Returns the mean against which the score is taken.
   *
   * @throws IllegalStateException if the indicator is not yet warm
   */
  public double mean() {
    requireWarm();
    return deviation.mean();
  }

  /**
   * Returns the standard deviation in which the score is measured.
   *
   * @throws IllegalStateException if the indicator is not yet warm
   */
  public double standardDeviation() {
    requireWarm();
    return deviation.value();
  }

  @Override
  void clear() {
    deviation.reset();
    newest = 0;
  }

  @Override
  void saveOwn(StateOut out) {
    deviation.save(out);
    out.put(newest);
  }

  @Override
  void loadOwn(StateIn in) {
    deviation.load(in);
    newest = in.number();
  }
}
