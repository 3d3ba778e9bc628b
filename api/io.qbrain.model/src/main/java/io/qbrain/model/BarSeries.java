package io.qbrain.model;

import java.util.Arrays;

/**
 * The closed bars of one instrument and length, in columns, in order of time. Immutable; made by a
 * {@link Builder}. 48 bytes a bar.
 *
 * <p>Prices and volumes are in units of 1e-8, times in nanoseconds since 1970.
 */
public final class BarSeries {
  final InstrumentId instrument;
  final BarSpec spec;
  final long[] closeTimeNanos;
  final long[] open;
  final long[] high;
  final long[] low;
  final long[] close;
  final long[] volume;
  private final int size;

  private BarSeries(Builder b, int capacity) {
    this.instrument = b.instrument;
    this.spec = b.spec;
    this.size = b.size;
    this.closeTimeNanos = Arrays.copyOf(b.time, capacity);
    this.open = Arrays.copyOf(b.open, capacity);
    this.high = Arrays.copyOf(b.high, capacity);
    this.low = Arrays.copyOf(b.low, capacity);
    this.close = Arrays.copyOf(b.close, capacity);
    this.volume = Arrays.copyOf(b.volume, capacity);
  }

  /** Starts an empty series. */
  public static Builder builder(InstrumentId instrument, BarSpec spec) {
    return new Builder(instrument, spec);
  }

  /** Returns the instrument. */
  public InstrumentId instrument() {
    return instrument;
  }

  /** Returns the length of a bar. */
  public BarSpec spec() {
    return spec;
  }

  /** Returns the number of bars. */
  public int size() {
    return size;
  }

  /** Returns the bar of a row from 0: a view of 24 bytes on these columns. */
  public Bar bar(int row) {
    if (row < 0 || row >= size) {
      throw new IndexOutOfBoundsException(
          instrument + " " + spec + ": expected a row from 0 to " + (size - 1) + ", found " + row);
    }
    return new Bar(this, row);
  }

  /** Returns when the bar of a row closed. */
  public long closeTimeNanos(int row) {
    return closeTimeNanos[row];
  }

  /** Returns the open of a row. */
  public long openRaw(int row) {
    return open[row];
  }

  /** Returns the high of a row. */
  public long highRaw(int row) {
    return high[row];
  }

  /** Returns the low of a row. */
  public long lowRaw(int row) {
    return low[row];
  }

  /** Returns the close of a row. */
  public long closeRaw(int row) {
    return close[row];
  }

  /** Returns the volume of a row. */
  public long volumeRaw(int row) {
    return volume[row];
  }

  /** Returns the first row that closes at or after a time, {@link #size} if there is none. */
  public int firstRowAtOrAfter(long timeNanos) {
    int at = Arrays.binarySearch(closeTimeNanos, 0, size, timeNanos);
    return at >= 0 ? at : -at - 1;
  }

  @Override
  public String toString() {
    return instrument + " " + spec + ", " + size + " bars";
  }

  /** Collects bars in order of time. Not thread-safe. */
  public static final class Builder {
    private final InstrumentId instrument;
    private final BarSpec spec;
    private int size;
    private long[] time = new long[1];
    private long[] open = new long[1];
    private long[] high = new long[1];
    private long[] low = new long[1];
    private long[] close = new long[1];
    private long[] volume = new long[1];

    private Builder(InstrumentId instrument, BarSpec spec) {
      this.instrument = instrument;
      this.spec = spec;
    }

    /**
     * Adds a bar, prices and volume in units of 1e-8.
     *
     * @throws IllegalArgumentException if it does not close after the one before, high is not the
     *     greatest, low not the least, or the volume is negative
     */
    public Builder add(
        long closeTimeNanos, long open, long high, long low, long close, long volume) {
      if (size > 0 && closeTimeNanos <= time[size - 1]) {
        throw bad("a close time after " + Times.instant(time[size - 1]), closeTimeNanos, "");
      }
      if (high < Math.max(open, close) || low > Math.min(open, close) || volume < 0) {
        throw bad(
            "low <= open, close <= high and volume >= 0",
            closeTimeNanos,
            ": open "
                + Fixed.format(open)
                + ", high "
                + Fixed.format(high)
                + ", low "
                + Fixed.format(low)
                + ", close "
                + Fixed.format(close)
                + ", volume "
                + Fixed.format(volume));
      }
      if (size == time.length) {
        grow();
      }
      this.time[size] = closeTimeNanos;
      this.open[size] = open;
      this.high[size] = high;
      this.low[size] = low;
      this.close[size] = close;
      this.volume[size] = volume;
      size++;
      return this;
    }

    private void grow() {
      int capacity = Math.max(16, Math.addExact(size, size >> 1));
      time = Arrays.copyOf(time, capacity);
      open = Arrays.copyOf(open, capacity);
      high = Arrays.copyOf(high, capacity);
      low = Arrays.copyOf(low, capacity);
      close = Arrays.copyOf(close, capacity);
      volume = Arrays.copyOf(volume, capacity);
    }

    private IllegalArgumentException bad(String expected, long timeNanos, String found) {
      return new IllegalArgumentException(
          instrument
              + " "
              + spec
              + ": expected "
              + expected
              + ", found the bar closing "
              + Times.instant(timeNanos)
              + found);
    }

    /** Returns the series of what was added so far. */
    public BarSeries build() {
      return new BarSeries(this, size);
    }
  }
}
