package io.qbrain.data.influx;

import com.influxdb.query.InfluxQLQueryResult.Series;
import com.influxdb.query.InfluxQLQueryResult.Series.Record;
import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.EventSeries;
import io.qbrain.model.QuoteSeries;
import io.qbrain.model.TradeSeries;
import io.qbrain.port.SeriesId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How rows stand in InfluxDB: measurements {@code bars}, {@code quotes} and {@code trades}; tags
 * {@code instrument}, of bars {@code spec}, and {@code n}, the place among rows of one time where
 * there may be several; fields are whole numbers in units of 1e-8, and {@code s}, when a bar
 * opened, if that is not its length before its close.
 */
final class InfluxRows {
  private static final String OPENED = "s";
  private static final String PLACE = "n";

  private final SeriesId id;
  private final List<String> fields;

  InfluxRows(SeriesId id) {
    this.id = id;
    this.fields =
        switch (id.kind()) {
          case BARS -> List.of("o", "h", "l", "c", "v");
          case QUOTES -> List.of("b", "a", "bq", "aq");
          case TRADES -> List.of("p", "q");
        };
  }

  String measurement() {
    return id.kind().text();
  }

  /** Returns the field that every row has. */
  String firstField() {
    return fields.get(0);
  }

  /** Returns whether several rows may be of one time. */
  boolean isMany() {
    return id.spec().filter(BarSpec::hasLength).isEmpty();
  }

  /** Returns the condition that names the series and a range. */
  String where(long fromNanos, long toNanos) {
    return " WHERE \"instrument\" = '"
        + id.instrument()
        + "'"
        + id.spec().map(spec -> " AND \"spec\" = '" + spec + "'").orElse("")
        + (fromNanos == Long.MIN_VALUE ? "" : " AND time >= " + fromNanos)
        + (toNanos == Long.MAX_VALUE ? "" : " AND time < " + toNanos);
  }

  String select() {
    StringBuilder names = new StringBuilder();
    fields.forEach(field -> names.append('"').append(field).append("\", "));
    if (isBars()) {
      names.append('"').append(OPENED).append("\", ");
    }
    return "SELECT " + names + "\"" + PLACE + "\" FROM \"" + measurement() + "\"";
  }

  private boolean isBars() {
    return id.kind() == SeriesId.Kind.BARS;
  }

  /** Appends a row as a line; its place counts rows of one time. */
  void line(StringBuilder to, EventSeries series, int row, int place) {
    to.append(measurement()).append(",instrument=").append(id.instrument());
    id.spec().ifPresent(spec -> to.append(",spec=").append(spec));
    if (isMany()) {
      to.append(',').append(PLACE).append('=').append(place);
    }
    to.append(' ');
    long[] values = values(series, row);
    for (int i = 0; i < values.length; i++) {
      to.append(i == 0 ? "" : ",").append(fields.get(i)).append('=').append(values[i]).append('i');
    }
    if (series instanceof BarSeries bars) {
      long opened = bars.openTimeNanos(row);
      if (isMany() || opened != bars.timeNanos(row) - bars.spec().stepNanos()) {
        to.append(',').append(OPENED).append('=').append(opened).append('i');
      }
    }
    to.append(' ').append(series.timeNanos(row)).append('\n');
  }

  private static long[] values(EventSeries series, int row) {
    if (series instanceof BarSeries bars) {
      return new long[] {
        bars.openRaw(row),
        bars.highRaw(row),
        bars.lowRaw(row),
        bars.closeRaw(row),
        bars.volumeRaw(row)
      };
    } else if (series instanceof QuoteSeries quotes) {
      return new long[] {
        quotes.bidRaw(row), quotes.askRaw(row), quotes.bidSizeRaw(row), quotes.askSizeRaw(row)
      };
    }
    TradeSeries trades = (TradeSeries) series;
    return new long[] {trades.priceRaw(row), trades.quantityRaw(row)};
  }

  /** A row as it came: its time, place, when it opened, and values. */
  private record Row(long time, long place, @Nullable Long opened, long[] values) {}

  /** Returns the rows of an answer; one of which a field is not there yet is not taken. */
  EventSeries read(List<Series> answer) {
    List<Row> rows = new ArrayList<>();
    for (Series series : answer) {
      for (Record found : series.getValues()) {
        long[] values = new long[fields.size()];
        boolean whole = true;
        for (int i = 0; i < values.length && whole; i++) {
          Long value = number(found, fields.get(i));
          whole = value != null;
          values[i] = value == null ? 0 : value;
        }
        Long time = number(found, "time");
        if (whole && time != null) {
          Long place = number(found, PLACE);
          rows.add(
              new Row(
                  time,
                  place == null ? 0 : place,
                  isBars() ? number(found, OPENED) : null,
                  values));
        }
      }
    }
    rows.sort(Comparator.comparingLong(Row::time).thenComparingLong(Row::place));
    return build(rows);
  }

  private static @Nullable Long number(Record row, String name) {
    Object value = row.getValueByKey(name);
    String text = value == null ? "" : value.toString();
    return text.isEmpty() ? null : Long.valueOf(text);
  }

  private EventSeries build(List<Row> rows) {
    return switch (id.kind()) {
      case BARS -> {
        BarSpec spec = id.spec().orElseThrow();
        BarSeries.Builder bars = BarSeries.builder(id.instrument(), spec).reserve(rows.size());
        for (Row r : rows) {
          long[] v = r.values();
          Long opened = r.opened();
          bars.addFrom(
              opened == null ? r.time() - spec.stepNanos() : opened,
              r.time(),
              v[0],
              v[1],
              v[2],
              v[3],
              v[4]);
        }
        yield bars.build();
      }
      case QUOTES -> {
        QuoteSeries.Builder quotes = QuoteSeries.builder(id.instrument()).reserve(rows.size());
        rows.forEach(
            r -> quotes.add(r.time(), r.values()[0], r.values()[1], r.values()[2], r.values()[3]));
        yield quotes.build();
      }
      case TRADES -> {
        TradeSeries.Builder trades = TradeSeries.builder(id.instrument()).reserve(rows.size());
        rows.forEach(r -> trades.add(r.time(), r.values()[0], r.values()[1]));
        yield trades.build();
      }
    };
  }

  @Override
  public String toString() {
    return id + Arrays.toString(fields.toArray());
  }
}
