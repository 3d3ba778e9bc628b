package io.qbrain.model;

import java.util.Arrays;

/**
 * The quotes of one instrument, in columns, in order of time; several may be of one time. Made by a
 * {@link Builder}. 40 bytes a quote.
 *
 * <p>Prices and sizes are in units of 1e-8, times in nanoseconds since 1970.
 *
 * @since 1.1
 */
public final class QuoteSeries implements EventSeries {
  private final InstrumentId instrument;
  private final int size;
  private final long[] time;
  private final long[] bid;
  private final long[] ask;
  private final long[] bidSize;
  private final long[] askSize;

  private QuoteSeries(Builder b) {
    this.instrument = b.instrument;
    this.size = b.size;
    this.time = Arrays.copyOf(b.time, size);
    this.bid = Arrays.copyOf(b.bid, size);
    this.ask = Arrays.copyOf(b.ask, size);
    this.bidSize = Arrays.copyOf(b.bidSize, size);
    this.askSize = Arrays.copyOf(b.askSize, size);
  }

  /** Starts an empty series. */
  public static Builder builder(InstrumentId instrument) {
    return new Builder(instrument);
  }

  @Override
  public InstrumentId instrument() {
    return instrument;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public long timeNanos(int row) {
    return time[row];
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
    Columns.checked(row, size, this);
    return new Quote(instrument, time[row], bid[row], ask[row], bidSize[row], askSize[row]);
  }

  @Override
  public int firstRowAtOrAfter(long timeNanos) {
    return Columns.firstAtOrAfter(time, size, timeNanos);
  }

  @Override
  public String toString() {
    return instrument + " quotes, " + size;
  }

  /** Collects quotes in order of time. Not thread-safe. */
  public static final class Builder {
    private final InstrumentId instrument;
    private int size;
    private long[] time = new long[1];
    private long[] bid = new long[1];
    private long[] ask = new long[1];
    private long[] bidSize = new long[1];
    private long[] askSize = new long[1];

    private Builder(InstrumentId instrument) {
      this.instrument = instrument;
    }

    /**
     * Adds a quote, prices and sizes in units of 1e-8.
     *
     * @throws IllegalArgumentException if it is older than the one before, the bid is above the ask
     *     or a size is negative
     */
    public Builder add(long timeNanos, long bid, long ask, long bidSize, long askSize) {
      Columns.checkOrder(time, size, timeNanos, instrument + " quotes");
      Quote.check(instrument, timeNanos, bid, ask, bidSize, askSize);
      if (size == time.length) {
        int capacity = Columns.grown(size);
        this.time = Arrays.copyOf(this.time, capacity);
        this.bid = Arrays.copyOf(this.bid, capacity);
        this.ask = Arrays.copyOf(this.ask, capacity);
        this.bidSize = Arrays.copyOf(this.bidSize, capacity);
        this.askSize = Arrays.copyOf(this.askSize, capacity);
      }
      this.time[size] = timeNanos;
      this.bid[size] = bid;
      this.ask[size] = ask;
      this.bidSize[size] = bidSize;
      this.askSize[size] = askSize;
      size++;
      return this;
    }

    /** Returns the series of what was added so far. */
    public QuoteSeries build() {
      return new QuoteSeries(this);
    }
  }
}
