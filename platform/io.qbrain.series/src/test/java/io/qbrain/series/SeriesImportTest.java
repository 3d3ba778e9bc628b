package io.qbrain.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qbrain.model.BarSeries;
import io.qbrain.model.EventSeries;
import io.qbrain.model.Fixed;
import io.qbrain.model.Times;
import io.qbrain.model.TradingCalendar;
import io.qbrain.model.TradingPhase;
import io.qbrain.model.TradingSession;
import io.qbrain.port.SeriesId;
import io.qbrain.series.Finding.Kind;
import io.qbrain.series.store.ColumnStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesImportTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final SeriesId MINUTES = SeriesId.parse("SPY.ARCA:1m");
  private static final SeriesId DAYS = SeriesId.parse("SPY.ARCA:1d");

  private final Path folder;
  private final ColumnStore store;

  SeriesImportTest(@TempDir Path folder) {
    this.folder = folder;
    this.store = new ColumnStore(folder.resolve("series"));
  }

  private static long at(String time) {
    return Times.nanos(Instant.parse(time));
  }

  private DataSpec file(SeriesId id, String options, String... lines) throws IOException {
    Path file = folder.resolve("in.csv");
    Files.writeString(file, String.join("\n", lines) + "\n");
    return DataSpec.parse(id + "=" + file + options);
  }

  private SeriesImport.Outcome bring(DataSpec data) {
    return SeriesImport.of(data, store).run(ImportWatch.NONE);
  }

  private static List<String> minutes(int from, int count) {
    List<String> lines = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      Instant open = Instant.parse("2024-01-02T14:30:00Z").plusSeconds(60L * i);
      lines.add(open + "," + (100 + i % 7) + ",110," + (90 + i % 3) + ",101," + (i + 1));
    }
    return lines;
  }

  private DataSpec minuteFile(List<String> lines) throws IOException {
    return file(MINUTES, "", lines.toArray(new String[0]));
  }

  private EventSeries all(SeriesId id) {
    return store.read(id, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Test
  void everyRowIsStoredOrNamedWithItsLine() throws IOException {
    Path quarantine = folder.resolve("refused.csv");
    DataSpec data =
        file(
            MINUTES,
            "?quarantine=" + quarantine,
            "time,open,high,low,close,volume",
            "2024-01-02T14:30:00Z,100,101,99,100,10",
            "2024-01-02T14:31:00Z,100,101,99,100,0",
            "2024-01-02T14:31:00Z,100,101,99,100,5",
            "2024-01-02T14:29:00Z,100,101,99,100,5",
            "2024-01-02T14:32:00Z,100,98,99,100,5",
            "2024-01-02T14:33:00Z,-1,101,-2,100,5",
            "2024-01-02T14:34:00Z,100,101,99,NaN,5",
            "2024-01-02T14:35:00Z,100,101,99,100,-5",
            "2024-01-02T14:36:00Z,100,101,99,100",
            "2024-01-02T14:40:00Z,100,101,99,100,7");

    SeriesImport.Outcome outcome = bring(data);

    assertThat(outcome.added()).isEqualTo(3);
    assertThat(all(MINUTES).size()).isEqualTo(3);
    ImportReport report = outcome.report();
    assertThat(report.rows()).isEqualTo(10);
    assertThat(report.refused()).isEqualTo(7);
    assertThat(report.count(Kind.DUPLICATE)).isEqualTo(1);
    assertThat(report.count(Kind.UNSORTED)).isEqualTo(1);
    assertThat(report.count(Kind.IMPOSSIBLE)).isEqualTo(3);
    assertThat(report.count(Kind.NUMBER)).isEqualTo(1);
    assertThat(report.count(Kind.COLUMNS)).isEqualTo(1);
    assertThat(report.count(Kind.ZERO_VOLUME)).isEqualTo(1);
    assertThat(report.count(Kind.GAP)).isEqualTo(1);
    assertThat(report.findings())
        .anyMatch(f -> f.kind() == Kind.ZERO_VOLUME && f.line() == 3)
        .anyMatch(f -> f.kind() == Kind.IMPOSSIBLE && f.line() == 6);
    assertThat(Files.readString(quarantine))
        .contains("in.csv:6: expected high >= open (100)", "2024-01-02T14:32:00Z,100,98,99,100,5")
        .contains("in.csv:8: expected a number");
    assertThat(outcome.gaps().missing()).isEqualTo(8);
  }

  @Test
  void aStrictImportStoresNothingOfAFileWithAWrongRow() throws IOException {
    DataSpec data =
        file(MINUTES, "?mode=strict", "2024-01-02T14:30:00Z,1,1,1,1,1", "2024-01-02T14:31:00Z,x");

    assertThatExceptionOfType(SeriesException.class)
        .isThrownBy(() -> bring(data))
        .withMessageContaining("in.csv:2");
    assertThat(store.list()).isEmpty();
  }

  @Test
  void theSameFileAgainAddsNothing() throws IOException {
    DataSpec data = minuteFile(minutes(0, 500));
    assertThat(bring(data).added()).isEqualTo(500);

    SeriesImport.Outcome again = bring(data);
    assertThat(again.added()).isZero();
    assertThat(again.known()).isEqualTo(500);
    assertThat(again.conflicts()).isZero();
    assertThat(all(MINUTES).size()).isEqualTo(500);
  }

  @Test
  void aCancelledImportGoesOnWhereItEnded() throws IOException {
    DataSpec data = minuteFile(minutes(0, 600_000));
    int[] stored = new int[1];
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(
            () ->
                SeriesImport.of(data, store)
                    .run(
                        (done, all) -> {
                          if (all == 600_000 && ++stored[0] == 2) {
                            throw new CancellationException("enough");
                          }
                        }));
    assertThat(all(MINUTES).size()).isEqualTo(SeriesImport.ROWS_OF_APPEND);

    SeriesImport.Outcome rest = bring(data);
    assertThat(rest.known()).isEqualTo(SeriesImport.ROWS_OF_APPEND);
    assertThat(rest.added()).isEqualTo(600_000 - SeriesImport.ROWS_OF_APPEND);
    BarSeries expected = data.load();
    BarSeries found = (BarSeries) all(MINUTES);
    assertThat(found.size()).isEqualTo(600_000);
    for (int row = 0; row < found.size(); row += 997) {
      assertThat(found.bar(row)).isEqualTo(expected.bar(row));
    }
  }

  @Test
  void aWatchSeesTheBytesAndMayEndTheReading() throws IOException {
    DataSpec data = minuteFile(minutes(0, 20_000));
    long size = Files.size(data.path());
    List<Long> seen = new ArrayList<>();
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(
            () ->
                SeriesImport.of(data, store)
                    .run(
                        (done, all) -> {
                          seen.add(done);
                          assertThat(all).isEqualTo(size);
                          if (done > size / 2) {
                            throw new CancellationException("enough");
                          }
                        }));
    assertThat(seen).isSorted().hasSizeGreaterThan(2);
    assertThat(store.list()).isEmpty();
  }

  @Test
  void gapsAreFilledAndHistoryIsPutInFront() throws IOException {
    bring(minuteFile(minutes(100, 50)));
    bring(minuteFile(minutes(300, 50)));
    SeriesImport.Outcome outcome = bring(minuteFile(minutes(0, 400)));

    assertThat(outcome.added()).isEqualTo(300);
    assertThat(outcome.known()).isEqualTo(100);
    assertThat(outcome.gaps().count()).isZero();
    BarSeries expected = minuteFile(minutes(0, 400)).load();
    BarSeries found = (BarSeries) all(MINUTES);
    assertThat(found.size()).isEqualTo(400);
    for (int row = 0; row < 400; row++) {
      assertThat(found.bar(row)).isEqualTo(expected.bar(row));
    }
  }

  @Test
  void whatDiffersIsToldAndReplacedOnlyIfItIsAskedFor() throws IOException {
    bring(minuteFile(minutes(0, 10)));
    List<String> lines = minutes(0, 10);
    lines.set(4, lines.get(4).replace(",101,", ",102,"));
    DataSpec corrected = minuteFile(lines);
    long closeOfFifth = at("2024-01-02T14:35:00Z");

    SeriesImport.Outcome kept = bring(corrected);
    assertThat(kept.conflicts()).isEqualTo(1);
    assertThat(kept.differing()).containsExactly(closeOfFifth);
    assertThat(kept.known()).isEqualTo(9);
    assertThat(((BarSeries) all(MINUTES)).closeRaw(4)).isEqualTo(101 * Fixed.ONE);

    SeriesImport.of(corrected, store).filesWin().run(ImportWatch.NONE);
    assertThat(((BarSeries) all(MINUTES)).closeRaw(4)).isEqualTo(102 * Fixed.ONE);
    assertThat(all(MINUTES).size()).isEqualTo(10);
  }

  @Test
  void tradesOfOneTimeAreOneThing() throws IOException {
    SeriesId trades = SeriesId.parse("SPY.ARCA:trades");
    String[] lines = {
      "time,price,size",
      "2024-01-02T14:30:00Z,100,1",
      "2024-01-02T14:30:00Z,100,1",
      "2024-01-02T14:30:01Z,101,2"
    };
    assertThat(bring(file(trades, "", lines)).added()).isEqualTo(3);
    assertThat(bring(file(trades, "", lines)).known()).isEqualTo(3);
    lines[2] = "2024-01-02T14:30:00Z,100,2";
    assertThat(bring(file(trades, "", lines)).conflicts()).isEqualTo(2);
    assertThat(all(trades).size()).isEqualTo(3);
  }

  @Test
  void adjustedPricesAreNotStored() throws IOException {
    DataSpec data = file(DAYS, "?adjust=split&factors=f.csv", "2024-01-02,1,1,1,1,1");

    assertThatExceptionOfType(SeriesException.class)
        .isThrownBy(() -> SeriesImport.of(data, store))
        .withMessageContaining("prices are stored raw");
  }

  private static TradingSession session(String day, String open, String close) {
    return TradingSession.builder(LocalDate.parse(day), at(day + "T" + open + ":00Z"))
        .until(at(day + "T" + close + ":00Z"), TradingPhase.CONTINUOUS)
        .build();
  }

  private static final TradingCalendar CALENDAR =
      TradingCalendar.of(
          List.of(
              session("2024-01-02", "14:30", "15:00"),
              session("2024-01-03", "14:30", "14:40"),
              session("2024-01-05", "14:30", "15:00"),
              session("2024-01-08", "14:30", "15:00")));

  @Test
  void withACalendarBarsAreMissedInHoursOfTradeOnly() throws IOException {
    SeriesImport.Outcome outcome =
        SeriesImport.of(
                file(
                    MINUTES,
                    "",
                    "2024-01-02T14:58:00Z,1,1,1,1,1",
                    "2024-01-02T14:59:00Z,1,1,1,1,1",
                    "2024-01-03T14:30:00Z,1,1,1,1,1",
                    "2024-01-03T14:35:00Z,1,1,1,1,1",
                    "2024-01-05T14:32:00Z,1,1,1,1,1"),
                store)
            .calendar(CALENDAR)
            .run(ImportWatch.NONE);

    assertThat(outcome.gaps().gaps())
        .containsExactly(
            new SeriesGaps.Gap(at("2024-01-03T14:31:00Z"), at("2024-01-03T14:36:00Z"), 4),
            new SeriesGaps.Gap(at("2024-01-03T14:36:00Z"), at("2024-01-05T14:33:00Z"), 6));
    assertThat(outcome.gaps().missing()).isEqualTo(10);
  }

  @Test
  void withACalendarADailyBarIsMissedForEachSession() throws IOException {
    SeriesImport.Outcome outcome =
        SeriesImport.of(
                file(
                    DAYS,
                    "?tz=UTC&close=15:00",
                    "2024-01-02,1,1,1,1,1",
                    "2024-01-03,1,1,1,1,1",
                    "2024-01-08,1,1,1,1,1"),
                store)
            .calendar(CALENDAR)
            .run(ImportWatch.NONE);

    assertThat(outcome.gaps().gaps())
        .containsExactly(
            new SeriesGaps.Gap(at("2024-01-03T15:00:00Z"), at("2024-01-08T15:00:00Z"), 1));
  }

  @Test
  void withoutACalendarAWeekendIsNoGapAndAWeekIsOne() throws IOException {
    bring(file(DAYS, "", "2024-01-05,1,1,1,1,1", "2024-01-08,1,1,1,1,1", "2024-01-19,1,1,1,1,1"));

    SeriesGaps.Report report = SeriesGaps.of(store, DAYS).between(0, Long.MAX_VALUE);
    assertThat(report.rows()).isEqualTo(3);
    assertThat(report.count()).isEqualTo(1);
    assertThat(report.gaps().get(0).missing()).isEqualTo(10);
  }

  @Test
  void whatIsExportedIsImportedAgain() throws IOException {
    bring(minuteFile(minutes(0, 3_000)));
    bring(
        file(
            DAYS,
            "?tz=UTC&close=00:00",
            "2024-01-05,1.00000001,1.5,0.3,1,1",
            "2024-01-08,1,1,1,1,0.5"));
    for (SeriesId id : List.of(MINUTES, DAYS)) {
      Path out = folder.resolve("out-" + id.spec().orElseThrow() + ".csv.gz");
      long rows =
          new SeriesExport(store, id).write(out, Long.MIN_VALUE, Long.MAX_VALUE, ImportWatch.NONE);
      assertThat(rows).isEqualTo(all(id).size());
      String options = id.equals(DAYS) ? "?tz=UTC&close=00:00" : "?stamp=close";
      BarSeries again = DataSpec.parse(id + "=" + out + options).load();
      BarSeries stored = (BarSeries) all(id);
      assertThat(again.size()).isEqualTo(stored.size());
      for (int row = 0; row < again.size(); row++) {
        assertThat(again.bar(row)).isEqualTo(stored.bar(row));
      }
      assertThatExceptionOfType(SeriesException.class)
          .isThrownBy(() -> new SeriesExport(store, id).write(out, 0, 1, ImportWatch.NONE))
          .withMessageContaining("expected rows in the range");
      assertThatExceptionOfType(SeriesException.class)
          .isThrownBy(
              () ->
                  new SeriesExport(store, id)
                      .write(out, Long.MIN_VALUE, Long.MAX_VALUE, ImportWatch.NONE))
          .withMessageContaining("that is there already");
    }
  }

  @Test
  void anExportSaysHowItIsReadAgain() throws IOException {
    bring(
        file(
            SeriesId.parse("SPY.ARCA:quotes"),
            "",
            "time,bid,ask,bid_size,ask_size",
            "2024-01-02T14:30:00.5Z,100.25,100.5,3,4"));
    Path out = folder.resolve("q.csv");
    new SeriesExport(store, SeriesId.parse("SPY.ARCA:quotes"))
        .write(out, Long.MIN_VALUE, Long.MAX_VALUE, ImportWatch.NONE);

    assertThat(Files.readAllLines(out))
        .containsExactly(
            "# SPY.ARCA:quotes, import with ?stamp=close",
            "timestamp,bid,ask,bid_size,ask_size",
            "2024-01-02T14:30:00.500Z,100.25,100.5,3,4");
  }

  @Test
  void aSpecReadsTheStore() throws IOException {
    bring(minuteFile(minutes(0, 10)));
    DataSpec data = DataSpec.parse("SPY.ARCA:1m=store:").inStore(store.root());

    assertThat(data).hasToString("SPY.ARCA:1m=store:" + store.root());
    assertThat(data.load().size()).isEqualTo(10);
    assertThat(data.files()).isEmpty();
    assertThat(data.in(folder)).isEqualTo(data);
    assertThat(DataSpec.parse("SPY.ARCA:1m=store:").confinedTo(folder).isStored()).isTrue();
    assertThatExceptionOfType(SeriesException.class)
        .isThrownBy(() -> data.confinedTo(folder))
        .withMessageContaining("expected store: without a folder");
    assertThatExceptionOfType(SeriesException.class)
        .isThrownBy(() -> DataSpec.parse("QQQ.ARCA:1m=store:" + store.root()).load())
        .withMessageContaining("found [SPY.ARCA:1m]");
  }

  @Test
  void theReferenceLayoutGoesIntoTheStore() {
    Path zips = Cases.file("lean/data/minute").resolve("*_trade.zip");
    DataSpec data = DataSpec.parse("SPY.ARCA:1m=" + zips + "?layout=lean&hours=09:30-16:00");

    SeriesImport.Outcome outcome = bring(data);
    assertThat(outcome.added()).isEqualTo(data.load().size()).isEqualTo(5 * 390);
    assertThat(outcome.gaps().count()).isZero();
    assertThat(all(MINUTES).timeNanos(1) - all(MINUTES).timeNanos(0)).isEqualTo(MINUTE);
  }
}
