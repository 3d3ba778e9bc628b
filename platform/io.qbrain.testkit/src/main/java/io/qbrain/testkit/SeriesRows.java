package io.qbrain.testkit;

import io.qbrain.model.BarSeries;
import io.qbrain.model.EventSeries;
import io.qbrain.model.QuoteSeries;
import io.qbrain.model.TradeSeries;
import java.util.ArrayList;
import java.util.List;

/** The rows of a series as lists of numbers, so that tests can compare them to the last digit. */
public final class SeriesRows {
  private SeriesRows() {}

  /** Returns every row: times and values in the order in which the builder takes them. */
  public static List<List<Long>> of(EventSeries series) {
    List<List<Long>> rows = new ArrayList<>(series.size());
    for (int row = 0; row < series.size(); row++) {
      rows.add(row(series, row));
    }
    return rows;
  }

  private static List<Long> row(EventSeries series, int row) {
    if (series instanceof BarSeries bars) {
      return List.of(
          bars.openTimeNanos(row),
          bars.closeTimeNanos(row),
          bars.openRaw(row),
          bars.highRaw(row),
          bars.lowRaw(row),
          bars.closeRaw(row),
          bars.volumeRaw(row));
    } else if (series instanceof QuoteSeries quotes) {
      return List.of(
          quotes.timeNanos(row),
          quotes.bidRaw(row),
          quotes.askRaw(row),
          quotes.bidSizeRaw(row),
          quotes.askSizeRaw(row));
    } else if (series instanceof TradeSeries trades) {
      return List.of(trades.timeNanos(row), trades.priceRaw(row), trades.quantityRaw(row));
    }
    throw new IllegalArgumentException("expected bars, quotes or trades, found " + series);
  }
}
