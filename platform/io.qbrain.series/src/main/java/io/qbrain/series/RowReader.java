package io.qbrain.series;

import io.qbrain.model.Fixed;
import io.qbrain.series.CsvLayout.Column;
import io.qbrain.series.Finding.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Reads the numbers of one row; what they are lasts until the next row. */
final class RowReader {

  /** Why a row is no bar. */
  record Problem(Kind kind, int column, String expected, String found) {}

  private static final String A_NUMBER = "a number within +/- 9.2e10";
  private static final String A_PRICE = "a price > 0";
  private static final long MAX_RAW = 9_200_000_000_000_000_000L;

  private final Columns columns;
  private final StampReader stamps;
  private final long priceDivisor;
  private final int date;
  private final int time;
  private final int[] prices;
  private final int volumeColumn;
  private final Fields.Field view = new Fields.Field();
  private final Fields.Field dateView = new Fields.Field();
  private final long[] values = new long[4];
  private long closeNanos;
  private long volume;
  private long rounded;

  RowReader(Columns columns, StampReader stamps, long priceDivisor) {
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
    for (int i = 0; i < prices.length; i++) {
      long value = number(row.get(prices[i], view));
      if (value == Long.MIN_VALUE) {
        return problem(Kind.NUMBER, row, prices[i], A_NUMBER);
      }
      values[i] = priceDivisor == 1 ? value : Fixed.multiplyDivide(value, 1, priceDivisor);
      if (values[i] <= 0) {
        return problem(Kind.IMPOSSIBLE, row, prices[i], A_PRICE);
      }
    }
    volume = volumeColumn == Columns.ABSENT ? 0 : number(row.get(volumeColumn, view));
    if (volume == Long.MIN_VALUE) {
      return problem(Kind.NUMBER, row, volumeColumn, A_NUMBER);
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

  /** Returns the value in units of 1e-8, rounded if need be; Long.MIN_VALUE if it is none. */
  private long number(Fields.Field text) {
    return switch (shapeOf(text)) {
      case PLAIN -> plain(text);
      case LONG -> rounded(text);
      case NONE -> Long.MIN_VALUE;
    };
  }

  private enum Shape {
    /** At most 8 decimals, and surely in range. */
    PLAIN,
    /** More decimals, an exponent or many digits. */
    LONG,
    NONE
  }

  private static Shape shapeOf(Fields.Field text) {
    int point = -1;
    int digits = 0;
    Shape shape = Shape.PLAIN;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (TimeText.isDigit(c)) {
        digits++;
      } else if (c == '.' && point < 0) {
        point = i;
      } else if ((c == 'e' || c == 'E') && digits > 0) {
        shape = Shape.LONG;
      } else if (c != '-' && c != '+') {
        return Shape.NONE;
      }
    }
    if (digits == 0) {
      return Shape.NONE;
    }
    int decimals = point < 0 ? 0 : text.length() - point - 1;
    return decimals > Fixed.DIGITS || digits - decimals > 10 ? Shape.LONG : shape;
  }

  private static long plain(Fields.Field text) {
    try {
      return Fixed.parse(text);
    } catch (IllegalArgumentException e) {
      return Long.MIN_VALUE;
    }
  }

  private long rounded(Fields.Field text) {
    try {
      BigDecimal exact = new BigDecimal(text.toString());
      if (exact.precision() - (long) exact.scale() > 12 || exact.scale() > 1_000) {
        return Long.MIN_VALUE;
      }
      BigDecimal value = exact.setScale(Fixed.DIGITS, RoundingMode.HALF_EVEN);
      if (value.unscaledValue().bitLength() > 63
          || Math.abs(value.unscaledValue().longValue()) > MAX_RAW) {
        return Long.MIN_VALUE;
      }
      rounded += value.compareTo(exact) == 0 ? 0 : 1;
      return value.unscaledValue().longValue();
    } catch (NumberFormatException e) {
      return Long.MIN_VALUE;
    }
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

  long volume() {
    return volume;
  }

  /** Returns how many numbers were rounded. */
  long rounded() {
    return rounded;
  }
}
