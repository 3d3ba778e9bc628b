package io.qbrain.indicators;

/**
 * Moving average convergence divergence: the distance of a fast from a slow exponential average,
 * and the distance of that from its own average. Unit: that of the input.
 *
 * <pre>
 * line      = ema(fast) - ema(slow)
 * signal    = ema(signal) of the line
 * histogram = line - signal
 * </pre>
 *
 * All three averages begin in the same, chosen way. The signal average is fed from the first bar on
 * which fast and slow are both warm, so all is warm after {@code slow + signal - 1} updates. (A
 * signal period of 1 makes the signal the line itself, and that warm after {@code slow} updates.)
 *
 * <p>Inputs 1, 2, 3, 4, 6 with periods 1, 3 and 2, seeded with means: the line is 1 on the third
 * and the fourth bar and 1.5 on the fifth, the signal 1 on the fourth and 1.333 on the fifth.
 *
 * <p>Source: Gerald Appel, as in LEAN. Tulip Indicators rounds the shares of the periods 12 and 26
 * to 0.15 and 0.075 and so differs for these.
 *
 * @since 1.0
 */
public final class Macd extends Indicator {
  private static final int LAYOUT = 401;

  private final Ema fast;
  private final Ema slow;
  private final Ema signal;

  /**
   * @param fast period of the fast average, at least 1; usually 12
   * @param slow period of the slow average, greater than fast; usually 26
   * @param signal period of the signal average, at least 1; usually 9
   * @param seed how the averages begin
   * @throws IllegalArgumentException if a period is out of range
   */
  public Macd(int fast, int slow, int signal, Ema.Seed seed) {
    super(
        "Macd(" + fast + ", " + slow + ", " + signal + ", " + seed + ")",
        LAYOUT,
        slowPeriod(fast, slow) + period("signal", 1, signal) - 1,
        fast,
        slow,
        signal,
        seed.code);
    this.fast = new Ema(fast, seed);
    this.slow = new Ema(slow, seed);
    this.signal = new Ema(signal, seed);
  }

  /**
   * Takes the next input, usually a close.
   *
   * @throws IllegalArgumentException if the input is not finite
   */
  public void update(double input) {
    admit(input);
    fast.take(input);
    slow.take(input);
    if (slow.isWarm()) {
      signal.take(fast.value() - slow.value());
    }
  }

  /** Returns the line: fast less slow average. */
  @Override
  public double value() {
    requireWarm();
    return fast.value() - slow.value();
  }

  /**
   * Returns the signal: the average of the line.
   *
   * @throws IllegalStateException if the indicator is not yet warm
   */
  public double signal() {
    requireWarm();
    return signal.value();
  }

  /**
   * Returns the histogram: line less signal.
   *
   * @throws IllegalStateException if the indicator is not yet warm
   */
  public double histogram() {
    return value() - signal();
  }

  /**
   * Returns the fast average, in which strategies measure the distance of the lines.
   *
   * @throws IllegalStateException if the indicator is not yet warm
   */
  public double fast() {
    requireWarm();
    return fast.value();
  }

  /**
   * Returns the slow average.
   *
   * @throws IllegalStateException if the indicator is not yet warm
   */
  public double slow() {
    requireWarm();
    return slow.value();
  }

  private static int slowPeriod(int fast, int slow) {
    if (fast < 1 || fast >= slow) {
      throw new IllegalArgumentException(
          "expected 1 <= fast < slow, found " + fast + " and " + slow);
    }
    return period("slow", 2, slow);
  }

  @Override
  void clear() {
    fast.reset();
    slow.reset();
    signal.reset();
  }

  @Override
  void saveOwn(StateOut out) {
    fast.save(out);
    slow.save(out);
    signal.save(out);
  }

  @Override
  void loadOwn(StateIn in) {
    fast.load(in);
    slow.load(in);
    signal.load(in);
  }
}
