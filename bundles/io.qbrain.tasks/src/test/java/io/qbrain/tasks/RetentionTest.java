package io.qbrain.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.Report.Fact;
import io.qbrain.model.TaskId;
import io.qbrain.service.ReportService.ReportFilter;
import io.qbrain.service.TaskService.NewTask;
import io.qbrain.service.TaskService.RunState;
import io.qbrain.service.TaskService.TaskState;
import io.qbrain.tasks.shipped.CleanUpKind;
import io.qbrain.tasks.store.ReportCache;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  private TestDatabase database;

  @BeforeEach
  void start() throws SQLException {
    database = TestDatabase.fresh(RetentionTest.class);
  }

  @AfterEach
  void stop() {
    database.close();
  }

  private static void age(TestDatabase database) {
    String old = "- 200 * 86400 * 1000000000::bigint";
    database.execute("update task_run set ended_nanos = ended_nanos " + old);
    database.execute("update task set ended_nanos = ended_nanos " + old);
    database.execute(
        "update report set created_nanos = created_nanos - 2000 * 86400 * 1000000000::bigint");
  }

  @Test
  void findsReportsByTheirFacts() {
    TestKind good =
        new TestKind(
            "good",
            (p, run) -> {
              run.publish(
                  new io.qbrain.model.Report(
                      "backtest",
                      "batch",
                      "fast " + p.number(),
                      "t",
                      java.util.List.of(
                          new Fact("strategy", "sma@1.0.0"),
                          new Fact("parameter fast", "" + p.number())),
                      java.util.List.of()));
              return Map.of();
            });
    try (Node node = new Node(database.source(), "one", 1, good)) {
      node.started();
      for (int fast : new int[] {5, 10}) {
        node.tasks.schedule(
            new NewTask(
                Optional.of(TaskId.of("t" + fast)),
                "good",
                Map.of("number", "" + fast),
                "now",
                Optional.empty(),
                Optional.empty()));
        node.awaitState("t" + fast, TaskState.FINISHED);
      }
      assertThat(keys(node, Map.of("strategy", "sma@1.0.0"), Optional.empty()))
          .containsExactly("fast 10", "fast 5");
      assertThat(
              keys(node, Map.of("strategy", "sma@1.0.0", "parameter fast", "5"), Optional.empty()))
          .containsExactly("fast 5");
      assertThat(keys(node, Map.of("strategy", "5"), Optional.empty())).isEmpty();
      assertThat(keys(node, Map.of("parameter fast", "5"), Optional.of("other"))).isEmpty();
    }
  }

  private static java.util.List<String> keys(
      Node node, Map<String, String> facts, Optional<String> kind) {
    return node
        .reports
        .list(new ReportFilter(kind, Optional.empty(), Optional.empty(), 10, facts))
        .stream()
        .map(io.qbrain.service.ReportService.ReportView::key)
        .toList();
  }

  @Test
  void removesOldHistoryAndReportsButNoDeadRunAndNoOtherFile(@TempDir Path data) throws Exception {
    TestKind good =
        new TestKind(
            "good",
            (p, run) -> {
              run.publish(
                  new io.qbrain.model.Report(
                      "note", "s", "k", "t", java.util.List.of(), java.util.List.of()));
              return Map.of();
            });
    TestKind bad =
        new TestKind(
            "bad",
            (p, run) -> {
              throw new IllegalStateException("broken");
            });
    try (Node node = new Node(database.source(), "one", 1, good, bad)) {
      node.scheduler.addKind(CleanUpKind.over(database.source(), new ReportCache(), data));
      node.started();
      node.schedule("well", "good", "now");
      node.awaitState("well", TaskState.FINISHED);
      node.schedule("ill", "bad", "now");
      node.awaitState("ill", TaskState.DEAD);
      ReportFilter all = new ReportFilter(Optional.empty(), Optional.empty(), Optional.empty(), 10);
      assertThat(node.reports.list(all)).hasSize(1);
      age(database);
      Path leftover = Files.writeString(data.resolve("a.csv.part"), "x");
      Path kept = Files.writeString(data.resolve("a.csv"), "x");
      Path fresh = Files.writeString(data.resolve("b.csv.quarantine"), "x");
      FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(40)));
      Files.setLastModifiedTime(leftover, old);
      Files.setLastModifiedTime(kept, old);

      node.schedule("sweep", "clean-up", "now");
      node.awaitState("sweep", TaskState.FINISHED);

      assertThat(node.task("sweep").lastRun().orElseThrow().result())
          .isEqualTo(Map.of("runs", "1", "tasks", "1", "reports", "1", "files", "1"));
      assertThat(node.states("ill")).containsExactly(RunState.DEAD);
      assertThat(node.tasks.get(TaskId.of("ill")).state()).isEqualTo(TaskState.DEAD);
      assertThat(node.reports.list(all)).isEmpty();
      assertThat(leftover).doesNotExist();
      assertThat(kept).exists();
      assertThat(fresh).exists();
    }
  }
}
