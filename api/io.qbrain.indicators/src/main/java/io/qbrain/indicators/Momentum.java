package io.qbrain.indicators;

/**
 * Momentum: how far the input has moved in {@code period} updates, in the unit of the input.
 *
 * <pre>momentum = x - x[n updates ago]</pre>
 *
 * Inputs 100, 103, 105, 108 with period 2 give 5 after the third and 5 after the fourth. To compare
 * instruments of different price, {@link Roc} is the one.
 *
 * @since 1.0
 */
public final class Momentum extends Indicator {
  private static final int LAYOUT = 701;

  private final RollingWindow window;
  private double before;

  /**
   * @param period how many updates to look back, at least 1; warm one update later
   * @throws IllegalArgumentException if the period is out of range
   */
  public Momentum(int period) {
    super("Momentum(" + period + ")", LAYOUT, period("period", 1, period) + 1, period);
    window = new RollingWindow(period);
  }

  /**
   * Takes the next input, usually a close.
   *
   * @throws IllegalArgumentException if the input is not finite
   */
  public void update(double input) {
    admit(input);
    if (window.isWarm()) {
      before = window.get(window.length() - 1);
    }
    window.take(input);
  }

  @Override
  public double value() {
    requireWarm();
    return window.value() - before;
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
