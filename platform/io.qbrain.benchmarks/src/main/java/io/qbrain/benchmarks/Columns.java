package io.qbrain.benchmarks;

import io.qbrain.model.BarSeries;

/** The columns of a series that the hand-written loops read, as plain arrays. */
record Columns(long[] time, long[] open, long[] close) {

  static Columns of(BarSeries series) {
    int n = series.size();
    Columns columns = new Columns(new long[n], new long[n], new long[n]);
    for (int i = 0; i < n; i++) {
      columns.time[i] = series.closeTimeNanos(i);
      columns.open[i] = series.openRaw(i);
      columns.close[i] = series.closeRaw(i);
    }
    return columns;
  }
}
