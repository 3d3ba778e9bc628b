package io.qbrain.series;

import io.qbrain.model.BarSpec;
import io.qbrain.model.DepthSeries;
import io.qbrain.model.EventSeries;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Times;
import io.qbrain.series.Finding.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads quotes, trades or books from text files into columns; strict or lenient, as of bars. */
final class TickImport {
  /** Ticks have no length; a time is that of the tick. */
  static final BarSpec NO_LENGTH = BarSpec.count(1);

  private final DataKind kind;
  private final InstrumentId instrument;
  private final CsvLayout layout;
  private final Map<String, String> asked;
  private final RowChecks checks;
  private final boolean strict;
  private final Quarantine quarantine;
  private final NumberReader numbers = new NumberReader();
  private final Fields.Field view = new Fields.Field();
  private final Fields.Field dateView = new Fields.Field();
  private final List<String> files = new ArrayList<>();
  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final List<Finding> findings = new ArrayList<>();
  private ColumnForm.@Nullable Rows events;
  private int width;
  private long rows;
  private int taken;
  private long lastNanos = Long.MIN_VALUE;

  TickImport(DataSpec data, Map<String, String> asked, boolean strict, Quarantine quarantine) {
    this.kind = data.kind();
    this.instrument = data.instrument();
    this.layout = data.layout();
    this.checks = data.checks();
    this.asked = asked;
    this.strict = strict;
    this.quarantine = quarantine;
  }

  static ImportedEvents read(
      DataSpec data,
      Map<String, String> asked,
      boolean strict,
      Optional<Path> quarantineFile,
      ImportWatch watch,
      TableFormats formats) {
    try (Quarantine refused = new Quarantine(quarantineFile)) {
      TickImport ticks = new TickImport(data, asked, strict, refused);
      List<Path> paths = BarFiles.expand(data.path());
      BarFiles.read(
          paths, watch, formats, (name, text) -> ticks.read(name, new LineReader(text, name)));
      EventSeries series = ticks.series(paths);
      return new ImportedEvents(series, ticks.report(refused.publish()));
    } catch (IOException e) {
      throw new SeriesException(
          "cannot write the refused rows to " + quarantineFile + ": " + BarFiles.reason(e), e);
    }
  }

  private void read(String name, LineReader lines) throws IOException {
    files.add(name);
    if (!CsvImport.nextData(lines)) {
      return;
    }
    Fields fields = new Fields();
    char separator =
        layout.separator() == 0 ? CsvImport.separator(lines.text()) : layout.separator();
    fields.split(lines, separator);
    TickColumns columns =
        TickColumns.find(kind, layout, asked, fields.texts(), name + ":" + lines.line());
    begin(columns, name + ":" + lines.line());
    if (columns.hasHeader() && !CsvImport.nextData(lines)) {
      return;
    }
    fields.split(lines, separator);
    StampReader stamps = stamps(columns, fields, name);
    long[] row = new long[1 + width];
    do {
      fields.split(lines, separator);
      rows++;
      Finding problem = row(columns, stamps, fields, row, name, lines.line());
      if (problem == null) {
        take(row, name, lines.line());
      } else {
        refuse(problem, lines);
      }
    } while (CsvImport.nextData(lines));
  }

  private void begin(TickColumns columns, String place) {
    if (events != null && width != columns.values().length) {
      throw new SeriesException(
          place
              + ": expected "
              + width / DepthSeries.COLUMNS_OF_LEVEL
              + " levels as in the file before, found "
              + columns.values().length / DepthSeries.COLUMNS_OF_LEVEL);
    }
    if (events == null) {
      width = columns.values().length;
      events =
          switch (kind) {
            case QUOTES -> ColumnForm.QUOTES.rows(instrument, "");
            case TRADES -> ColumnForm.TRADES.rows(instrument, "");
            case BARS, DEPTH ->
                ColumnForm.DEPTH.rows(
                    instrument, String.valueOf(width / DepthSeries.COLUMNS_OF_LEVEL));
          };
    }
  }

  private StampReader stamps(TickColumns columns, Fields firstRow, String name) {
    CsvLayout.TimeFormat format = layout.timeFormat();
    if (format == CsvLayout.TimeFormat.DETECT) {
      format =
          columns.date() != Columns.ABSENT || columns.time() >= firstRow.count()
              ? CsvLayout.TimeFormat.TEXT
              : StampReader.detect(firstRow.text(columns.time()));
    }
    return new StampReader(layout, NO_LENGTH, format, name);
  }

