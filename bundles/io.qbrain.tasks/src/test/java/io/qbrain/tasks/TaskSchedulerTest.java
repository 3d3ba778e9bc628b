package io.qbrain.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.TaskId;
import io.qbrain.model.Times;
import io.qbrain.service.ServiceException;
import io.qbrain.service.TaskService.NewTask;
import io.qbrain.service.TaskService.RetryPolicy;
import io.qbrain.service.TaskService.RunFilter;
import io.qbrain.service.TaskService.RunState;
import io.qbrain.service.TaskService.RunView;
import io.qbrain.service.TaskService.TaskFilter;
import io.qbrain.service.TaskService.TaskState;
import io.qbrain.service.TaskService.TaskView;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskSchedulerTest {
  private static final TestKind COUNT = new TestKind("count", (p, run) -> Map.of());
  private static TestDatabase database;

  private static final RetryPolicy TWICE = new RetryPolicy(2, Duration.ofMillis(50), 1);

  private final List<Node> nodes = new ArrayList<>();

  @BeforeAll
  static void openDatabase() throws SQLException {
    database = TestDatabase.fresh(TaskSchedulerTest.class);
  }

  @BeforeEach
  void empty() {
    database.empty();
    COUNT.runs.clear();
  }

  @AfterEach
  void closeNodes() {
    nodes.forEach(Node::close);
  }

  @AfterAll
  static void closeDatabase() {
    database.close();
  }

  private Node node(String name, int threads, TestKind... kinds) {
    Node node = new Node(database.source(), name, threads, kinds);
    nodes.add(node);
    return node.started();
  }

  @Test
  void aDatabaseThatWasAwayIsToldUntilItIsBackEvenIfNothingIsDue() {
    AtomicBoolean away = new AtomicBoolean();
    DataSource shaky =
        (DataSource)
            Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                  if (away.get()) {
                    throw new SQLException("away");
                  }
                  return method.invoke(database.source(), arguments);
                });
    Node node = new Node(shaky, "one", 1, COUNT);
    nodes.add(node);
    node.started();
    assertThat(node.scheduler.health().up()).isTrue();
    away.set(true);
    Await.until("it is told", () -> !node.scheduler.health().up());
    away.set(false);
    Await.until("it is over", () -> node.scheduler.health().up());
  }

  @Test
  void aTaskByCronIsListedWithItsNextTimeAndRuns() {
    Node node = node("one", 2, COUNT);
    node.schedule("tick", "count", "* * * * * *");
    assertThat(node.task("tick").nextNanos()).isPositive();
    Await.until("it ran twice", () -> node.runs("tick").size() >= 2);
    RunView run = node.runs("tick").get(0);
    assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(run.node()).isEqualTo("one");
    assertThat(run.cause()).isEqualTo("schedule");
    assertThat(run.dueNanos() % 1_000_000_000L).isZero();
    assertThat(run.startedNanos()).isGreaterThanOrEqualTo(run.dueNanos());
    assertThat(run.endedNanos()).isGreaterThanOrEqualTo(run.startedNanos());
    assertThat(node.task("tick").state()).isIn(TaskState.WAITING, TaskState.RUNNING);
  }

  @Test
  void aTaskOfOneTimeRunsOnceAndIsFinished() {
    Node node =
        node("one", 2, new TestKind("add", (p, run) -> Map.of("sum", "" + (p.number() + 1))));
    TaskView made =
        node.tasks.schedule(
            new NewTask(
                Optional.empty(),
                "add",
                Map.of("number", "41"),
                " at   " + Instant.now().plusMillis(50),
                Optional.empty(),
                Optional.empty()));
    assertThat(made.id().toString()).matches("add-\\d+");
    assertThat(made.parameters()).isEqualTo(Map.of("number", "41", "text", "a"));
    node.awaitState(made.id().toString(), TaskState.FINISHED);
    TaskView done = node.tasks.get(made.id());
    assertThat(done.lastRun().orElseThrow().result()).isEqualTo(Map.of("sum", "42"));
    assertThat(done.lastRun().orElseThrow().progress()).isEqualTo(1);
    assertThat(done.nextNanos()).isZero();
    assertThat(node.states(made.id().toString())).containsExactly(RunState.SUCCEEDED);
  }

  @Test
  void runsAreCountedByKindAndResult() {
    TestKind ill =
        new TestKind(
            "ill",
            (p, run) -> {
              throw new IllegalStateException("no");
            });
    Node node = node("one", 2, COUNT, ill);
    assertThat(new RunFigures(node.scheduler).read()).isEmpty();
    node.schedule("well", "count", "now");
    node.schedule("bad", "ill", "now", TWICE);
    node.awaitState("well", TaskState.FINISHED);
    node.awaitState("bad", TaskState.DEAD);
    Await.until(
        "all are counted",
        () ->
            new RunFigures(node.scheduler)
                .read().stream()
                    .filter(s -> s.metric().name().equals("qbrain_task_runs_total"))
                    .map(s -> s.labels() + " " + s.value())
                    .toList()
                    .equals(
                        List.of("[count, succeeded] 1.0", "[ill, failed] 1.0", "[ill, dead] 1.0")));
    assertThat(new RunFigures(node.scheduler).read())
        .filteredOn(s -> s.metric().name().equals("qbrain_task_run_seconds_total"))
        .hasSize(2)
        .allMatch(s -> s.value() > 0);
  }

  @Test
  void noTaskRunsTwiceOnTwoNodes() {
    Node first = node("one", 3, COUNT);
    Node second = node("two", 3, COUNT);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      ids.add("task-" + i);
      (i % 2 == 0 ? first : second).schedule("task-" + i, "count", "now");
    }
    Await.until("all are finished", () -> finished(first) == 200);
    assertThat(COUNT.runs).containsExactlyInAnyOrderElementsOf(ids);
  }

  private static long finished(Node node) {
    return node.tasks
        .list(
            new TaskFilter(
                Optional.empty(), Optional.of(TaskState.FINISHED), Optional.empty(), 1_000))
        .size();
  }

  @Test
  void twoNodesWorkAtTheSameTime() {
    CyclicBarrier both = new CyclicBarrier(2);
    TestKind meet =
        new TestKind("meet", (p, run) -> Map.of("met", "" + both.await(20, TimeUnit.SECONDS)));
    Node first = node("one", 1, meet);
    node("two", 1, meet);
    first.schedule("left", "meet", "now");
    first.schedule("right", "meet", "now");
    first.awaitState("left", TaskState.FINISHED);
    first.awaitState("right", TaskState.FINISHED);
    assertThat(List.of(first.runs("left").get(0).node(), first.runs("right").get(0).node()))
        .containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void whatFailsIsTriedAgainAfterItsCountdown() {
    AtomicInteger calls = new AtomicInteger();
    TestKind flaky =
        new TestKind(
            "flaky",
            (p, run) -> {
              if (calls.incrementAndGet() < 3) {
                throw new IllegalStateException("no answer " + run.attempt());
              }
              return Map.of();
            });
    Node node = node("one", 1, flaky);
    node.schedule("flaky-one", "flaky", "now", new RetryPolicy(3, Duration.ofMillis(200), 2));
    node.awaitState("flaky-one", TaskState.FINISHED);
    List<RunView> runs = node.runs("flaky-one");
    assertThat(runs)
        .extracting(RunView::state)
        .containsExactly(RunState.FAILED, RunState.FAILED, RunState.SUCCEEDED);
    assertThat(runs).extracting(RunView::attempt).containsExactly(1, 2, 3);
    assertThat(runs).extracting(RunView::cause).containsExactly("schedule", "retry", "retry");
    assertThat(runs.get(0).message()).isEqualTo("no answer 1");
    assertThat(runs).extracting(RunView::dueNanos).containsOnly(runs.get(0).dueNanos());
    assertThat(runs.get(1).startedNanos() - runs.get(0).endedNanos()).isGreaterThan(200_000_000L);
    assertThat(runs.get(2).startedNanos() - runs.get(1).endedNanos()).isGreaterThan(400_000_000L);
  }

  @Test
  void whatFailsAtEveryAttemptIsDeadUntilSomebodyRetriesIt() {
    AtomicBoolean broken = new AtomicBoolean(true);
    TestKind breaking =
        new TestKind(
            "breaking",
            (p, run) -> {
              if (broken.get()) {
                throw new IllegalStateException("disk full");
              }
              return Map.of();
            });
    Node node = node("one", 1, breaking);
    node.schedule("job", "breaking", "now", TWICE);
    node.awaitState("job", TaskState.DEAD);
    assertThat(node.states("job")).containsExactly(RunState.FAILED, RunState.DEAD);
    assertThat(node.task("job").reason()).isEqualTo("disk full");
    List<RunView> dead = dead(node);
    assertThat(dead).extracting(RunView::task).containsExactly(TaskId.of("job"));

    broken.set(false);
    long number = dead.get(0).number();
    node.tasks.retry(number, "by ann");
    node.awaitState("job", TaskState.FINISHED);
    assertThat(node.states("job"))
        .containsExactly(RunState.FAILED, RunState.RETRIED, RunState.SUCCEEDED);
    assertThat(node.runs("job").get(2).cause())
        .isEqualTo("manual: retry of run " + number + " by ann");
    assertThat(dead(node)).isEmpty();
    assertThatThrownBy(() -> node.tasks.retry(number, "again"))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("in state RETRIED");
  }

  private static List<RunView> dead(Node node) {
    return node.tasks.history(
        new RunFilter(Optional.empty(), Optional.of(RunState.DEAD), Optional.empty(), 10));
  }

  @Test
  void aTaskByScheduleGoesOnAfterADeadRun() {
    TestKind failing =
        new TestKind(
            "failing",
            (p, run) -> {
              throw new IllegalStateException("never");
            });
    Node node = node("one", 1, failing);
    node.schedule("often", "failing", "every PT1S");
    Await.until("it died twice", () -> node.states("often").size() >= 2);
    assertThat(node.states("often")).contains(RunState.DEAD);
    assertThat(node.task("often").state()).isIn(TaskState.WAITING, TaskState.RUNNING);
  }

  @Test
  void aRunIsCanceledFromAnotherNode() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    TestKind endless =
        new TestKind(
            "endless",
            (p, run) -> {
              run.progress(0.25, "one quarter");
              started.countDown();
              while (true) {
                run.checkCanceled();
                Thread.onSpinWait();
              }
            });
    node("one", 1, endless);
    Node other = new Node(database.source(), "two", 1);
    nodes.add(other);
    other.started();
    nodes.get(0).schedule("long", "endless", "now", TWICE);
    assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
    Await.until(
        "the progress is seen",
        () -> other.task("long").lastRun().map(RunView::progress).orElse(0.0) == 0.25);
    assertThat(other.task("long").state()).isEqualTo(TaskState.RUNNING);
    assertThat(other.task("long").lastRun().orElseThrow().message()).isEqualTo("one quarter");
    assertThatThrownBy(() -> other.tasks.run(TaskId.of("long"), "by bob"))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("runs now");

    other.tasks.cancel(TaskId.of("long"), "too long");
    other.awaitState("long", TaskState.CANCELED);
    assertThat(other.states("long")).containsExactly(RunState.CANCELED);
    assertThat(other.runs("long").get(0).message()).isEqualTo("too long");
    assertThat(other.runs("long").get(0).cancelRequested()).isTrue();
  }

  @Test
  void aWaitingTaskOfOneTimeIsCanceledAndNothingElseThatWaits() {
    Node node = node("one", 1, COUNT);
    node.schedule("later", "count", "at " + Instant.now().plusSeconds(3_600));
    node.schedule("daily", "count", "30 17 * * *");
    node.tasks.cancel(TaskId.of("later"), "not needed");
    assertThat(node.task("later").state()).isEqualTo(TaskState.CANCELED);
    assertThat(node.task("later").nextNanos()).isZero();
    assertThatThrownBy(() -> node.tasks.cancel(TaskId.of("daily"), "no"))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("pause or remove it");
  }

  @Test
  void aPausedTaskRunsOnlyWhenAskedUntilItIsResumed() {
    Node node = node("one", 2, COUNT);
    node.schedule("often", "count", "every PT1S");
    node.tasks.pause(TaskId.of("often"), "by ann");
    assertThat(node.task("often").state()).isEqualTo(TaskState.PAUSED);
    assertThat(node.task("often").nextNanos()).isZero();
    node.schedule("control", "count", "at " + Instant.now().plusMillis(2_200));
    node.awaitState("control", TaskState.FINISHED);
    assertThat(node.runs("often")).isEmpty();

    node.tasks.run(TaskId.of("often"), "by ann");
    Await.until("it ran once", () -> node.runs("often").size() == 1);
    Await.until("it waits", () -> node.task("often").state() == TaskState.PAUSED);
    assertThat(node.runs("often").get(0).cause()).isEqualTo("manual: by ann");

    node.tasks.resume(TaskId.of("often"), "by ann");
    assertThat(node.task("often").state()).isEqualTo(TaskState.WAITING);
    Await.until("it runs again", () -> node.runs("often").size() >= 2);
  }

  @Test
  void aNodeThatIsStoppedLeavesItsRunToAnother() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    AtomicBoolean second = new AtomicBoolean();
    TestKind patient =
        new TestKind(
            "patient",
            (p, run) -> {
              started.countDown();
              while (!second.get()) {
                run.checkCanceled();
                Thread.onSpinWait();
              }
              return Map.of();
            });
    Node first = node("one", 1, patient);
    first.schedule("moving", "patient", "now", TWICE);
    assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
    first.close();
    second.set(true);
    Node other = node("two", 1, patient);
    other.awaitState("moving", TaskState.FINISHED);
    assertThat(other.states("moving")).containsExactly(RunState.INTERRUPTED, RunState.SUCCEEDED);
    assertThat(other.runs("moving")).extracting(RunView::attempt).containsExactly(1, 1);
    assertThat(other.runs("moving").get(0).message()).contains("node one was stopped");
  }

  @Test
  void workThatCameToItsEndIsNotDoneAgainWhenItsNodeWasLostRightAfter() {
    Node node = node("one", 1, COUNT);
    node.schedule("hourly", "count", "every PT1H");
    node.tasks.run(TaskId.of("hourly"), "by ann");
    Await.until("it ran", () -> node.states("hourly").contains(RunState.SUCCEEDED));
    Await.until("the trigger moved on", () -> node.task("hourly").nextNanos() > 0);
    RunView run = node.runs("hourly").get(0);
    // As if the node had died between the end of the run and the next trigger.
    database.execute(
        "update task_trigger set picked = true, picked_by = 'gone', execution_time = now(),"
            + " last_heartbeat = now() - interval '1 hour', task_data = convert_to('"
            + "{\"cause\":\"manual: by ann\",\"attempt\":1,\"dueNanos\":"
            + run.dueNanos()
            + ",\"doubtful\":false}', 'UTF8')");
    Await.until(
        "the trigger moved on again",
        () -> node.task("hourly").nextNanos() > Times.nanos(Instant.now()));
    assertThat(COUNT.runs).hasSize(1);
    assertThat(node.states("hourly")).containsExactly(RunState.SUCCEEDED);
  }

  @Test
  void aTaskWaitsForABundleThatProvidesItsKind() {
    Node without = node("one", 1);
    Node with = new Node(database.source(), "two", 1, COUNT);
    nodes.add(with);
    with.started();
    with.schedule("wanted", "count", "every PT1H");
    with.scheduler.removeKind(COUNT);
    with.tasks.run(TaskId.of("wanted"), "by ann");
    without.scheduler.addKind(COUNT);
    Await.until("it ran", () -> without.states("wanted").contains(RunState.SUCCEEDED));
    assertThat(without.runs("wanted").get(0).node()).isEqualTo("one");
  }

  @Test
  void aTaskWithoutATriggerGetsOneAtTheNextStart() {
    Node node = node("one", 1, COUNT);
    node.schedule("often", "count", "every PT1S");
    node.close();
    database.execute("delete from task_trigger");
    Node again = node("again", 1, COUNT);
    Await.until("it runs", () -> !again.runs("often").isEmpty());
  }

  @Test
  void plansOfTheConfigurationAreMadeOnce() {
    Map<String, Object> plans =
        Map.of("plan.nightly", "count number=7 @ 30 2 * * * in Europe/Berlin", "threads", "2");
    Node node = new Node(database.source(), "one", 1, plans);
    nodes.add(node);
    node.scheduler.addKind(COUNT);
    node.started();
    TaskView made = node.task("nightly");
    assertThat(made.parameters()).containsEntry("number", "7");
    assertThat(made.schedule()).isEqualTo("30 2 * * *");
    assertThat(made.zone()).isEqualTo("Europe/Berlin");
    node.tasks.pause(made.id(), "by ann");
    node.close();
    assertThat(node.started().task("nightly").state()).isEqualTo(TaskState.PAUSED);
  }

  @Test
  void wrongRequestsSayWhatWasFoundAndExpected() {
    Node node = node("one", 1, COUNT);
    node.schedule("there", "count", "every PT1H");
    assertRefused("task.exists", "task there", () -> node.schedule("there", "count", "now"));
    assertRefused(
        "task.kind",
        "expected a kind of task of [count], found 'cuont'",
        () -> node.schedule("x", "cuont", "now"));
    assertRefused(
        "task.schedule",
        "hour of cron '0 25 * * *' is wrong: found '25', expected 0 to 23",
        () -> node.schedule("x", "count", "0 25 * * *"));
    assertRefused(
        "task.parameters",
        "number: expected at least 0 and at most 100, found 101",
        () ->
            node.tasks.schedule(
                new NewTask(
                    Optional.empty(),
                    "count",
                    Map.of("number", "101"),
                    "now",
                    Optional.empty(),
                    Optional.empty())));
    assertRefused("task.unknown", "no task nowhere", () -> node.task("nowhere"));
    assertRefused("run.unknown", "no run 4711", () -> node.tasks.runOf(4711));
    node.close();
    assertRefused("tasks.unavailable", "not started", () -> node.schedule("x", "count", "now"));
  }

  private static void assertRefused(String code, String words, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            ServiceException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e).hasMessageContaining(words);
            });
  }
}
