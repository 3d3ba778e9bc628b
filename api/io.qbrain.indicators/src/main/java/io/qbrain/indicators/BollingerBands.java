package io.qbrain.indicators;

/**
 * Bollinger bands: a simple average with a band of some standard deviations around it. Unit: that
 * of the input.
 *
 * <pre>
 * middle = mean of the last n inputs
 * upper  = middle + width * sd, lower = middle - width * sd    (sd with the divisor n)
 * </pre>
 *
 * Inputs 2, 4, 6 with period 3 and width 2: 0.734, 4 and 7.266. Of equal inputs all three are that
 * input exactly.
 *
 * <p>Source: John Bollinger, Bollinger on Bollinger Bands, 2001.
 *
 * @since 1.0
 */
public final class BollingerBands extends Indicator {
  private static final int LAYOUT = 1001;

  private final double width;
  private final StandardDeviation deviation;

  /**
   * @param period over how many inputs, at least 2; usually 20
   * @param width how many standard deviations from the middle to either band, above 0; usually 2
   * @throws IllegalArgumentException if an argument is out of range
   */
  public BollingerBands(int period, double width) {
    super(
        "BollingerBands(" + period + ", " + width + ")",
        LAYOUT,
        period("period", 2, period),
        period,
        width);
    if (!(width > 0 && width <= MAX_INPUT)) {
      throw new IllegalArgumentException("expected 0 < width <= " + MAX_INPUT + ", found " + width);
    }
    this.width = width;
    deviation = new StandardDeviation(period, StandardDeviation.Divisor.N);
  }

  /**
   * Takes the next input, usually a close.
   *
   * @throws IllegalArgumentException if the input is not finite
   */
  public void update(double input) {
    admit(input);
    deviation.update(input);
  }

  /** Returns the middle band: the mean. */
  @Override
  public double value() {
    requireWarm();
    return deviation.mean();
  }

  /**
   * Returns the upper band.
   *
   * @throws IllegalStateException if the indicator is not yet warm
   */
  public double upper() {
    requireWarm();
    return deviation.mean() + width * deviation.value();
  }

  /**
   * Returns the lower band.
   *
   * @throws IllegalStateException if the indicator is not yet warm
   */
  public double lower() {
    requireWarm();
    return deviation.mean() - width * deviation.value();
  }

  /**
   * Returns the standard deviation of which the bands are multiples.
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
  }

  @Override
  void saveOwn(StateOut out) {
    deviation.save(out);
  }

  @Override
  void loadOwn(StateIn in) {
    deviation.load(in);
  }
}
