package io.qbrain.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Times;
import io.qbrain.port.SeriesId;
import io.qbrain.port.TableFiles;
import io.qbrain.series.DataSpec;
import io.qbrain.series.store.ColumnStore;
import io.qbrain.service.DataService.ExportRequest;
import io.qbrain.service.DataService.ImportRequest;
import io.qbrain.service.DataService.Job;
import io.qbrain.service.DataService.JobState;
import io.qbrain.service.DataService.SynchroniseRequest;
import io.qbrain.service.ServiceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DataDeskTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final long BEGIN = Times.nanos(Instant.parse("2024-01-02T14:30:00Z"));
  private static final SeriesId MINUTES = SeriesId.parse("SPY.ARCA:1m");

  private final Path folder;
  private final ColumnStore store;
  private final ColumnStore elsewhere;
  private final DataDesk desk;

  DataDeskTest(@TempDir Path home) throws IOException {
    this.folder = Files.createDirectories(home.resolve("data"));
    this.store = new ColumnStore(home.resolve("series"));
    this.elsewhere = new ColumnStore(home.resolve("elsewhere"));
    this.desk = new DataDesk(store, folder, Clock.systemUTC());
  }

  private static BarSeries bars(int from, int count) {
    BarSeries.Builder bars = BarSeries.builder(InstrumentId.of("SPY.ARCA"), BarSpec.MINUTE);
    for (int i = from; i < from + count; i++) {
      bars.add(BEGIN + i * MINUTE, 100 + i, 110 + i, 90 + i, 105 + i, i);
    }
    return bars.build();
  }

  private Job ended(Job job) {
    Job now = desk.job(job.id());
    while (now.endedNanos() == 0) {
      Thread.onSpinWait();
      now = desk.job(job.id());
    }
    return now;
  }

  private void refused(String code, Runnable call) {
    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(call::run)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void aFileIsImportedByAJobWithItsRemarks() throws IOException {
    Files.writeString(
        folder.resolve("spy.csv"),
        "2024-01-02T14:30:00Z,1,1,1,1,1\n2024-01-02T14:31:00Z,1,0.5,1,1,1\n"
            + "2024-01-02T14:33:00Z,1,1,1,1,0\n");

    Job job =
        ended(desk.importFiles(new ImportRequest("SPY.ARCA:1m=spy.csv?market=us-equities", false)));

    assertThat(job.state()).isEqualTo(JobState.DONE);
    assertThat(job.kind()).isEqualTo("import");
    assertThat(job.what()).isEqualTo("SPY.ARCA:1m=spy.csv?market=us-equities");
    assertThat(job.summary()).contains("2 rows added", "2 missing in 1 gaps");
    assertThat(job.remarks())
        .anyMatch(r -> r.contains("spy.csv:2: expected high"))
        .anyMatch(r -> r.startsWith("ZERO_VOLUME"))
        .anyMatch(r -> r.contains("refused lines are in"));
    assertThat(folder.resolve("quarantine/SPY.ARCA-1m-spy.csv.csv")).exists();
    assertThat(desk.jobs()).containsExactly(job);
    assertThat(desk.list()).singleElement().satisfies(s -> assertThat(s.rows()).isEqualTo(2));
    assertThat(
            desk.gaps("SPY.ARCA:1m", Optional.of("us-equities"), Optional.empty(), Optional.empty())
                .missing())
        .isEqualTo(2);
  }

  @Test
  void aSeriesIsExportedIntoTheDataFolderOnly() {
    store.append(bars(0, 10));
    Job job =
        ended(
            desk.export(
                new ExportRequest(
                    "SPY.ARCA:1m", "out.csv", Optional.of("2024-01-02"), Optional.empty())));

    assertThat(job.summary()).isEqualTo("10 rows in out.csv");
    assertThat(DataSpec.parse("SPY.ARCA:1m=" + folder + "/out.csv?stamp=close").load().size())
        .isEqualTo(10);
    refused(
        "data.unknown",
        () ->
            desk.export(
                new ExportRequest("SPY.ARCA:1m", "../x.csv", Optional.empty(), Optional.empty())));
    Job again =
        ended(
            desk.export(
                new ExportRequest("SPY.ARCA:1m", "out.csv", Optional.empty(), Optional.empty())));
    assertThat(again.state()).isEqualTo(JobState.FAILED);
    assertThat(again.summary()).contains("that is there already");
  }

  /** A format whose files are text after all. */
  private static final class Plain implements TableFiles {
    @Override
    public String suffix() {
      return ".parquet";
    }

    @Override
    public InputStream read(Path file) throws IOException {
      return Files.newInputStream(file);
    }

    @Override
    public OutputStream write(Path file, List<Column> columns, String about) throws IOException {
      assertThat(columns).hasSize(6);
      assertThat(about).isEqualTo("SPY.ARCA:1m, import with ?stamp=close");
      return Files.newOutputStream(file);
    }
  }

  @Test
  void aFormatOfAnotherBundleIsUsedWhileItIsThere() {
    store.append(bars(0, 10));
    ExportRequest out =
        new ExportRequest("SPY.ARCA:1m", "out.parquet", Optional.empty(), Optional.empty());
    ImportRequest in = new ImportRequest("SPY.ARCA:1m=out.parquet?stamp=close", false);
    Job without = ended(desk.export(out));
    assertThat(without.state()).isEqualTo(JobState.FAILED);
    assertThat(without.summary()).contains("not installed", "feature:install -r qbrain-parquet");

    Plain format = new Plain();
    desk.add(format);
    assertThat(ended(desk.export(out)).summary()).isEqualTo("10 rows in out.parquet");
    assertThat(ended(desk.importFiles(in)).summary()).contains("0 rows added, 10 known");
    desk.remove(format);
    assertThat(ended(desk.importFiles(in)).summary()).contains("not installed");
  }

  @Test
  void whatTheServerHasIsFetchedAndGapsAreFilled() {
    SynchroniseRequest all =
        new SynchroniseRequest("SPY.ARCA:1m", Optional.empty(), Optional.empty());
    refused("data.no-server", () -> desk.synchronise(all));
    elsewhere.append(bars(0, 300));
    store.append(bars(50, 100));
    store.append(bars(200, 50));
    desk.server(elsewhere);

    Job job = ended(desk.synchronise(all));
    assertThat(job.state()).isEqualTo(JobState.DONE);
    assertThat(job.summary()).contains("150 rows fetched, 1 gaps filled; 300 rows now, 0 missing");
    assertThat(store.find(MINUTES)).isEqualTo(elsewhere.find(MINUTES));

    elsewhere.append(bars(300, 10));
    desk.bringUpToDate(DataSpec.parse("SPY.ARCA:1m=store:"));
    assertThat(store.find(MINUTES)).isEqualTo(elsewhere.find(MINUTES));
  }

  @Test
  void gapsThatBothHaveAreLookedThroughOnceUntilOneOfThemChanges() {
    elsewhere.append(bars(0, 10));
    elsewhere.append(bars(20, 10));
    BytesCache cache = new BytesCache();
    desk.cached().use(cache);
    desk.server(elsewhere);
    DataSpec stored = DataSpec.parse("SPY.ARCA:1m=store:");

    for (int i = 0; i < 4; i++) {
      desk.bringUpToDate(stored);
    }
    assertThat(cache.loads).isEqualTo(2); // the first one changed the store
    assertThat(store.find(MINUTES)).isEqualTo(elsewhere.find(MINUTES));

    elsewhere.replace(MINUTES, BEGIN + 12 * MINUTE, BEGIN + 14 * MINUTE, bars(12, 2));
    desk.bringUpToDate(stored);
    assertThat(store.find(MINUTES).orElseThrow().rows()).isEqualTo(22);
  }

  @Test
  void aServerThatIsDownLeavesWhatIsThere() throws IOException {
    store.append(bars(0, 10));
    Path blocked = Files.writeString(folder.resolve("blocked"), "no folder");
    Files.createDirectories(folder.resolve("bad/ARCA/SPY/1m"));
    Files.copy(blocked, folder.resolve("bad/ARCA/SPY/1m/2024.qbc"));
    desk.server(new ColumnStore(folder.resolve("bad")));

    desk.bringUpToDate(DataSpec.parse("SPY.ARCA:1m=store:"));
    assertThat(store.find(MINUTES).orElseThrow().rows()).isEqualTo(10);
  }

  @Test
  void aJobThatWaitsIsCancelled() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 400_000; i++) {
      rows.append(Times.instant(BEGIN + i * MINUTE)).append(",1,1,1,1,1\n");
    }
    Files.writeString(folder.resolve("big.csv"), rows);
    Job first = desk.importFiles(new ImportRequest("SPY.ARCA:1m=big.csv", false));
    Job second = desk.importFiles(new ImportRequest("QQQ.ARCA:1m=big.csv", false));
    desk.cancel(first.id());
    desk.cancel(second.id());

    assertThat(ended(first).state()).isEqualTo(JobState.CANCELLED);
    assertThat(ended(second).state()).isEqualTo(JobState.CANCELLED);
    assertThat(desk.jobs()).extracting(Job::id).containsExactly(second.id(), first.id());
    refused("job.unknown", () -> desk.cancel("data-99"));
  }

  @Test
  void whatIsOldIsRemoved() {
    store.append(bars(0, 100));

    assertThat(desk.removeBefore("SPY.ARCA:1m", "2024-01-02T15:00:00Z")).isEqualTo(30);
    assertThat(store.find(MINUTES).orElseThrow().rows()).isEqualTo(70);
  }

  @Test
  void wrongRequestsAreRefused() {
    refused("data.invalid", () -> desk.importFiles(new ImportRequest("SPY", false)));
    refused("data.invalid", () -> desk.importFiles(new ImportRequest("A.X:1d=store:", false)));
    refused("data.unknown", () -> desk.importFiles(new ImportRequest("A.X:1d=no.csv", false)));
    refused("data.unknown", () -> desk.importFiles(new ImportRequest("A.X:1d=/etc/hosts", false)));
    refused(
        "data.invalid",
        () -> desk.gaps("SPY", Optional.empty(), Optional.empty(), Optional.empty()));
    refused(
        "data.invalid",
        () -> desk.gaps("A.X:1d", Optional.of("moon"), Optional.empty(), Optional.empty()));
    refused("data.invalid", () -> desk.removeBefore("A.X:1d", "yesterday"));
  }
}
