package io.qbrain.indicators;

/**
 * Stochastic oscillator: where the close lies in the recent range, from 0 (at the low) to 100 (at
 * the high).
 *
 * <pre>
 * raw = 100 * (close - lowest low) / (highest high - lowest low), over n bars
 * k   = {@link Sma}(slowing) of raw
 * d   = {@link Sma}(signal) of k
 * </pre>
 *
 * Bars (high, low, close) 10, 8, 9 then 11, 9, 10 then 12, 10, 12 with period 2, slowing 1 and
 * signal 2: raw values 66.67 and 100, so k is 100 and d 83.33 after the third. A range of zero
 * counts as 50. Slowing 1 is the fast stochastic, 3 the usual slow one. All is warm after {@code
 * period + slowing + signal - 2} bars.
 *
 * <p>Source: George Lane; as in Tulip Indicators.
 *
 * @since 1.0
 */
public final class Stochastic extends Indicator {
  private static final int LAYOUT = 1301;

  private final WindowExtreme highs;
  private final WindowExtreme lows;
  private final Sma k;
  private final Sma d;
  private final int period;

  /**
   * @param period over how many bars the range goes, at least 1; usually 14
   * @param slowing over how many raw values k is averaged, at least 1; usually 3
   * @param signal over how many k d is averaged, at least 1; usually 3
   * @throws IllegalArgumentException if an argument is out of range
   */
  public Stochastic(int period, int slowing, int signal) {
    super(
        "Stochastic(" + period + ", " + slowing + ", " + signal + ")",
        LAYOUT,
        period("period", 1, period)
            + period("slowing", 1, slowing)
            + period("signal", 1, signal)
            - 2,
        period,
        slowing,
        signal);
    this.period = period;
    highs = WindowExtreme.greatest(period);
    lows = WindowExtreme.least(period);
    k = new Sma(slowing);
    d = new Sma(signal);
  }

  /**
   * Takes the next bar.
   *
   * @throws IllegalArgumentException if a price is not finite, or not {@code low <= close <= high}
   */
  public void update(double high, double low, double close) {
    admitBar(high, low, close);
    highs.add(high);
    lows.add(low);
    if (updates() < period) {
      return;
    }
    double range = highs.value() - lows.value();
    k.take(range == 0 ? 50 : 100 * ((close - lows.value()) / range));
    if (k.isWarm()) {
      d.take(k.value());
    }
  }

  /** Returns k. */
  @Override
  public double value() {
    requireWarm();
    return k.value();
  }

  /**
   * Returns d, the signal line.
   *
   * @throws IllegalStateException if the indicator is not yet warm
   */
  public double signal() {
    requireWarm();
    return d.value();
  }

  @Override
  void clear() {
    highs.clear();
    lows.clear();
    k.reset();
    d.reset();
  }

  @Override
  void saveOwn(StateOut out) {
    highs.save(out);
    lows.save(out);
    k.save(out);
    d.save(out);
  }

  @Override
  void loadOwn(StateIn in) {
    highs.load(in);
    lows.load(in);
    k.load(in);
    d.load(in);
  }
}
