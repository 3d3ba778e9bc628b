package io.qbrain.model;

import java.time.Instant;

/** The best bid and ask of an instrument at one time. */
public final class Quote implements MarketEvent {
  private final InstrumentId instrument;
  private final long timeNanos;
  private final long bid;
  private final long ask;
  private final long bidSize;
  private final long askSize;

  Quote(InstrumentId instrument, long timeNanos, long bid, long ask, long bidSize, long askSize) {
    this.instrument = instrument;
    this.timeNanos = timeNanos;
    this.bid = bid;
    this.ask = ask;
    this.bidSize = bidSize;
    this.askSize = askSize;
  }

  /** Returns a quote; throws IllegalArgumentException if the bid is above the ask. */
  public static Quote of(
      InstrumentId instrument,
      Instant time,
      Price bid,
      Price ask,
      Quantity bidSize,
      Quantity askSize) {
    long nanos = Times.nanos(time);
    check(instrument, nanos, bid.raw(), ask.raw(), bidSize.raw(), askSize.raw());
    return new Quote(instrument, nanos, bid.raw(), ask.raw(), bidSize.raw(), askSize.raw());
  }

  static void check(
      InstrumentId instrument, long timeNanos, long bid, long ask, long bidSize, long askSize) {
    if (bid > ask || bid == Fixed.NO_NUMBER || bidSize < 0 || askSize < 0) {
      throw new IllegalArgumentException(
          instrument
              + ": expected bid <= ask and sizes >= 0, found bid "
              + Price.ofRaw(bid)
              + " x "
              + Fixed.format(bidSize)
              + ", ask "
              + Fixed.format(ask)
              + " x "
              + Fixed.format(askSize)
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

  /** Returns the best price that a seller gets. */
  public Price bid() {
    return Price.ofRaw(bid);
  }

  /** Returns the best price that a buyer pays. */
  public Price ask() {
    return Price.ofRaw(ask);
  }

  /** Returns the quantity at the bid. */
  public Quantity bidSize() {
    return Quantity.ofRaw(bidSize);
  }

  /** Returns the quantity at the ask. */
  public Quantity askSize() {
    return Quantity.ofRaw(askSize);
  }

  @Override
  public String toString() {
    return instrument + " " + time() + " " + bid() + " / " + ask();
  }
}
