package io.qbrain.indicators;

/**
 * Commodity channel index: how far the typical price is from its average, measured in mean
 * deviations, so scaled that most values lie between -100 and 100. No unit.
 *
 * <pre>
 * typical = (high + low + close) / 3
 * cci     = (typical - mean) / (0.015 * mean of |typical[i] - mean|), over n bars
 * </pre>
 *
 * Bars of typical price 10, 11, 13.5 with period 3: mean 11.5, mean deviation 1.333, cci 100. When
 * all typical prices are equal, it is 0.
 *
 * <p>The mean deviation has no incremental form: an update takes time in proportion to the period,
 * unlike with all others here.
 *
 * <p>Source: Donald Lambert, Commodities, October 1980.
 *
 * @since 1.0
 */
public final class Cci extends Indicator {
  private static final int LAYOUT = 1401;
  private static final double SCALE = 0.015;

  private final RollingWindow typical;
  private double index;

  /**
   * @param period over how many bars, at least 2; usually 20
   * @throws IllegalArgumentException if the period is out of range
   */
  public Cci(int period) {
    super("Cci(" + period + ")", LAYOUT, period("period", 2, period), period);
    typical = new RollingWindow(period);
  }

  /**
   * Takes the next bar.
   *
   * @throws IllegalArgumentException if a price is not finite, or not {@code low <= close <= high}
   */
  public void update(double high, double low, double close) {
    admitBar(high, low, close);
    typical.take((high + low + close) / 3);
    if (isWarm()) {
      index = indexOfWindow();
    }
  }

  @Override
  public double value() {
    requireWarm();
    return index;
  }

  /** Works with differences from the newest price, which are exactly zero when nothing moved. */
  private double indexOfWindow() {
    int n = typical.length();
    double newest = typical.get(0);
    double sum = 0;
    for (int age = 0; age < n; age++) {
      sum += typical.get(age) - newest;
    }
    double mean = sum / n;
    double deviations = 0;
    for (int age = 0; age < n; age++) {
      deviations += Math.abs(typical.get(age) - newest - mean);
    }
    return deviations == 0 ? 0 : -mean / (SCALE * (deviations / n));
  }

  @Override
  void clear() {
    typical.reset();
    index = 0;
  }

  @Override
  void saveOwn(StateOut out) {
    typical.save(out);
    out.put(index);
  }

  @Override
  void loadOwn(StateIn in) {
    typical.load(in);
    index = in.number();
  }
}