  /** Reads a row; returns what is wrong with it, or null. */
  private @Nullable Finding row(
      TickColumns columns, StampReader stamps, Fields fields, long[] row, String file, long line) {
    if (fields.count() != columns.width()) {
      return new Finding(
          Kind.COLUMNS, file, line, 0, columns.width() + " columns", fields.count() + "");
    }
    fields.get(columns.time(), view);
    row[0] =
        columns.date() == Columns.ABSENT
            ? stamps.closeNanos(view)
            : stamps.closeNanos(fields.get(columns.date(), dateView), view);
    if (row[0] == StampReader.NO_TIME) {
      return finding(Kind.TIME, file, line, columns.time(), fields, stamps.expected());
    }
    if (row[0] >= checks.untilNanos()) {
      String expected = "a time before " + Times.instant(checks.untilNanos());
      return finding(Kind.FUTURE, file, line, columns.time(), fields, expected);
    }
    if (taken > 0 && row[0] < lastNanos) {
      String expected = "a time at or after " + Times.instant(lastNanos);
      return finding(Kind.UNSORTED, file, line, columns.time(), fields, expected);
    }
    for (int i = 0; i < width; i++) {
      int at = columns.values()[i];
      row[1 + i] = at == Columns.ABSENT ? 0 : value(fields.get(at, view), isPrice(i));
      if (row[1 + i] == NumberReader.NO_NUMBER) {
        return finding(Kind.NUMBER, file, line, at, fields, NumberReader.EXPECTED);
      }
    }
    return impossible(columns, fields, row, file, line);
  }

  private boolean isPrice(int value) {
    return switch (kind) {
      case QUOTES -> value < 2;
      case TRADES -> value == 0;
      case BARS, DEPTH -> value % 2 == 0;
    };
  }

  private long value(Fields.Field text, boolean isPrice) {
    if (kind == DataKind.DEPTH && text.length() == 0) {
      return 0;
    }
    long value = numbers.read(text);
    return value == NumberReader.NO_NUMBER || !isPrice || layout.priceDivisor() == 1
        ? value
        : Fixed.multiplyDivide(value, 1, layout.priceDivisor());
  }

  private @Nullable Finding impossible(
      TickColumns columns, Fields fields, long[] row, String file, long line) {
    for (int i = 0; i < width; i++) {
      int at = columns.values()[i];
      long value = row[1 + i];
      boolean empty = kind == DataKind.DEPTH && row[1 + (i | 1)] == 0;
      if (!isPrice(i)) {
        boolean isTrade = kind == DataKind.TRADES;
        if (value < 0 || (isTrade && value == 0)) {
          String expected = isTrade ? "a quantity > 0" : "a size >= 0";
          return finding(Kind.IMPOSSIBLE, file, line, at, fields, expected);
        }
      } else if (!empty && !checks.isPossible(value)) {
        return finding(Kind.IMPOSSIBLE, file, line, at, fields, "a price > 0");
      } else if (!empty && !checks.isOnGrid(value)) {
        return finding(Kind.OFF_GRID, file, line, at, fields, checks.expectedOnGrid());
      }
    }
    if (kind == DataKind.QUOTES && row[1] > row[2]) {
      String expected = "ask >= bid (" + Fixed.format(row[1]) + ")";
      return finding(Kind.IMPOSSIBLE, file, line, columns.values()[1], fields, expected);
    }
    return kind == DataKind.DEPTH ? book(columns, fields, row, file, line) : null;
  }

  /** Levels must get worse, none stand behind an empty one, and the sides not cross. */
  private @Nullable Finding book(
      TickColumns columns, Fields fields, long[] row, String file, long line) {
    int step = DepthSeries.COLUMNS_OF_LEVEL;
    for (int i = 0; i < width; i += 2) {
      int sign = i % step == 0 ? -1 : 1;
      boolean here = row[2 + i] > 0;
      if (i >= step && here) {
        boolean before = row[2 + i - step] > 0;
        if (!before || sign * Long.compare(row[1 + i], row[1 + i - step]) <= 0) {
          String expected =
              before
                  ? "a price worse than " + Fixed.format(row[1 + i - step])
                  : "no level behind an empty one";
          return finding(Kind.IMPOSSIBLE, file, line, columns.values()[i], fields, expected);
        }
      }
    }
    return row[2] > 0 && row[4] > 0 && row[1] > row[3]
        ? finding(
            Kind.IMPOSSIBLE,
            file,
            line,
            columns.values()[2],
            fields,
            "best ask >= best bid (" + Fixed.format(row[1]) + ")")
        : null;
  }

  private static Finding finding(
      Kind kind, String file, long line, int column, Fields fields, String expected) {
    return new Finding(kind, file, line, column + 1, expected, "'" + fields.text(column) + "'");
  }

  private void take(long[] row, String file, long line) {
    if (events != null) {
      events.add(row);
    }
    lastNanos = row[0];
    taken++;
    if (taken > CsvImport.MAX_BARS) {
      throw new SeriesException(
          file + ":" + line + ": expected at most " + CsvImport.MAX_BARS + " rows");
    }
  }

  private void refuse(Finding finding, LineReader line) throws IOException {
    if (strict) {
      throw new SeriesException(finding.toString());
    }
    counts.merge(finding.kind(), 1L, Long::sum);
    if (findings.size() < ImportReport.MAX_FINDINGS) {
      findings.add(finding);
    }
    quarantine.add(finding, line.text());
  }

  private EventSeries series(List<Path> paths) {
    if (taken == 0 || events == null) {
      throw new SeriesException(
          paths
              + ": expected "
              + kind.text()
              + ", found none"
              + (findings.isEmpty() ? "" : "; first " + findings.get(0)));
    }
    return events.build();
  }

  private ImportReport report(Optional<Path> quarantineFile) {
    return new ImportReport(
        files, rows, taken, 0, numbers.rounded(), counts, findings, quarantineFile);
  }
}
