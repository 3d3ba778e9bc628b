package io.qbrain.kernel;

import io.qbrain.model.Fixed;

/**
 * When positions are closed for want of margin, and how much of them. {@link #WHOLE} closes
 * positions as a whole as soon as the equity is below the maintenance margin, those first that take
 * most of it. Otherwise the margin is looked at now and then, while the markets of all positions
 * are open: once it is above the equity by more than a buffer, as much as is missing is closed of
 * the position that has lost most; if that is not enough, the next one is asked for the same.
 *
 * @param whole whether positions are closed as a whole
 * @param buffer how far the margin may be above the equity, as a share of it in units of 1e-8
 * @param everyNanos how much time passes at least from one look to the next
 */
public record MarginCalls(boolean whole, long buffer, long everyNanos) {
  /** Positions are closed as a whole, as soon as the margin is missing. */
  public static final MarginCalls WHOLE = new MarginCalls(true, 0, 0);

  private static final String MISSING = "missing:";

  /** Checks the ranges. */
  public MarginCalls {
    if (buffer < 0 || buffer > Fixed.ONE || everyNanos < 0) {
      throw new IllegalArgumentException(
          "expected a buffer from 0 to 1 and a time >= 0, found "
              + Fixed.format(buffer)
              + " and "
              + everyNanos
              + " ns");
    }
  }

  /**
   * Reads {@code whole}, or {@code missing:BUFFER:SECONDS}, e.g. {@code missing:0.1:300s}. {@link
   * #toString} is the inverse.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static MarginCalls parse(String text) {
    if (text.equals("whole")) {
      return WHOLE;
    }
    int colon = text.lastIndexOf(':');
    if (!text.startsWith(MISSING) || colon < MISSING.length()) {
      throw new IllegalArgumentException(
          "expected margin calls such as whole or missing:0.1:300s, found '" + text + "'");
    }
    return new MarginCalls(
        false,
        Fixed.parse(text.substring(MISSING.length(), colon)),
        DayLeverage.seconds(text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return whole ? "whole" : MISSING + Fixed.format(buffer) + ":" + DayLeverage.text(everyNanos);
  }
}
