package io.qbrain.indicators;

/**
 * On-balance volume: the volume of all bars that closed higher less that of all bars that closed
 * lower. Unit: that of the volume.
 *
 * <pre>obv = obv + volume if the close rose, obv - volume if it fell; 0 on the first bar</pre>
 *
 * Bars (close, volume) 10, 500 then 11, 300 then 10.5, 100 then 10.5, 900 give 0, 300, 200, 200.
 * Only its changes mean something, as its level depends on where the data begin. (LEAN begins with
 * the first bar's volume, Tulip Indicators with 0 as here.)
 *
 * <p>The sum is compensated: it stays exact to the last digits however long it runs.
 *
 * <p>Source: Joseph Granville, New Key to Stock Market Profits, 1963.
 *
 * @since 1.0
 */
public final class Obv extends Indicator {
  private static final int LAYOUT = 1501;

  private double previousClose;
  private double sum;
  private double compensation;

  /** Makes an on-balance volume; it is warm from the first bar on. */
  public Obv() {
    super("Obv()", LAYOUT, 1);
  }

  /**
   * Takes the next bar.
   *
   * @param close its closing price
   * @param volume what was traded in it, not negative
   * @throws IllegalArgumentException if a number is not finite, or the volume is negative
   */
  public void update(double close, double volume) {
    if (volume < 0) {
      throw new IllegalArgumentException(this + ": expected volume >= 0, found " + volume);
    }
    admit(close, volume);
    if (updates() > 1 && close != previousClose) {
      add(close > previousClose ? volume : -volume);
    }
    previousClose = close;
  }

  @Override
  public double value() {
    requireWarm();
    return sum + compensation;
  }

  /** Adds and keeps what the addition rounds away (Neumaier's summation). */
  private void add(double amount) {
    double total = sum + amount;
    compensation += Math.abs(sum) >= Math.abs(amount) ? sum - total + amount : amount - total + sum;
    sum = total;
  }

  @Override
  void clear() {
    previousClose = 0;
    sum = 0;
    compensation = 0;
  }

  @Override
  void saveOwn(StateOut out) {
    out.put(previousClose, sum, compensation);
  }

  @Override
  void loadOwn(StateIn in) {
    previousClose = in.number();
    sum = in.number();
    compensation = in.number();
  }
}
