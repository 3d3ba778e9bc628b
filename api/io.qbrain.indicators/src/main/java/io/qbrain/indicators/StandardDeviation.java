package io.qbrain.indicators;

/**
 * Standard deviation of the last {@code period} inputs around their mean, in the unit of the input.
 *
 * <pre>sd = sqrt(sum of (x - mean)² / n), or / (n - 1)</pre>
 *
 * Inputs 2, 4, 6 with period 3: 1.633 with the divisor n, 2 with n - 1. Equal inputs give exactly
 * 0. For volatility, feed it returns ({@link Roc} of 1) rather than prices.
 *
 * @since 1.0
 */
public final class StandardDeviation extends Indicator {
  private static final int LAYOUT = 1201;

  /** By what the sum of the squared deviations is divided. */
  public enum Divisor {
    /** By n: the inputs are all there is. So do TA-Lib, Tulip Indicators, LEAN, Bollinger. */
    N(1) {
      @Override
      double variance(double squaredDeviations, int period) {
        return squaredDeviations / period;
      }
    },
    /** By n - 1: the inputs are a sample. So does pandas. */
    N_MINUS_1(2) {
      @Override
      double variance(double squaredDeviations, int period) {
        return squaredDeviations / (period - 1);
      }
    };

    /** What stands for the divisor in saved states; unlike the ordinal it stays. */
    final int code;

    Divisor(int code) {
      this.code = code;
    }

    abstract double variance(double squaredDeviations, int period);
  }

  private final int period;
  private final Divisor divisor;
  private final WindowMoments window;

  /**
   * @param period over how many inputs, at least 2
   * @param divisor n or n - 1
   * @throws IllegalArgumentException if the period is out of range
   */
  public StandardDeviation(int period, Divisor divisor) {
    super(
        "StandardDeviation(" + period + ", " + divisor + ")",
        LAYOUT,
        period("period", 2, period),
        period,
        divisor.code);
    this.period = period;
    this.divisor = divisor;
    window = new WindowMoments(period);
  }

  /**
   * Takes the next input.
   *
   * @throws IllegalArgumentException if the input is not finite
   */
  public void update(double input) {
    admit(input);
    window.add(input);
  }

  @Override
  public double value() {
    requireWarm();
    return Math.sqrt(divisor.variance(window.squaredDeviations(), period));
  }

  /**
   * Returns the mean of the same inputs.
   *
   * @throws IllegalStateException if the indicator is not yet warm
   */
  public double mean() {
    requireWarm();
    return window.mean();
  }

  @Override
  void clear() {
    window.clear();
  }

  @Override
  void saveOwn(StateOut out) {
    window.save(out);
  }

  @Override
  void loadOwn(StateIn in) {
    window.load(in);
  }
}
