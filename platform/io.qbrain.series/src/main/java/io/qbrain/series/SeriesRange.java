package io.qbrain.series;

import io.qbrain.model.EventSeries;
import io.qbrain.port.SeriesId;

/** Rows taken out of series, and put together. */
final class SeriesRange {
  private final SeriesId id;
  private final ColumnForm form;
  private final ColumnForm.Rows rows;
  private int size;

  SeriesRange(SeriesId id) {
    this.id = id;
    this.form =
        switch (id.kind()) {
          case BARS -> ColumnForm.OPENED_BARS;
          case QUOTES -> ColumnForm.QUOTES;
          case TRADES -> ColumnForm.TRADES;
        };
    this.rows = form.rows(id.instrument(), detail());
  }

  private String detail() {
    return id.spec().map(Object::toString).orElse("");
  }

  /** Returns rows of a series from one on and before another. */
  static EventSeries of(EventSeries series, int from, int to) {
    return new SeriesRange(SeriesId.of(series)).add(series, from, to).build();
  }

  /** Adds rows of a series. */
  SeriesRange add(EventSeries series, int from, int to) {
    ColumnForm.Values[] columns = columns(series);
    long[] row = new long[columns.length];
    for (int i = from; i < to; i++) {
      for (int column = 0; column < row.length; column++) {
        row[column] = columns[column].at(i);
      }
      rows.add(row);
    }
    size += to - from;
    return this;
  }

  /** Returns whether rows of two series are alike, value for value. */
  boolean same(EventSeries one, int from, EventSeries other, int otherFrom, int count) {
    ColumnForm.Values[] columns = columns(one);
    ColumnForm.Values[] others = columns(other);
    for (int i = 0; i < count; i++) {
      for (int column = 0; column < columns.length; column++) {
        if (columns[column].at(from + i) != others[column].at(otherFrom + i)) {
          return false;
        }
      }
    }
    return true;
  }

  private ColumnForm.Values[] columns(EventSeries series) {
    ColumnForm.Values[] columns = new ColumnForm.Values[form.columns(detail())];
    for (int column = 0; column < columns.length; column++) {
      columns[column] = ColumnForm.values(series, column);
    }
    return columns;
  }

  int size() {
    return size;
  }

  EventSeries build() {
    return rows.build();
  }
}
