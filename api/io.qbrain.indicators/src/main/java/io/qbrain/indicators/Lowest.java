package io.qbrain.indicators;

/**
 * The lowest of the last {@code period} inputs, the newest among them, in the unit of the input.
 *
 * <p>Inputs 1, 3, 2, 4 with period 3 give 1 after the third and 2 after the fourth.
 *
 * <p>For a breakout compare the price with the value before the update: afterwards the new price
 * belongs to the window and cannot undercut it.
 *
 * @since 1.0
 */
public final class Lowest extends Indicator {
  private static final int LAYOUT = 1901;

  private final WindowExtreme window;

  /**
   * @param period over how many inputs, at least 1
   * @throws IllegalArgumentException if the period is out of range
   */
  public Lowest(int period) {
    super("Lowest(" + period + ")", LAYOUT, period("period", 1, period), period);
    window = WindowExtreme.least(period);
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
    return window.value();
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
