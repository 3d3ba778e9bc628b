package io.qbrain.simulation;

import io.qbrain.kernel.FeeModel;
import io.qbrain.model.Fixed;

/**
 * The conventions of a simulated venue. A market order fills at the open of the first bar that
 * opens at or after the order, or at the next quote or trade; a limit at its price or at a better
 * open; a stop at its price, or at the open if that is worse. Within one bar market orders come
 * first, then stops, then limits.
 *
 * @param strictLimits whether the market must trade through a limit (true) or touch it (false)
 * @param slippage how much worse a market or stop order fills, in units of 1e-8 of the price's
 *     currency; never improves or worsens a limit
 * @param fees what a fill costs
 */
public record VenueRules(boolean strictLimits, long slippage, FeeModel fees) {
  /** Checks the slippage. */
  public VenueRules {
    if (slippage < 0) {
      throw new IllegalArgumentException(
          "expected a slippage >= 0, found " + Fixed.format(slippage));
    }
  }

  /** Returns when and at which price orders fill, e.g. for the settings of a run. */
  public String describeFills() {
    return "next open or quote; limits "
        + (strictLimits ? "traded through" : "touched")
        + "; slippage "
        + Fixed.format(slippage);
  }

  @Override
  public String toString() {
    return describeFills() + "; fees " + fees;
  }
}
