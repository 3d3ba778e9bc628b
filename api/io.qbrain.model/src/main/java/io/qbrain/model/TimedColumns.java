package io.qbrain.model;

/** What the series of ticks have in common: an instrument, and times in order. */
abstract sealed class TimedColumns permits QuoteSeries, TradeSeries, DepthSeries {
  final InstrumentId instrument;
  private final long[] time;
  private final String kind;

  TimedColumns(InstrumentId instrument, Columns columns, String kind) {
    this.instrument = instrument;
    this.time = columns.times();
    this.kind = kind;
  }

  /** Returns the instrument. */
  public InstrumentId instrument() {
    return instrument;
  }

  /** Returns the number of events. */
  public int size() {
    return time.length;
  }

  /** Returns the time of a row from 0, in nanoseconds since 1970. */
  public long timeNanos(int row) {
    return time[row];
  }

  /** Returns the first row at or after a time, {@link #size} if there is none. */
  public int firstRowAtOrAfter(long timeNanos) {
    return Columns.firstAtOrAfter(time, time.length, timeNanos);
  }

  @Override
  public String toString() {
    return instrument + " " + kind + ", " + time.length;
  }

  final int checked(int row) {
    return Columns.checked(row, time.length, this);
  }
}
