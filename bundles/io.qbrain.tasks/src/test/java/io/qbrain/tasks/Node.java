package io.qbrain.tasks;

import io.qbrain.data.events.Outbox;
import io.qbrain.model.TaskId;
import io.qbrain.service.TaskService.NewTask;
import io.qbrain.service.TaskService.RetryPolicy;
import io.qbrain.service.TaskService.RunFilter;
import io.qbrain.service.TaskService.RunState;
import io.qbrain.service.TaskService.RunView;
import io.qbrain.service.TaskService.TaskState;
import io.qbrain.service.TaskService.TaskView;
import io.qbrain.tasks.store.ReportCache;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** A node of the cluster, with times short enough for a test. */
final class Node implements AutoCloseable {
  final TaskScheduler scheduler;
  final ScheduledTasks tasks;
  final KeptReports reports;

  Node(DataSource database, String name, int threads, TestKind... kinds) {
    this(database, name, threads, Map.of());
    for (TestKind kind : kinds) {
      scheduler.addKind(kind);
    }
  }

  Node(DataSource database, String name, int threads, Map<String, Object> configuration) {
    this(database, name, threads, configuration, Clock.systemUTC());
  }

  Node(
      DataSource database,
      String name,
      int threads,
      Map<String, Object> configuration,
      Clock clock) {
    Settings settings =
        new Settings(
            name,
            threads,
            Duration.ofMillis(50),
            Duration.ofMillis(250),
            Duration.ofMillis(25),
            Duration.ofSeconds(10));
    scheduler =
        new TaskScheduler(
            new TaskScheduler.Stores(database, new ReportCache(), Outbox::append),
            settings,
            configuration,
            clock);
    tasks = new ScheduledTasks(scheduler);
    reports = new KeptReports(scheduler);
  }

  Node started() {
    scheduler.start();
    return this;
  }

  TaskView schedule(String id, String kind, String schedule) {
    return schedule(id, kind, schedule, new RetryPolicy(1, Duration.ZERO, 1));
  }

  TaskView schedule(String id, String kind, String schedule, RetryPolicy retry) {
    return tasks.schedule(
        new NewTask(
            Optional.of(TaskId.of(id)),
            kind,
            Map.of(),
            schedule,
            Optional.empty(),
            Optional.of(retry)));
  }

  TaskView task(String id) {
    return tasks.get(TaskId.of(id));
  }

  /** The runs of a task, the oldest first. */
  List<RunView> runs(String id) {
    List<RunView> newestFirst =
        tasks.history(
            new RunFilter(Optional.of(TaskId.of(id)), Optional.empty(), Optional.empty(), 1_000));
    return newestFirst.stream().sorted((a, b) -> Long.compare(a.number(), b.number())).toList();
  }

  List<RunState> states(String id) {
    return runs(id).stream().map(RunView::state).toList();
  }

  void awaitState(String id, TaskState state) {
    Await.until(id + " is " + state, () -> task(id).state() == state);
  }

  @Override
  public void close() {
    scheduler.stop();
  }
}
