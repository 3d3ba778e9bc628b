package io.qbrain.series;

import io.qbrain.model.BarSeries;
import io.qbrain.model.Times;
import io.qbrain.series.Finding.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes the rows of an import: puts them into columns, or says what is wrong with them. */
final class RowCollector {
  /** Calendar days from one daily bar to the next that are no gap: a long weekend. */
  static final int MAX_DAYS_BETWEEN = 5;

  private static final long NANOS_PER_DAY = 86_400_000_000_000L;

  private final CsvImport settings;
  private final Quarantine quarantine;
  private final BarSeries.Builder bars;
  private final long stepNanos;
  private final List<String> files = new ArrayList<>();
  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final List<Finding> findings = new ArrayList<>();
  private String file = "";
  private @Nullable Finding firstError;
  private long rows;
  private int taken;
  private long outsideHours;
  private long rounded;
  private long lastClose = Long.MIN_VALUE;
  private long lastOpenDay;

  RowCollector(CsvImport settings, Quarantine quarantine) {
    this.settings = settings;
    this.quarantine = quarantine;
    this.bars = BarSeries.builder(settings.instrument(), settings.spec());
    this.stepNanos = settings.spec().stepNanos();
  }

  void begin(String name) {
    file = name;
    files.add(name);
  }

  void rounded(long numbers) {
    rounded += numbers;
  }

  void take(LineReader line, RowReader.@Nullable Problem problem, RowReader row, StampReader stamps)
      throws IOException {
    rows++;
    if (problem != null) {
      refuse(
          line,
          new Finding(
              problem.kind(),
              file,
              line.line(),
              problem.column(),
              problem.expected(),
              problem.found()));
      return;
    }
    long close = row.closeNanos();
    if (!stamps.isInHours(close)) {
      outsideHours++;
    } else if (taken > 0 && close <= lastClose) {
      refuse(line, outOfOrder(line, close));
    } else {
      long openDay = stamps.openDay(close);
      findGap(line, close, openDay);
      if (row.volume() == 0 && row.hasVolume() && settings.checks().tellZeroVolume()) {
        report(new Finding(Kind.ZERO_VOLUME, file, line.line(), 0, "a volume", "0"));
      }
      bars.add(close, row.open(), row.high(), row.low(), row.close(), row.volume());
      taken++;
      lastClose = close;
      lastOpenDay = openDay;
      if (taken > CsvImport.MAX_BARS) {
        throw new SeriesException(
            file + ":" + line.line() + ": expected at most " + CsvImport.MAX_BARS + " bars");
      }
    }
  }

  private Finding outOfOrder(LineReader line, long close) {
    boolean same = close == lastClose;
    return new Finding(
        same ? Kind.DUPLICATE : Kind.UNSORTED,
        file,
        line.line(),
        0,
        "a bar closing after " + Times.instant(lastClose),
        (same ? "another one closing then" : "one closing at " + Times.instant(close))
            + (taken == 1 && !same ? " (is the newest row first?)" : ""));
  }

  private void findGap(LineReader line, long close, long openDay) {
    if (taken == 0) {
      return;
    }
    long days = (close - lastClose + NANOS_PER_DAY / 2) / NANOS_PER_DAY;
    boolean daily = CsvLayout.isDaily(settings.spec());
    boolean gap =
        daily
            ? days > MAX_DAYS_BETWEEN - 1 + stepNanos / NANOS_PER_DAY
            : days > MAX_DAYS_BETWEEN || openDay == lastOpenDay && close - lastClose > stepNanos;
    if (gap) {
      report(
          new Finding(
              Kind.GAP,
              file,
              line.line(),
              0,
              "the bar after " + Times.instant(lastClose),
              "one closing at "
                  + Times.instant(close)
                  + ": "
                  + (daily || days > MAX_DAYS_BETWEEN
                      ? days + " days later"
                      : (close - lastClose) / stepNanos - 1 + " bars missing")));
    }
  }

  private void refuse(LineReader line, Finding finding) throws IOException {
    if (settings.strict()) {
      throw new SeriesException(finding.toString());
    }
    firstError = firstError == null ? finding : firstError;
    report(finding);
    quarantine.add(finding, line.text());
  }

  private void report(Finding finding) {
    counts.merge(finding.kind(), 1L, Long::sum);
    if (findings.size() < ImportReport.MAX_FINDINGS) {
      findings.add(finding);
    }
  }

  BarSeries series(List<Path> asked) {
    if (taken == 0) {
      throw new SeriesException(
          asked.stream().map(Path::toString).collect(Collectors.joining(", "))
              + ": expected bars, found none"
              + (firstError != null
                  ? "; first " + firstError
                  : outsideHours > 0 ? " within the hours" : ""));
    }
    return bars.build();
  }

  ImportReport report(Optional<Path> quarantineFile) {
    return new ImportReport(
        files, rows, taken, outsideHours, rounded, counts, findings, quarantineFile);
  }
}
