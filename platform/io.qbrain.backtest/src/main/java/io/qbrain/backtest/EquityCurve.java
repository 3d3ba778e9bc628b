package io.qbrain.backtest;

import java.util.Arrays;

/** Equity after each time of a run, in columns. */
public final class EquityCurve {
  private long[] times;
  private long[] equity;
  private int size;

  EquityCurve(int capacity) {
    times = new long[Math.max(capacity, 1)];
    equity = new long[Math.max(capacity, 1)];
  }

  void add(long timeNanos, long equityRaw) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size + (size >> 1) + 16);
      equity = Arrays.copyOf(equity, times.length);
    }
    times[size] = timeNanos;
    equity[size++] = equityRaw;
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
    return times[point];
  }

  /** Returns the equity at a point, in units of 1e-8. */
  public long equityRaw(int point) {
    return equity[point];
  }
}
