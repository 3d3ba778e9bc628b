package io.qbrain.indicators;

import java.util.Arrays;

/**
 * The last {@code length} inputs, newest first: for what no indicator here computes.
 *
 * <p>Inputs 5, 6, 7, 8 into a window of 3: {@code get(0)} is 8, {@code get(2)} is 6. Unit: that of
 * the input. The {@link #value()} is the newest input.
 *
 * @since 1.0
 */
public final class RollingWindow extends Indicator {
  private static final int LAYOUT = 2101;

  private final double[] slots;
  private int next;

  /**
   * @param length how many inputs to keep, at least 1
   * @throws IllegalArgumentException if the length is out of range
   */
  public RollingWindow(int length) {
    super("RollingWindow(" + length + ")", LAYOUT, period("length", 1, length), length);
    slots = new double[length];
  }

  /**
   * Takes the next input and forgets the oldest once the window is full.
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
    slots[next] = input;
    next = next + 1 == slots.length ? 0 : next + 1;
  }

  /** Returns the newest input, {@code get(0)}. */
  @Override
  public double value() {
    return get(0);
  }

  /**
   * Returns the input that came {@code age} updates before the newest.
   *
   * @param age from 0 (the newest) to length - 1 (the oldest)
   * @throws IllegalStateException if the window is not yet full
   * @throws IndexOutOfBoundsException if the age is out of range
   */
  public double get(int age) {
    requireWarm();
    if (age < 0 || age >= slots.length) {
      throw new IndexOutOfBoundsException(
          this + ": expected 0 <= age < " + slots.length + ", found " + age);
    }
    int slot = next - 1 - age;
    return slots[slot < 0 ? slot + slots.length : slot];
  }

  /** Returns how many inputs the window keeps. */
  public int length() {
    return slots.length;
  }

  @Override
  void clear() {
    Arrays.fill(slots, 0);
    next = 0;
  }

  @Override
  void saveOwn(StateOut out) {
    out.put(next);
    out.put(slots);
  }

  @Override
  void loadOwn(StateIn in) {
    next = in.index("place in the window", slots.length);
    in.numbers(slots);
  }
}
