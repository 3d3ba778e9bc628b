package io.qbrain.indicators;

/**
 * Wilder's relative strength index: the share of the upward in all movement, from 0 to 100.
 *
 * <pre>rsi = 100 * gains / (gains + losses), both {@link Rma}(n) of the changes' sizes</pre>
 *
 * Inputs 1, 2, 4, 3, 4 with period 2: 100 after the third (only gains), 60 after the fourth
 * (average gain 0.75, loss 0.5) and 77.78 after the fifth (0.875 and 0.25). When nothing moved,
 * gains and losses both being zero, it is 50.
 *
 * <p>Source: J. Welles Wilder, New Concepts in Technical Trading Systems, 1978.
 *
 * @since 1.0
 */
public final class Rsi extends Indicator {
  private static final int LAYOUT = 501;

  private final Rma gains;
  private final Rma losses;
  private double previous;

  /**
   * @param period over how many changes to average, at least 1; usually 14. Warm after one update
   *     more, for a change takes two inputs
   * @throws IllegalArgumentException if the period is out of range
   */
  public Rsi(int period) {
    super("Rsi(" + period + ")", LAYOUT, period("period", 1, period) + 1, period);
    gains = new Rma(period);
    losses = new Rma(period);
  }

  /**
   * Takes the next input, usually a close.
   *
   * @throws IllegalArgumentException if the input is not finite
   */
  public void update(double input) {
    admit(input);
    if (updates() > 1) {
      double change = input - previous;
      gains.take(Math.max(change, 0));
      losses.take(Math.max(-change, 0));
    }
    previous = input;
  }

  @Override
  public double value() {
    requireWarm();
    double all = gains.value() + losses.value();
    return all == 0 ? 50 : 100 * (gains.value() / all);
  }

  @Override
  void clear() {
    gains.reset();
    losses.reset();
    previous = 0;
  }

  @Override
  void saveOwn(StateOut out) {
    gains.save(out);
    losses.save(out);
    out.put(previous);
  }

  @Override
  void loadOwn(StateIn in) {
    gains.load(in);
    losses.load(in);
    previous = in.number();
  }
}
