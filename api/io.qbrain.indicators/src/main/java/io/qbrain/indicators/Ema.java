package io.qbrain.indicators;

/**
 * Exponential moving average: each input moves the average by a fixed share of its distance from
 * it. Unit: that of the input.
 *
 * <pre>ema = ema + (x - ema) * 2 / (n + 1)</pre>
 *
 * Inputs 1, 2, 3, 5 with period 3 (share 1/2): seeded with the mean of the first three it is 2
 * after the third and 3.5 after the fourth; seeded with the first value it is 2.25 and 3.625.
 *
 * <p>How the average begins is a choice which platforms make differently, and for some periods'
 * time it shows; so it must be said. In both cases the indicator is warm after {@code period}
 * updates.
 *
 * @since 1.0
 */
public final class Ema extends Indicator {
  private static final int LAYOUT = 201;

  /** How an exponential average begins. */
  public enum Seed {
    /** With the first input. So do NautilusTrader and Tulip Indicators. */
    FIRST_VALUE(1),
    /** With the simple mean of the first {@code period} inputs. So do LEAN and TA-Lib. */
    SMA_OF_FIRST_N(2);

    /** What stands for the seed in saved states; unlike the ordinal it stays. */
    final int code;

    Seed(int code) {
      this.code = code;
    }
  }

  private final double share;
  private final int meanUntil;
  private double average;

  /**
   * @param period the number n in the formula, at least 1; the share is 2 / (n + 1)
   * @param seed how the average begins
   * @throws IllegalArgumentException if the period is out of range
   */
  public Ema(int period, Seed seed) {
    super(
        "Ema(" + period + ", " + seed + ")",
        LAYOUT,
        period("period", 1, period),
        period,
        seed.code);
    share = 2.0 / (period + 1);
    meanUntil = seed == Seed.SMA_OF_FIRST_N ? period : 1;
  }

  /**
   * Takes the next input.
   *
   * @throws IllegalArgumentException if the input is not finite
   */
  public void update(double input) {
    check(input);
    take(input);
  }

  /** Takes an input that is known to be in order, from an indicator which contains this one. */
  void take(double input) {
    count();
    average += (input - average) * (updates() > meanUntil ? share : 1.0 / updates());
  }

  @Override
  public double value() {
    requireWarm();
    return average;
  }

  @Override
  void clear() {
    average = 0;
  }

  @Override
  void saveOwn(StateOut out) {
    out.put(average);
  }

  @Override
  void loadOwn(StateIn in) {
    average = in.number();
  }
}
