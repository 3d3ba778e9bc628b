package io.qbrain.model;

import java.time.Instant;

/** Something that happened in the market: a closed bar, a quote, a trade or an order book. */
public sealed interface MarketEvent permits Bar, Quote, TradeTick, Depth {
  /** Returns the instrument. */
  InstrumentId instrument();

  /** Returns when it happened (a bar: when it closed), in nanoseconds since 1970. */
  long timeNanos();

  /** Returns when it happened (a bar: when it closed). */
  default Instant time() {
    return Times.instant(timeNanos());
  }
}
