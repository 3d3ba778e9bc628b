package io.qbrain.backtest;

import io.qbrain.model.BarSeries;

/**
 * Looks into the columns of a series some rows before they are replayed, so that memory has brought
 * them by then. A processor foresees by itself what is read row by row, of a few columns; it
 * foresees neither the columns of a hundred series that are read in turn, nor an open that is read
 * only where an order fills.
 */
abstract class Ahead {
  /** How many rows are looked into at once. */
  static final int BLOCK = 64;

  /** How many values a cache line has. */
  private static final int LINE = 8;

  final BarSeries series;
  private final boolean alone;

  /** The first row of which the columns have not been looked into. */
  private int next;

  /** What was seen: only so that it is read at all. */
  private long seen;

  /** Makes one of a series; {@code alone} if no other is replayed beside it. */
  Ahead(BarSeries series, boolean alone) {
    this.series = series;
    this.alone = alone;
  }

  /** Looks into the rows from one on, unless they have been looked into. */
  final void reach(int row) {
    if (row >= next) {
      look(row);
    }
  }

  private void look(int row) {
    int end = Math.min(row + BLOCK + LINE, series.size());
    long sum = seen;
    for (int i = row; i < end; i += LINE) {
      sum += series.openRaw(i);
    }
    if (!alone) {
      for (int i = row; i < end; i += LINE) {
        sum += series.closeRaw(i);
      }
    }
    seen = sum;
    next = row + BLOCK;
  }
}
