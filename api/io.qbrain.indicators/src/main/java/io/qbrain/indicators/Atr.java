package io.qbrain.indicators;

/**
 * Average true range: the usual measure of how much a price moves per bar. Unit: that of the price.
 *
 * <pre>atr = {@link Rma}(n) of the {@link TrueRange}</pre>
 *
 * Bars (high, low, close) 11, 9, 10 then 13, 12, 12.5 then 13, 11.5, 12 with period 2: true ranges
 * 2, 3 and 1.5, so 2.5 after the second and 2 after the third. The first bar counts with its high
 * less low.
 *
 * <p>Source: J. Welles Wilder, New Concepts in Technical Trading Systems, 1978.
 *
 * @since 1.0
 */
public final class Atr extends Indicator {
  private static final int LAYOUT = 901;

  private final TrueRange range = new TrueRange();
  private final Rma average;

  /**
   * @param period over how many bars to average, at least 1; usually 14
   * @throws IllegalArgumentException if the period is out of range
   */
  public Atr(int period) {
    super("Atr(" + period + ")", LAYOUT, period("period", 1, period), period);
    average = new Rma(period);
  }

  /**
   * Takes the next bar.
   *
   * @throws IllegalArgumentException if a price is not finite, or not {@code low <= close <= high}
   */
  public void update(double high, double low, double close) {
    admitBar(high, low, close);
    range.update(high, low, close);
    average.take(range.value());
  }

  @Override
  public double value() {
    requireWarm();
    return average.value();
  }

  @Override
  void clear() {
    range.reset();
    average.reset();
  }

  @Override
  void saveOwn(StateOut out) {
    range.save(out);
    average.save(out);
  }

  @Override
  void loadOwn(StateIn in) {
    range.load(in);
    average.load(in);
  }
}
