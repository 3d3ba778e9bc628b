package io.qbrain.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.data.schema.Login;
import io.qbrain.model.Report;
import io.qbrain.model.TaskId;
import io.qbrain.service.ReportService.ReportFilter;
import io.qbrain.service.ReportService.ReportView;
import io.qbrain.service.TaskService.NewTask;
import io.qbrain.service.TaskService.RetryPolicy;
import io.qbrain.service.TaskService.TaskState;
import io.qbrain.tasks.shipped.BatchBacktestKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch of backtests that a node of another process helps with, which is killed meanwhile. */
class HelpedBatchTest {
  private static final int BACKTESTS = 40;
  private static final int HELPED = 5;

  private final Path data;
  private final Path notes;
  private TestDatabase database;

  HelpedBatchTest(@TempDir Path folder) throws IOException {
    data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("spy.csv"), "date,close\n2026-01-02,1\n");
    notes = Files.createFile(folder.resolve("notes"));
  }

  @BeforeEach
  void open() throws SQLException {
    database = TestDatabase.fresh(HelpedBatchTest.class);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private List<String> begunBy(String node) {
    try {
      return Files.readAllLines(notes).stream()
          .filter(line -> line.startsWith(node))
          .map(line -> line.substring(line.indexOf(' ') + 1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aBatchWhoseHelperIsKilledInTheMiddleHasEveryResultOnce() throws Exception {
    List<Process> doomed = new ArrayList<>();
    // The first backtest here waits until the other node has done some, and is dead.
    SlowBacktests backtests =
        new SlowBacktests(
            "survivor",
            notes,
            () -> {
              if (doomed.isEmpty()) {
                doomed.add(launch());
                Await.until("the other node helps", () -> begunBy("doomed").size() > HELPED);
                kill(doomed.get(0));
              }
            });
    try (Node survivor = new Node(database.source(), "survivor", 1, Map.of())) {
      survivor.scheduler.addKind(BatchBacktestKind.over(backtests, data));
      survivor.started();
      survivor.tasks.schedule(
          new NewTask(
              Optional.of(TaskId.of("batch")),
              "batch-backtest",
              Map.of(
                  "runs",
                  "sma@1.0.0 fast="
                      + IntStream.rangeClosed(1, BACKTESTS)
                          .mapToObj(Integer::toString)
                          .collect(Collectors.joining("|")),
                  "data",
                  "SPY.ARCA:1d=spy.csv",
                  "helpers",
                  "1"),
              "now",
              Optional.empty(),
              Optional.of(new RetryPolicy(1, Duration.ZERO, 1))));
      survivor.awaitState("batch", TaskState.FINISHED);

      Map<String, String> result = survivor.task("batch").lastRun().orElseThrow().result();
      assertThat(result).containsEntry("backtests", String.valueOf(BACKTESTS));
      assertThat(Integer.parseInt(result.get("known before"))).isGreaterThanOrEqualTo(HELPED);
      everyResultIsThereOnce(survivor);
      nothingWasDoneTwiceButWhatTheKillCutOff();
      String helper = "batch-" + survivor.runs("batch").get(0).number() + "-1";
      Await.until(
          "nobody helps any more",
          () ->
              survivor.task(helper).state() == TaskState.CANCELED
                  || survivor.task(helper).state() == TaskState.FINISHED);
    } finally {
      doomed.forEach(Process::destroyForcibly);
    }
  }

  private static void everyResultIsThereOnce(Node node) {
    List<ReportView> kept =
        node.reports.list(
            new ReportFilter(
                Optional.of(BatchBacktestKind.REPORT),
                Optional.of("batch"),
                Optional.empty(),
                1000));
    List<Report> reports = kept.stream().map(view -> node.reports.get(view.number())).toList();
    assertThat(reports)
        .extracting(report -> fact(report, "parameter fast"))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, BACKTESTS).mapToObj(Integer::toString).toList());
    assertThat(reports)
        .allSatisfy(
            report ->
                assertThat(fact(report, "final equity"))
                    .startsWith(fact(report, "parameter fast") + "000"));
    assertThat(reports)
        .filteredOn(report -> fact(report, "setting node").equals("doomed"))
        .as("what the lost node has done is kept")
        .hasSizeGreaterThanOrEqualTo(HELPED);
  }

  private void nothingWasDoneTwiceButWhatTheKillCutOff() {
    List<String> here = begunBy("survivor");
    List<String> there = begunBy("doomed");
    assertThat(here).doesNotHaveDuplicates();
    assertThat(there).doesNotHaveDuplicates();
    HashSet<String> both = new HashSet<>(here);
    both.retainAll(there);
    assertThat(both).as("at most what it had under way").hasSizeLessThanOrEqualTo(1);
    assertThat(here.size() + there.size()).isBetween(BACKTESTS, BACKTESTS + 1);
  }

  private static String fact(Report report, String name) {
    return report.facts().stream()
        .filter(f -> f.name().equals(name))
        .map(Report.Fact::value)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no fact " + name + " in " + report.facts()));
  }

  private Process launch() {
    Login login = database.login();
    try {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              HelperProgram.class.getName(),
              login.url(),
              login.user(),
              login.password(),
              login.schema(),
              data.toString(),
              notes.toString())
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void kill(Process process) {
    process.destroyForcibly();
    try {
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
