package io.qbrain.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.TaskId;
import io.qbrain.service.TaskService.RunState;
import io.qbrain.service.TaskService.RunView;
import io.qbrain.service.TaskService.TaskFilter;
import io.qbrain.service.TaskService.TaskState;
import io.qbrain.service.TaskService.TaskView;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run that has others help it. */
class SpreadTest {
  private TestDatabase database;

  @BeforeEach
  void open() throws SQLException {
    database = TestDatabase.fresh(SpreadTest.class);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void helpersRunOnTheNodesThatHaveRoomAndEndWithTheRunThatTheyHelp() {
    CountDownLatch helping = new CountDownLatch(3);
    TestKind wide =
        new TestKind(
            "wide",
            (p, run) -> {
              if (p.number() > 1) {
                helping.countDown();
                while (true) {
                  run.checkCanceled();
                  Thread.onSpinWait();
                }
              }
              int planned =
                  run.spread(
                      List.of(Map.of("number", "2"), Map.of("number", "3"), Map.of("number", "4")));
              assertThat(helping.await(20, TimeUnit.SECONDS)).isTrue();
              return Map.of("planned", String.valueOf(planned));
            });
    try (Node one = new Node(database.source(), "one", 2, wide).started();
        Node two = new Node(database.source(), "two", 2, wide).started()) {
      one.schedule("job", "wide", "now");
      one.awaitState("job", TaskState.FINISHED);
      assertThat(one.task("job").lastRun().orElseThrow().result()).containsEntry("planned", "3");

      long run = one.runs("job").get(0).number();
      List<String> names = List.of("job-" + run + "-1", "job-" + run + "-2", "job-" + run + "-3");
      for (String name : names) {
        two.awaitState(name, TaskState.CANCELED);
        assertThat(two.states(name)).containsExactly(RunState.CANCELED);
      }
      assertThat(names.stream().map(name -> one.runs(name).get(0).node()).distinct())
          .as("no node has room for all of them")
          .containsExactlyInAnyOrder("one", "two");
    }
  }

  @Test
  void helpersThatNobodyHadRoomForAreCanceledBeforeTheyRun() {
    TestKind alone =
        new TestKind(
            "alone",
            (p, run) -> {
              assertThat(p.number()).isEqualTo(1);
              return Map.of("planned", "" + run.spread(List.of(Map.of("number", "2"))));
            });
    try (Node one = new Node(database.source(), "one", 1, alone).started()) {
      one.schedule("job", "alone", "now");
      one.awaitState("job", TaskState.FINISHED);
      List<TaskView> others =
          one
              .tasks
              .list(new TaskFilter(Optional.empty(), Optional.empty(), Optional.empty(), 100))
              .stream()
              .filter(t -> !t.id().equals(TaskId.of("job")))
              .toList();
      assertThat(others).singleElement().extracting(TaskView::state).isEqualTo(TaskState.CANCELED);
      assertThat(one.runs(others.get(0).id().toString())).extracting(RunView::state).isEmpty();
    }
  }
}
