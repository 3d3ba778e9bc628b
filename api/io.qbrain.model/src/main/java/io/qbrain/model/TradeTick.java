package io.qbrain.model;

import java.time.Instant;

/** A trade that somebody made in the market. */
public final class TradeTick implements MarketEvent {
  private final InstrumentId instrument;
  private final long timeNanos;
  private final long price;
  private final long quantity;

  TradeTick(InstrumentId instrument, long timeNanos, long price, long quantity) {
    this.instrument = instrument;
    this.timeNanos = timeNanos;
    this.price = price;
    this.quantity = quantity;
  }

  /**
   * Returns a trade; throws IllegalArgumentException unless the quantity is above zero and the
   * price is a number.
   */
  public static TradeTick of(
      InstrumentId instrument, Instant time, Price price, Quantity quantity) {
    long nanos = Times.nanos(time);
    check(instrument, nanos, price.raw(), quantity.raw());
    return new TradeTick(instrument, nanos, price.raw(), quantity.raw());
  }

  static void check(InstrumentId instrument, long timeNanos, long price, long quantity) {
    if (quantity <= 0 || price == Fixed.NO_NUMBER) {
      throw new IllegalArgumentException(
          instrument
              + ": expected a quantity > 0 and a price, found "
              + Quantity.ofRaw(quantity)
              + " @ "
              + Price.ofRaw(price)
              + " at "
              + Times.instant(timeNanos));
    }
  }

  @Override
  public InstrumentId instrument() {
    return instrument;
  }

  @Override
  public long timeNanos() {
    return timeNanos;
  }

  /** Returns the price. */
  public Price price() {
    return Price.ofRaw(price);
  }

  /** Returns the quantity. */
  public Quantity quantity() {
    return Quantity.ofRaw(quantity);
  }

  @Override
  public String toString() {
    return instrument + " " + time() + " " + quantity() + " @ " + price();
  }
}
