package io.qbrain.backtest;

import io.qbrain.kernel.BarRun;
import io.qbrain.model.BarSeries;
import io.qbrain.model.Fixed;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Equity after each time of a run, in columns. */
public final class EquityCurve {
  /** The series whose times the points have; null if they have their own. */
  private final @Nullable BarSeries series;

  private final int firstRow;
  private long[] times;
  private long[] equity;
  private int size;

  EquityCurve(int capacity) {
    series = null;
    firstRow = 0;
    times = new long[Math.max(capacity, 1)];
    equity = new long[Math.max(capacity, 1)];
  }

  /** A curve with a point for each bar of some rows. */
  EquityCurve(BarSeries series, int firstRow, int endRow) {
    this.series = series;
    this.firstRow = firstRow;
    this.times = new long[0];
    this.equity = new long[Math.max(0, endRow - firstRow)];
  }

  void add(long timeNanos, long equityRaw) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size + (size >> 1) + 16);
      equity = Arrays.copyOf(equity, times.length);
    }
    times[size] = timeNanos;
    equity[size++] = equityRaw;
  }

  /** Adds the point of the next row. */
  void add(long equityRaw) {
    equity[size++] = equityRaw;
  }

  /** Adds the points of the rows that a run takes; returns the first row that it does not take. */
  int advance(BarRun run, int row, int end, long untilNanos) {
    int next = run.advance(row, end, untilNanos, equity, size);
    size += next - row;
    return next;
  }

  void replaceLast(long equityRaw) {
    if (size > 0) {
      equity[size - 1] = equityRaw;
    }
  }

  /** Returns the number of points. */
  public int size() {
    return size;
  }

  /** Returns the time of a point from 0, in nanoseconds since 1970. */
  public long timeNanos(int point) {
    return series == null ? times[point] : series.closeTimeNanos(firstRow + point);
  }

  /** Returns the equity at a point, in units of 1e-8. */
  public long equityRaw(int point) {
    return equity[point];
  }

  /** Returns the times, in nanoseconds since 1970. */
  public long[] timesNanos() {
    long[] all = new long[size];
    for (int i = 0; i < size; i++) {
      all[i] = timeNanos(i);
    }
    return all;
  }

  /** Returns the equity at each time, for statistics. */
  public double[] values() {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = Fixed.toDouble(equity[i]);
    }
    return values;
  }

  /**
   * Returns the share of times at which something was held, from the fill that opened to the one
   * that closed, both included.
   */
  public double exposure(Trades trades) {
    int[] change = new int[size + 1];
    long[] all = timesNanos();
    for (Trade t : trades.closed()) {
      mark(all, change, t.entryNanos(), t.exitNanos());
    }
    for (long since : trades.openSinceNanos()) {
      mark(all, change, since, Long.MAX_VALUE);
    }
    int held = 0;
    int exposed = 0;
    for (int i = 0; i < size; i++) {
      held += change[i];
      exposed += held > 0 ? 1 : 0;
    }
    return size == 0 ? 0 : (double) exposed / size;
  }

  private static void mark(long[] times, int[] change, long fromNanos, long toNanos) {
    int from = Arrays.binarySearch(times, fromNanos);
    int to = Arrays.binarySearch(times, toNanos);
    change[from < 0 ? -from - 1 : from]++;
    change[to < 0 ? -to - 1 : to + 1]--;
  }
}
