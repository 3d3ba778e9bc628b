package io.qbrain.model;

import java.nio.LongBuffer;

/**
 * The quotes of one instrument, in columns, in order of time; several may be of one time. Made by a
 * {@link Builder}. 40 bytes a quote.
 *
 * <p>Prices and sizes are in units of 1e-8, times in nanoseconds since 1970.
 *
 * @since 1.1
 */
public final class QuoteSeries extends TimedColumns implements EventSeries {
  private final long[] bid;
  private final long[] ask;
  private final long[] bidSize;
  private final long[] askSize;

  private QuoteSeries(Builder b) {
    super(b.instrument, b.columns, "quotes");
    this.bid = b.columns.values(0);
    this.ask = b.columns.values(1);
    this.bidSize = b.columns.values(2);
    this.askSize = b.columns.values(3);
  }

  /** Starts an empty series. */
  public static Builder builder(InstrumentId instrument) {
    return new Builder(instrument);
  }

  /** Returns the bid of a row. */
  public long bidRaw(int row) {
    return bid[row];
  }

  /** Returns the ask of a row. */
  public long askRaw(int row) {
    return ask[row];
  }

  /** Returns the quantity at the bid of a row. */
  public long bidSizeRaw(int row) {
    return bidSize[row];
  }

  /** Returns the quantity at the ask of a row. */
  public long askSizeRaw(int row) {
    return askSize[row];
  }

  @Override
  public Quote event(int row) {
    checked(row);
    return new Quote(instrument, timeNanos(row), bid[row], ask[row], bidSize[row], askSize[row]);
  }

  /** Collects quotes in order of time. Not thread-safe. */
  public static final class Builder {
    private final InstrumentId instrument;
    private final Columns columns;

    private Builder(InstrumentId instrument) {
      this.instrument = instrument;
      this.columns = new Columns(instrument + " quotes", 4);
    }

    /**
     * Adds a quote, prices and sizes in units of 1e-8.
     *
     * @throws IllegalArgumentException if it is older than the one before, the bid is above the ask
     *     or a size is negative
     */
    public Builder add(long timeNanos, long bid, long ask, long bidSize, long askSize) {
      columns.checkOrder(timeNanos);
      Quote.check(instrument, timeNanos, bid, ask, bidSize, askSize);
      int row = columns.add(timeNanos);
      columns.column(0)[row] = bid;
      columns.column(1)[row] = ask;
      columns.column(2)[row] = bidSize;
      columns.column(3)[row] = askSize;
      return this;
    }

    /**
     * Makes room for a number of quotes besides those that are there, so that columns do not grow
     * step by step.
     */
    public Builder reserve(int quotes) {
      columns.reserve(quotes);
      return this;
    }

    /**
     * Adds quotes by columns: time, bid, ask, bid size, ask size. Each buffer is read to its limit,
     * all alike.
     *
     * @throws IllegalArgumentException as {@link #add} does, or if there are other columns; nothing
     *     was added then
     */
    public Builder addColumns(LongBuffer... values) {
      int from = columns.size();
      columns.addAll(values);
      try {
        for (int row = from; row < columns.size(); row++) {
          check(row);
        }
      } catch (IllegalArgumentException e) {
        columns.cut(from);
        throw e;
      }
      return this;
    }

    private void check(int row) {
      long bid = columns.column(0)[row];
      long ask = columns.column(1)[row];
      long bidSize = columns.column(2)[row];
      long askSize = columns.column(3)[row];
      Quote.check(instrument, columns.time(row), bid, ask, bidSize, askSize);
    }

    /** Returns the series of what was added so far. */
    public QuoteSeries build() {
      return new QuoteSeries(this);
    }
  }
}
