package io.qbrain.indicators;

import io.qbrain.indicators.Indicator.StateIn;
import io.qbrain.indicators.Indicator.StateOut;
import java.util.Arrays;

/**
 * The greatest or the least of the last n inputs, by the blocks that {@link Sma} describes: up to
 * {@code filled} the slots hold the block's inputs, from there on the extreme of the block before
 * from that slot to its end (van Herk's and Gil and Werman's method).
 */
final class WindowExtreme {
  private final boolean greatest;
  private final double[] slots;
  private int filled;
  private double blockExtreme;

  private WindowExtreme(boolean greatest, int length) {
    this.greatest = greatest;
    slots = new double[length];
  }

  static WindowExtreme greatest(int length) {
    return new WindowExtreme(true, length);
  }

  static WindowExtreme least(int length) {
    return new WindowExtreme(false, length);
  }

  void add(double input) {
    slots[filled] = input;
    blockExtreme = filled == 0 ? input : extreme(blockExtreme, input);
    filled++;
    if (filled == slots.length) {
      closeBlock();
    }
  }

  /** Returns the extreme of the window; it must be full. */
  double value() {
    return filled == 0 ? slots[0] : extreme(slots[filled], blockExtreme);
  }

  private void closeBlock() {
    for (int i = slots.length - 2; i >= 0; i--) {
      slots[i] = extreme(slots[i], slots[i + 1]);
    }
    filled = 0;
  }

  private double extreme(double a, double b) {
    return greatest ? Math.max(a, b) : Math.min(a, b);
  }

  void clear() {
    Arrays.fill(slots, 0);
    filled = 0;
    blockExtreme = 0;
  }

  void save(StateOut out) {
    out.put(filled, blockExtreme);
    out.put(slots);
  }

  void load(StateIn in) {
    filled = in.index("place in the window", slots.length);
    blockExtreme = in.number();
    in.numbers(slots);
  }
}
