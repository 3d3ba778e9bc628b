package io.qbrain.model;

/**
 * What a book holds of an instrument.
 *
 * @param instrument the instrument
 * @param quantity signed: negative is short
 * @param cost what was paid for it (negative for a short: what was received), without fees; the
 *     notional at entry for a future
 * @param realizedProfit profit of what was closed, before fees
 * @param fees fees paid
 */
public record Position(
    InstrumentId instrument, Quantity quantity, Money cost, Money realizedProfit, Money fees) {

  /** Returns no position. */
  public static Position flat(InstrumentId instrument, Currency currency) {
    Money zero = Money.zero(currency);
    return new Position(instrument, Quantity.ZERO, zero, zero, zero);
  }

  /** Returns whether nothing is held. */
  public boolean isFlat() {
    return quantity.isZero();
  }

  /** Returns the mean entry price for a given multiplier, half even to 1e-8; zero when flat. */
  public Price averagePrice(Quantity multiplier) {
    return isFlat()
        ? Price.ZERO
        : Price.ofRaw(Fixed.divide(cost.raw(), Fixed.multiply(quantity.raw(), multiplier.raw())));
  }
}
