package io.qbrain.model;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Market events of one kind and instrument, in columns, in order of time: what a replay goes
 * through. Immutable, and may be shared between threads.
 *
 * @since 1.1
 */
@ProviderType
public sealed interface EventSeries permits BarSeries, QuoteSeries, TradeSeries, DepthSeries {
  /** Returns the instrument. */
  InstrumentId instrument();

  /** Returns the number of events. */
  int size();

  /** Returns the time of a row from 0, of a bar when it closed, in nanoseconds since 1970. */
  long timeNanos(int row);

  /**
   * Returns the event of a row.
   *
   * @throws IndexOutOfBoundsException if there is no such row
   */
  MarketEvent event(int row);

  /** Returns the first row at or after a time, {@link #size} if there is none. */
  int firstRowAtOrAfter(long timeNanos);
}
