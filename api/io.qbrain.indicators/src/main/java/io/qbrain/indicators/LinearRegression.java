package io.qbrain.indicators;

import java.util.Arrays;

/**
 * The straight line through the last {@code period} inputs with the least squared distance, one
 * update being one step of x. Its {@link #value()} is the line at the newest input, in the unit of
 * the input; its {@link #slope()} is the trend, in that unit per update.
 *
 * <pre>
 * slope = sum of (i - (n - 1) / 2) * x[i] * 12 / (n * (n² - 1)), i = 0 for the oldest input
 * value = mean + slope * (n - 1) / 2, intercept = mean - slope * (n - 1) / 2
 * </pre>
 *
 * Inputs 1, 2, 6 with period 3: slope 2.5, value 5.5, intercept 0.5. Equal inputs have a slope of
 * exactly 0.
 *
 * <p>Rolls by the blocks that {@link Sma} describes, so rounding does not pile up.
 *
 * @since 1.0
 */
public final class LinearRegression extends Indicator {
  private static final int LAYOUT = 1601;

  /** As in {@link Sma}: inputs of the block, then sums to the end of the block before. */
  private final double[] slots;

  /** For the block before: sums from a slot to the end, weighted 0, 1, 2 and so on. */
  private final double[] weighted;

  private int filled;
  private double anchor;
  private double blockSum;
  private double blockWeighted;

  /**
   * @param period over how many inputs, at least 2
   * @throws IllegalArgumentException if the period is out of range
   */
  public LinearRegression(int period) {
    super("LinearRegression(" + period + ")", LAYOUT, period("period", 2, period), period);
    slots = new double[period];
    weighted = new double[period];
  }

  /**
   * Takes the next input.
   *
   * @throws IllegalArgumentException if the input is not finite
   */
  public void update(double input) {
    admit(input);
    double difference = input - anchor;
    blockSum += difference;
    blockWeighted += filled * difference;
    slots[filled] = input;
    filled++;
    if (filled == slots.length) {
      closeBlock(input);
    }
  }

  /** Returns the line's value at the newest input. */
  @Override
  public double value() {
    return mean() + slope() * (slots.length - 1) / 2;
  }

  /**
   * Returns by how much the line rises per update.
   *
   * @throws IllegalStateException if the indicator is not yet warm
   */
  public double slope() {
    requireWarm();
    double n = slots.length;
    double remaining = n - filled;
    double byPlace = weighted[filled] + remaining * blockSum + blockWeighted;
    return (byPlace - (n - 1) / 2 * (slots[filled] + blockSum)) * 12 / (n * (n * n - 1));
  }

  /**
   * Returns the line's value at the oldest input of the window.
   *
   * @throws IllegalStateException if the indicator is not yet warm
   */
  public double intercept() {
    return mean() - slope() * (slots.length - 1) / 2;
  }

  private double mean() {
    requireWarm();
    double sum = slots[filled] + blockSum;
    return sum == 0 ? anchor : (slots.length * anchor + sum) / slots.length;
  }

  private void closeBlock(double last) {
    anchor = last;
    double sum = 0;
    double sumByPlace = 0;
    for (int i = slots.length - 1; i >= 0; i--) {
      sumByPlace += sum;
      sum += slots[i] - anchor;
      slots[i] = sum;
      weighted[i] = sumByPlace;
    }
    filled = 0;
    blockSum = 0;
    blockWeighted = 0;
  }

  @Override
  void clear() {
    Arrays.fill(slots, 0);
    Arrays.fill(weighted, 0);
    filled = 0;
    anchor = 0;
    blockSum = 0;
    blockWeighted = 0;
  }

  @Override
  void saveOwn(StateOut out) {
    out.put(filled, anchor, blockSum, blockWeighted);
    out.put(slots);
    out.put(weighted);
  }

  @Override
  void loadOwn(StateIn in) {
    filled = in.index("place in the window", slots.length);
    anchor = in.number();
    blockSum = in.number();
    blockWeighted = in.number();
    in.numbers(slots);
    in.numbers(weighted);
  }
}
