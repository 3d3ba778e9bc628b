package io.qbrain.series;

import io.qbrain.model.Fixed;
import io.qbrain.model.Times;
import io.qbrain.series.CsvLayout.Column;
import io.qbrain.series.Finding.Kind;
import org.jspecify.annotations.Nullable;

/** Reads the numbers of one row; what they are lasts until the next row. */
final class RowReader {

  /** Why a row is no bar. */
  record Problem(Kind kind, int column, String expected, String found) {}

  private static final String A_PRICE = "a price > 0";

  private final Columns columns;
  private final StampReader stamps;
  private final long priceDivisor;
  private final int date;
  private final int time;
  private final int[] prices;
  private final int volumeColumn;
  private final RowChecks checks;
  private final NumberReader numbers = new NumberReader();
  private final Fields.Field view = new Fields.Field();
  private final Fields.Field dateView = new Fields.Field();
  private final long[] values = new long[4];
  private long closeNanos;
  private long volume;

  RowReader(Columns columns, StampReader stamps, long priceDivisor, RowChecks checks) {
    this.checks = checks;
    this.columns = columns;
    this.stamps = stamps;
    this.priceDivisor = priceDivisor;
    this.date = columns.index(Column.DATE);
    this.time = columns.index(Column.TIME);
    this.prices =
        new int[] {
          columns.index(Column.OPEN),
          columns.index(Column.HIGH),
          columns.index(Column.LOW),
          columns.index(Column.CLOSE)
        };
    this.volumeColumn = columns.index(Column.VOLUME);
  }

  /** Reads a row; returns what is wrong with it, or null. */
  @Nullable Problem read(Fields row) {
    if (row.count() != columns.width()) {
      return new Problem(Kind.COLUMNS, 0, columns.width() + " columns", row.count() + "");
    }
    row.get(time, view);
    closeNanos =
        date == Columns.ABSENT
            ? stamps.closeNanos(view)
            : stamps.closeNanos(row.get(date, dateView), view);
    if (closeNanos == StampReader.NO_TIME) {
      return problem(Kind.TIME, row, time, stamps.expected());
    }
    if (closeNanos >= checks.untilNanos()) {
      return problem(Kind.FUTURE, row, time, "a time before " + Times.instant(checks.untilNanos()));
    }
    for (int i = 0; i < prices.length; i++) {
      long value = numbers.read(row.get(prices[i], view));
      if (value == NumberReader.NO_NUMBER) {
        return problem(Kind.NUMBER, row, prices[i], NumberReader.EXPECTED);
      }
      values[i] = priceDivisor == 1 ? value : Fixed.multiplyDivide(value, 1, priceDivisor);
      if (!checks.isPossible(values[i])) {
        return problem(Kind.IMPOSSIBLE, row, prices[i], A_PRICE);
      }
      if (!checks.isOnGrid(values[i])) {
        return problem(Kind.OFF_GRID, row, prices[i], checks.expectedOnGrid());
      }
    }
    volume = volumeColumn == Columns.ABSENT ? 0 : numbers.read(row.get(volumeColumn, view));
    if (volume == NumberReader.NO_NUMBER) {
      return problem(Kind.NUMBER, row, volumeColumn, NumberReader.EXPECTED);
    }
    return impossible(row);
  }

  private @Nullable Problem impossible(Fields row) {
    if (volume < 0) {
      return problem(Kind.IMPOSSIBLE, row, volumeColumn, "a volume >= 0");
    }
    if (high() < Math.max(open(), close())) {
      return problem(
          Kind.IMPOSSIBLE,
          row,
          prices[1],
          "high >= open (" + Fixed.format(open()) + ") and close (" + Fixed.format(close()) + ")");
    }
    if (low() > Math.min(open(), close())) {
      return problem(
          Kind.IMPOSSIBLE,
          row,
          prices[2],
          "low <= open (" + Fixed.format(open()) + ") and close (" + Fixed.format(close()) + ")");
    }
    return null;
  }

  private static Problem problem(Kind kind, Fields row, int column, String expected) {
    return new Problem(kind, column + 1, expected, "'" + row.text(column) + "'");
  }

  long closeNanos() {
    return closeNanos;
  }

  long open() {
    return values[0];
  }

  long high() {
    return values[1];
  }

  long low() {
    return values[2];
  }

  long close() {
    return values[3];
  }

  boolean hasVolume() {
    return volumeColumn != Columns.ABSENT;
  }

  long volume() {
    return volume;
  }

  /** Returns how many numbers were rounded. */
  long rounded() {
    return numbers.rounded();
  }
}
