package io.qbrain.indicators;

/**
 * Rate of change: the return over {@code period} updates, as a fraction (0.05 is 5 percent).
 *
 * <pre>roc = x / x[n updates ago] - 1</pre>
 *
 * Inputs 100, 103, 105 with period 2 give 0.05. Computed as {@code (x - before) / before}, which
 * keeps the digits of small returns. An input of zero has no rate of change and is refused; for
 * spreads, which pass through zero, {@link Momentum} is the one.
 *
 * <p>As in LEAN and Tulip Indicators; TA-Lib states it in percent.
 *
 * @since 1.0
 */
public final class Roc extends Indicator {
  private static final int LAYOUT = 601;

  private final RollingWindow window;
  private double before;

  /**
   * @param period how many updates to look back, at least 1; warm one update later
   * @throws IllegalArgumentException if the period is out of range
   */
  public Roc(int period) {
    super("Roc(" + period + ")", LAYOUT, period("period", 1, period) + 1, period);
    window = new RollingWindow(period);
  }

  /**
   * Takes the next input, usually a close.
   *
   * @throws IllegalArgumentException if the input is not finite, or is zero
   */
  public void update(double input) {
    if (input == 0) {
      throw new IllegalArgumentException(this + ": expected an input other than 0, found " + input);
    }
    admit(input);
    if (window.isWarm()) {
      before = window.get(window.length() - 1);
    }
    window.take(input);
  }

  @Override
  public double value() {
    requireWarm();
    return (window.value() - before) / before;
  }

  @Override
  void clear() {
    window.reset();
    before = 0;
  }

  @Override
  void saveOwn(StateOut out) {
    window.save(out);
    out.put(before);
  }

  @Override
  void loadOwn(StateIn in) {
    window.load(in);
    before = in.number();
  }
}
