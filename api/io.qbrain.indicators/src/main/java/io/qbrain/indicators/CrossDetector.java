package io.qbrain.indicators;

/**
 * Tells when one series crosses another, on the update on which it does and on no other.
 *
 * <pre>
 * Cross cross = detector.update(fast.value(), slow.value());
 * </pre>
 *
 * A cross needs a side to come from: the first update never is one, so that a strategy which starts
 * in the middle of a trend waits for the next. Equality is no side: below, equal, above is a cross
 * on the third update; above, equal, above is none at all. First series 4, 5, 6, 5, 6, 4 against a
 * standing 5: NONE, NONE, UP, NONE, NONE, DOWN.
 *
 * <p>As in backtrader. Tulip Indicators' {@code crossover} also reports above, equal, above.
 *
 * @since 1.0
 */
public final class CrossDetector extends Indicator {
  private static final int LAYOUT = 2001;

  /** The side of the last update that was not equal: 1 above, -1 below, 0 when there was none. */
  private double side;

  /** The newest answer as a number: 1 up, -1 down, 0 none. */
  private double turn;

  /** Makes a detector; it answers from the first update on. */
  public CrossDetector() {
    super("CrossDetector()", LAYOUT, 1);
  }

  /**
   * Takes the next pair of numbers.
   *
   * @param first the series that crosses
   * @param second the series or level that is crossed
   * @return whether the first series has just crossed the second, and which way
   * @throws IllegalArgumentException if a number is not finite
   */
  public Cross update(double first, double second) {
    admit(first, second);
    double now = first > second ? 1 : first < second ? -1 : 0;
    turn = now != 0 && now == -side ? now : 0;
    if (now != 0) {
      side = now;
    }
    return cross();
  }

  /**
   * Returns what the newest update told.
   *
   * @throws IllegalStateException if there was none
   */
  public Cross cross() {
    requireWarm();
    return turn > 0 ? Cross.UP : turn < 0 ? Cross.DOWN : Cross.NONE;
  }

  /** Returns what the newest update told as a number: 1 for up, -1 for down, 0 for none. */
  @Override
  public double value() {
    requireWarm();
    return turn;
  }

  @Override
  void clear() {
    side = 0;
    turn = 0;
  }

  @Override
  void saveOwn(StateOut out) {
    out.put(side, turn);
  }

  @Override
  void loadOwn(StateIn in) {
    side = in.number();
    turn = in.number();
  }
}
