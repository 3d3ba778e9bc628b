package io.qbrain.model;

import java.nio.LongBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The closed bars of one instrument and length, in columns, in order of time. Immutable; made by a
 * {@link Builder}. 48 bytes a bar, 56 where bars say when they opened.
 *
 * <p>Bars of time close one after the other; of other kinds several may close at one time. Prices
 * and volumes are in units of 1e-8, times in nanoseconds since 1970.
 */
public final class BarSeries implements EventSeries {
  final InstrumentId instrument;
  final BarSpec spec;
  final long[] closeTimeNanos;
  final long[] open;
  final long[] high;
  final long[] low;
  final long[] close;
  final long[] volume;

  /** When bars opened; null if each did its length before its close. */
  private final long @Nullable [] opened;

  private final int size;
  private final long lowest;

  /** The time from each close to the next; 0 if it is not always the same. */
  private final long pace;

  private BarSeries(Builder b, int capacity) {
    this.instrument = b.instrument;
    this.spec = b.spec;
    this.size = b.size;
    this.lowest = b.lowest;
    this.pace = b.size > 1 && b.evenly ? b.time[1] - b.time[0] : 0;
    this.closeTimeNanos = Columns.whole(b.time, capacity);
    this.open = Columns.whole(b.open, capacity);
    this.high = Columns.whole(b.high, capacity);
    this.low = Columns.whole(b.low, capacity);
    this.close = Columns.whole(b.close, capacity);
    this.volume = Columns.whole(b.volume, capacity);
    this.opened = b.opened == null ? null : Columns.whole(b.opened, capacity);
  }

  /** The same bars with another column of the same times. */
  private BarSeries(BarSeries from, long[] times) {
    this.instrument = from.instrument;
    this.spec = from.spec;
    this.size = from.size;
    this.lowest = from.lowest;
    this.pace = from.pace;
    this.closeTimeNanos = times;
    this.open = from.open;
    this.high = from.high;
    this.low = from.low;
    this.close = from.close;
    this.volume = from.volume;
    this.opened = from.opened;
  }

  /**
   * Returns the same bars with the column of times of another series, if both have the same times,
   * else this: series of one grid that are read side by side need it once.
   *
   * @since 1.1
   */
  public BarSeries sharingTimesOf(BarSeries other) {
    return this != other && size == other.size && closesWith(0, size, other, 0)
        ? new BarSeries(this, other.closeTimeNanos)
        : this;
  }

  /** Starts an empty series. */
  public static Builder builder(InstrumentId instrument, BarSpec spec) {
    return new Builder(instrument, spec);
  }

  @Override
  public InstrumentId instrument() {
    return instrument;
  }

  /** Returns how the bars are made. */
  public BarSpec spec() {
    return spec;
  }

  @Override
  public int size() {
    return size;
  }

  /** Returns the bar of a row from 0: a view of 24 bytes on these columns. */
  public Bar bar(int row) {
    Columns.checked(row, size, this);
    return new Bar(this, row);
  }

  @Override
  public Bar event(int row) {
    return bar(row);
  }

  @Override
  public long timeNanos(int row) {
    return closeTimeNanos[row];
  }

  /**
   * Returns when the bar of a row opened: what was said when it was added, else its length before
   * its close; of a kind without a length, when the bar before closed.
   *
   * @since 1.1
   */
  public long openTimeNanos(int row) {
    return opened == null ? closeTimeNanos[row] - spec.stepNanos() : opened[row];
  }

  /**
   * Returns whether a bar opened at another time than its length before its close.
   *
   * @since 1.1
   */
  public boolean hasOpenTimes() {
    return opened != null;
  }

  /** Returns when the bar of a row closed. */
  public long closeTimeNanos(int row) {
    return closeTimeNanos[row];
  }

