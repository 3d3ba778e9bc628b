package io.qbrain.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.data.schema.Login;
import io.qbrain.service.TaskService.RunState;
import io.qbrain.service.TaskService.RunView;
import io.qbrain.service.TaskService.TaskState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node of the cluster is killed in the middle of its work. */
class LostNodeTest {
  private TestDatabase database;

  @BeforeEach
  void open() throws SQLException {
    database = TestDatabase.fresh(LostNodeTest.class);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theTaskOfAKilledNodeRunsAgainElsewhereAndSaysSo() throws Exception {
    Process doomed = launch();
    try (Node survivor = new Node(database.source(), "survivor", 1);
        BufferedReader said =
            new BufferedReader(
                new InputStreamReader(doomed.getInputStream(), StandardCharsets.UTF_8))) {
      survivor.started();
      // Only the other node has the kind when the work begins.
      survivor.scheduler.addKind(new TestKind("moving", (p, run) -> Map.of()));
      survivor.schedule("endless", "moving", "at 2199-01-01T00:00");
      survivor.scheduler.removeKind(survivor.scheduler.kinds().find("moving").orElseThrow().kind());
      survivor.tasks.run(io.qbrain.model.TaskId.of("endless"), "by ann");
      assertThat(said.readLine()).isEqualTo("begun");

      doomed.destroyForcibly();
      assertThat(doomed.waitFor(20, TimeUnit.SECONDS)).isTrue();
      survivor.scheduler.addKind(new TestKind("moving", (p, run) -> Map.of("done", "here")));
      survivor.awaitState("endless", TaskState.FINISHED);

      List<RunView> runs = survivor.runs("endless");
      assertThat(runs)
          .extracting(RunView::state)
          .containsExactly(RunState.INTERRUPTED, RunState.SUCCEEDED);
      assertThat(runs).extracting(RunView::node).containsExactly("doomed", "survivor");
      assertThat(runs).extracting(RunView::attempt).containsExactly(1, 1);
      assertThat(runs.get(0).message()).isEqualTo("its node was lost in the middle; it runs again");
      assertThat(runs.get(1).cause()).isEqualTo("recovery: node doomed was lost in the middle");
      assertThat(runs.get(1).result()).isEqualTo(Map.of("done", "here"));
    } finally {
      doomed.destroyForcibly();
    }
  }

  @Test
  void ofManyTasksOnTwoNodesEachIsDoneOnceThoughOneNodeIsKilledInTheMiddle() throws Exception {
    int tasks = 60;
    TestKind brief = new TestKind("short", (p, run) -> Map.of("node", "survivor"));
    Process doomed = launch();
    try (Node survivor = new Node(database.source(), "survivor", 1, brief).started();
        BufferedReader said =
            new BufferedReader(
                new InputStreamReader(doomed.getInputStream(), StandardCharsets.UTF_8))) {
      for (int i = 0; i < tasks; i++) {
        survivor.schedule("t-" + i, "short", "at 2199-01-01T00:00");
      }
      survivor.scheduler.removeKind(brief); // the other one begins alone
      database.execute("update task_trigger set execution_time = now()");
      for (int i = 0; i < 5; i++) {
        assertThat(said.readLine()).isEqualTo("done");
      }
      survivor.scheduler.addKind(brief);
      assertThat(said.readLine()).isEqualTo("done");
      doomed.destroyForcibly();
      assertThat(doomed.waitFor(20, TimeUnit.SECONDS)).isTrue();

      for (int i = 0; i < tasks; i++) {
        survivor.awaitState("t-" + i, TaskState.FINISHED);
        List<RunState> states = survivor.states("t-" + i);
        assertThat(states).endsWith(RunState.SUCCEEDED);
        assertThat(states.subList(0, states.size() - 1))
            .allMatch(state -> state == RunState.INTERRUPTED);
      }
      // The sixth was done, but maybe not recorded before the kill.
      assertThat(brief.runs).doesNotHaveDuplicates().hasSizeBetween(1, tasks - 5);
    } finally {
      doomed.destroyForcibly();
    }
  }

  private Process launch() throws IOException {
    Login login = database.login();
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            NodeProgram.class.getName(),
            login.url(),
            login.user(),
            login.password(),
            login.schema())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
