package io.qbrain.indicators;

import java.util.Arrays;

/**
 * Simple moving average: the mean of the last {@code period} inputs, in the unit of the input.
 *
 * <pre>sma = (x[0] + x[1] + ... + x[n-1]) / n</pre>
 *
 * Inputs 1, 2, 3, 7 with period 3 give 2 after the third and 4 after the fourth.
 *
 * <p><b>Rounding.</b> Nothing is ever subtracted from a running sum, so rounding does not pile up,
 * and an outlier leaves no trace once it has left the window. The window is the end of one block of
 * {@code period} inputs and the beginning of the next: when a block is complete, the sums from each
 * of its places to its end are laid down, and each further update adds one of them to the running
 * sum of the new block. What is summed are differences from the last input of the complete block,
 * which lies within the window: a window of equal inputs has exactly that input as its mean, so two
 * averages of a standing price are equal whatever their periods; for whole numbers (ticks) the
 * result is the correctly rounded mean as long as the sum is below 2^53.
 *
 * @since 1.0
 */
public final class Sma extends Indicator {
  private static final int LAYOUT = 101;

  /** Up to {@code filled}: the block's inputs; from there: sums to the end of the block before. */
  private final double[] slots;

  private int filled;
  private double anchor;
  private double blockSum;

  /**
   * @param period how many inputs to average, at least 1
   * @throws IllegalArgumentException if the period is out of range
   */
  public Sma(int period) {
    super("Sma(" + period + ")", LAYOUT, period("period", 1, period), period);
    slots = new double[period];
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
    slots[filled] = input;
    filled++;
    blockSum += input - anchor;
    if (filled == slots.length) {
      closeBlock(input);
    }
  }

  @Override
  public double value() {
    requireWarm();
    double sum = slots[filled] + blockSum;
    return sum == 0 ? anchor : (slots.length * anchor + sum) / slots.length;
  }

  private void closeBlock(double last) {
    anchor = last;
    double sum = 0;
    for (int i = slots.length - 1; i >= 0; i--) {
      sum += slots[i] - anchor;
      slots[i] = sum;
    }
    filled = 0;
    blockSum = 0;
  }

  @Override
  void clear() {
    Arrays.fill(slots, 0);
    filled = 0;
    anchor = 0;
    blockSum = 0;
  }

  @Override
  void saveOwn(StateOut out) {
    out.put(filled, anchor, blockSum);
    out.put(slots);
  }

  @Override
  void loadOwn(StateIn in) {
    filled = in.index("place in the window", slots.length);
    anchor = in.number();
    blockSum = in.number();
    in.numbers(slots);
  }
}
