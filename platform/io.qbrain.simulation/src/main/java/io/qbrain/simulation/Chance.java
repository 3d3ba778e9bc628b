package io.qbrain.simulation;

import io.qbrain.model.Fixed;

/**
 * How likely it is that what may happen does. The numbers are drawn by {@link Draws}: the same seed
 * gives the same run on every machine.
 *
 * @param touch how likely a limit order that rests in the book fills when the market only touches
 *     its price, in units of 1e-8; drawn each time that it does
 * @param slip how likely a fill slips, in units of 1e-8; drawn for each fill
 * @param seed where the numbers start
 */
public record Chance(long touch, long slip, long seed) {
  /** All that may happen does. */
  public static final Chance NONE = new Chance(Fixed.ONE, Fixed.ONE, 0);

  /** Checks the probabilities. */
  public Chance {
    if (touch < 0 || touch > Fixed.ONE || slip < 0 || slip > Fixed.ONE || seed < 0) {
      throw new IllegalArgumentException(
          "expected probabilities from 0 to 1 and a seed >= 0, found "
              + Fixed.format(touch)
              + ", "
              + Fixed.format(slip)
              + " and "
              + seed);
    }
  }

  @Override
  public String toString() {
    return equals(NONE)
        ? ""
        : "; touched limits fill with probability "
            + Fixed.format(touch)
            + ", fills slip with "
            + Fixed.format(slip)
            + ", seed "
            + seed;
  }
}