  /**
   * Returns whether rows close at the same times as rows of another series, one by one.
   *
   * @param firstRow the first row here
   * @param endRow the row after the last one here
   * @param otherRow the first row there
   * @since 1.1
   */
  public boolean closesWith(int firstRow, int endRow, BarSeries other, int otherRow) {
    if (closeTimeNanos == other.closeTimeNanos && firstRow == otherRow) {
      return true;
    }
    if (pace != 0 && pace == other.pace && firstRow < endRow) {
      return closeTimeNanos[firstRow] == other.closeTimeNanos[otherRow]
          && otherRow + endRow - firstRow <= other.size;
    }
    return Arrays.equals(
        closeTimeNanos,
        firstRow,
        endRow,
        other.closeTimeNanos,
        otherRow,
        otherRow + endRow - firstRow);
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

  /**
   * Returns the lowest low of all rows; Long.MAX_VALUE if there are none.
   *
   * @since 1.1
   */
  public long lowestRaw() {
    return lowest;
  }

  @Override
  public int firstRowAtOrAfter(long timeNanos) {
    return Columns.firstAtOrAfter(closeTimeNanos, size, timeNanos);
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
    private long @Nullable [] opened;
    private long lowest = Long.MAX_VALUE;

    /** Whether the time from each close to the next has always been the same. */
    private boolean evenly = true;

    private Builder(InstrumentId instrument, BarSpec spec) {
      this.instrument = instrument;
      this.spec = spec;
    }

    /**
     * Adds a bar, prices and volume in units of 1e-8.
     *
     * @throws IllegalArgumentException if it does not close after the one before (at its time or
     *     after, for a kind without a length), high is not the greatest, low not the least, or the
     *     volume is negative
     */
    public Builder add(
        long closeTimeNanos, long open, long high, long low, long close, long volume) {
      long openTimeNanos =
          spec.hasLength()
              ? closeTimeNanos - spec.stepNanos()
              : size == 0 ? closeTimeNanos : time[size - 1];
      return addFrom(openTimeNanos, closeTimeNanos, open, high, low, close, volume);
    }

    /**
     * Adds a bar that opened at a time of its own: one without a length, or one that a session cut
     * short. Throws as {@link #add} does, and if it opened after its close.
     *
     * @since 1.1
     */
    public Builder addFrom(
        long openTimeNanos,
        long closeTimeNanos,
        long open,
        long high,
        long low,
        long close,
        long volume) {
      if (size > 0
          && (closeTimeNanos < time[size - 1]
              || (closeTimeNanos == time[size - 1] && spec.hasLength()))) {
        throw bad("a close time after " + Times.instant(time[size - 1]), closeTimeNanos, "");
      }
      if (openTimeNanos > closeTimeNanos) {
        throw bad(
            "open time <= close time", closeTimeNanos, ", opening " + Times.instant(openTimeNanos));
      }
      if (low == Fixed.NO_NUMBER) {
        throw bad("prices that are numbers", closeTimeNanos, "");
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
        grow(Columns.grown(size));
      }
      this.time[size] = closeTimeNanos;
      this.open[size] = open;
      this.high[size] = high;
      this.low[size] = low;
      lowest = Math.min(lowest, low);
      this.close[size] = close;
      this.volume[size] = volume;
      keepOpenTime(openTimeNanos);
      noteTime();
      size++;
      return this;
    }

    private void noteTime() {
      evenly &= size < 2 || time[size] - time[size - 1] == time[1] - time[0];
    }

    private void keepOpenTime(long openTimeNanos) {
      long[] times = opened;
      if (times == null) {
        if (spec.hasLength() && openTimeNanos == time[size] - spec.stepNanos()) {
          return;
        }
        times = new long[time.length];
        for (int row = 0; row < size; row++) {
          times[row] = time[row] - spec.stepNanos();
        }
        opened = times;
      }
      times[size] = openTimeNanos;
    }

    /**
     * Makes room for a number of bars besides those that are there, so that columns do not grow
     * step by step.
     *
     * @since 1.1
     */
    public Builder reserve(int bars) {
      int capacity = Math.addExact(size, bars);
      if (capacity > time.length) {
        grow(capacity);
      }
      return this;
    }

    /**
     * Adds bars by columns: close time, open, high, low, close, volume; and, if it is not always
     * the length before the close, open time. Each buffer is read to its limit, all alike.
     *
     * @throws IllegalArgumentException as {@link #addFrom} does, or if there are other columns;
     *     nothing was added then
     * @since 1.1
     */
    public Builder addColumns(LongBuffer... columns) {
      Columns.checkColumns(columns, 6, 7);
      int from = size;
      int count = columns[0].remaining();
      reserve(count);
      columns[0].get(time, from, count);
      columns[1].get(open, from, count);
      columns[2].get(high, from, count);
      columns[3].get(low, from, count);
      columns[4].get(close, from, count);
      columns[5].get(volume, from, count);
      try {
        check(from, from + count, columns);
      } catch (IllegalArgumentException e) {
        size = from;
        throw e;
      }
      return this;
    }

    private void check(int from, int to, LongBuffer[] columns) {
      for (int row = from; row < to; row++) {
        long before = row == 0 ? Long.MIN_VALUE : time[row - 1];
        long opens =
            columns.length == 7
                ? columns[6].get()
                : spec.hasLength() ? time[row] - spec.stepNanos() : row == 0 ? time[0] : before;
        if (time[row] < before
            || (time[row] == before && row > 0 && spec.hasLength())
            || opens > time[row]
            || high[row] < Math.max(open[row], close[row])
            || low[row] > Math.min(open[row], close[row])
            || low[row] == Fixed.NO_NUMBER
            || volume[row] < 0) {
          addFrom(opens, time[row], open[row], high[row], low[row], close[row], volume[row]);
        }
        lowest = Math.min(lowest, low[row]);
        if (columns.length == 7 || !spec.hasLength()) {
          keepOpenTime(opens);
        }
        noteTime();
        size++;
      }
    }

    private void grow(int capacity) {
      time = Arrays.copyOf(time, capacity);
      open = Arrays.copyOf(open, capacity);
      high = Arrays.copyOf(high, capacity);
      low = Arrays.copyOf(low, capacity);
      close = Arrays.copyOf(close, capacity);
      volume = Arrays.copyOf(volume, capacity);
      opened = opened == null ? null : Arrays.copyOf(opened, capacity);
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
