package io.qbrain.model;

/**
 * One position of a hedging account: several of an instrument may be open at once, long and short.
 *
 * @param id its id; an order that names it reduces it
 * @param instrument the instrument
 * @param quantity signed: negative is short; never zero
 * @param cost what it is worth at its entry prices, with the sign of the quantity
 * @param openedNanos when its first fill was, in nanoseconds since 1970
 * @since 1.1
 */
public record OpenPosition(
    PositionId id, InstrumentId instrument, Quantity quantity, Money cost, long openedNanos) {

  /** Returns the mean entry price for a given multiplier, half even to 1e-8. */
  public Price averagePrice(Quantity multiplier) {
    return Price.ofRaw(Fixed.divide(cost.raw(), Fixed.multiply(quantity.raw(), multiplier.raw())));
  }
}
