package io.qbrain.indicators;

import io.qbrain.indicators.Indicator.StateIn;
import io.qbrain.indicators.Indicator.StateOut;
import java.util.Arrays;

/**
 * Mean and sum of squared deviations of the last n inputs, by the blocks that {@link Sma}
 * describes: nothing is subtracted from a running sum, and squares are of differences from an input
 * within the window. So a window of equal inputs has a deviation of exactly zero, and a small
 * deviation at a high price keeps its digits: the relative error is below about n² x 1e-16,
 * whatever the price.
 */
final class WindowMoments {
  private final double[] slots;
  private final double[] squares;
  private int filled;
  private double anchor;
  private double blockSum;
  private double blockSquares;

  WindowMoments(int length) {
    slots = new double[length];
    squares = new double[length];
  }

  void add(double input) {
    double difference = input - anchor;
    slots[filled] = input;
    filled++;
    blockSum += difference;
    blockSquares += difference * difference;
    if (filled == slots.length) {
      closeBlock(input);
    }
  }

  /** Returns the mean of the window; it must be full. */
  double mean() {
    double sum = slots[filled] + blockSum;
    return sum == 0 ? anchor : (slots.length * anchor + sum) / slots.length;
  }

  /** Returns the sum of the squared deviations from the mean; the window must be full. */
  double squaredDeviations() {
    double sum = slots[filled] + blockSum;
    return Math.max(0, squares[filled] + blockSquares - sum * sum / slots.length);
  }

  private void closeBlock(double last) {
    anchor = last;
    double sum = 0;
    double sumOfSquares = 0;
    for (int i = slots.length - 1; i >= 0; i--) {
      double difference = slots[i] - anchor;
      sum += difference;
      sumOfSquares += difference * difference;
      slots[i] = sum;
      squares[i] = sumOfSquares;
    }
    filled = 0;
    blockSum = 0;
    blockSquares = 0;
  }

  void clear() {
    Arrays.fill(slots, 0);
    Arrays.fill(squares, 0);
    filled = 0;
    anchor = 0;
    blockSum = 0;
    blockSquares = 0;
  }

  void save(StateOut out) {
    out.put(filled, anchor, blockSum, blockSquares);
    out.put(slots);
    out.put(squares);
  }

  void load(StateIn in) {
    filled = in.index("place in the window", slots.length);
    anchor = in.number();
    blockSum = in.number();
    blockSquares = in.number();
    in.numbers(slots);
    in.numbers(squares);
  }
}
