package io.qbrain.indicators;

/**
 * True range: how far the price travelled in a bar, the gap from the previous close included. Unit:
 * that of the price.
 *
 * <pre>tr = max(high, previous close) - min(low, previous close); on the first bar high - low</pre>
 *
 * Bars (high, low, close) 11, 9, 10 and 13, 12, 12.5 give 2 and 3.
 *
 * <p>Source: J. Welles Wilder, New Concepts in Technical Trading Systems, 1978.
 *
 * @since 1.0
 */
public final class TrueRange extends Indicator {
  private static final int LAYOUT = 801;

  private double previousClose;
  private double range;

  /** Makes a true range; it is warm from the first bar on. */
  public TrueRange() {
    super("TrueRange()", LAYOUT, 1);
  }

  /**
   * Takes the next bar.
   *
   * @throws IllegalArgumentException if a price is not finite, or not {@code low <= close <= high}
   */
  public void update(double high, double low, double close) {
    admitBar(high, low, close);
    range =
        updates() == 1 ? high - low : Math.max(high, previousClose) - Math.min(low, previousClose);
    previousClose = close;
  }

  @Override
  public double value() {
    requireWarm();
    return range;
  }

  @Override
  void clear() {
    previousClose = 0;
    range = 0;
  }

  @Override
  void saveOwn(StateOut out) {
    out.put(previousClose, range);
  }

  @Override
  void loadOwn(StateIn in) {
    previousClose = in.number();
    range = in.number();
  }
}
