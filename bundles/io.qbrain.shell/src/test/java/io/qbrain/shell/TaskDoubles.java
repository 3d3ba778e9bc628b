package io.qbrain.shell;

import io.qbrain.model.Report;
import io.qbrain.model.TaskId;
import io.qbrain.service.ReportService;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.service.StrategyService.ParameterView;
import io.qbrain.service.TaskService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One task that failed last night, and its report. */
final class TaskDoubles {
  static final TaskId NIGHTLY = TaskId.of("nightly");

  private TaskDoubles() {}

  static final class Tasks implements TaskService {
    final List<String> calls = new ArrayList<>();

    @Override
    public List<KindView> kinds() {
      return List.of(
          new KindView(
              "ledger-check",
              "Compares the ledger with the journal",
              List.of(
                  new ParameterView(
                      "account", "string", "paper", "the account", null, null, List.of()))));
    }

    @Override
    public List<TaskView> list(TaskFilter filter) {
      calls.add(filter.toString());
      return List.of(view(TaskState.WAITING));
    }

    private static RunView run() {
      return new RunView(
          7,
          NIGHTLY,
          "ledger-check",
          RunState.DEAD,
          "schedule",
          3,
          "node-1",
          Doubles.NOON,
          Doubles.NOON,
          Doubles.NOON + 2_000_000_000L,
          0.25,
          "disk full",
          Map.of("entries", "12"),
          false);
    }

    private static TaskView view(TaskState state) {
      return new TaskView(
          NIGHTLY,
          "ledger-check",
          Map.of("account", "paper"),
          "30 2 * * *",
          "UTC",
          new RetryPolicy(3, Duration.ofMinutes(1), 2),
          state,
          "",
          state == TaskState.WAITING ? Doubles.NOON + 3_600_000_000_000L : 0,
          Optional.of(run()));
    }

    @Override
    public TaskView get(TaskId id) {
      if (!id.equals(NIGHTLY)) {
        throw new ServiceException(
            Kind.NOT_FOUND, "task.unknown", "there is no task " + id + "; task:list shows them");
      }
      return view(TaskState.WAITING);
    }

    @Override
    public TaskView schedule(NewTask request) {
      calls.add(request.toString());
      return view(TaskState.WAITING);
    }

    @Override
    public TaskView run(TaskId id, String reason) {
      calls.add("run " + id + " " + reason);
      return get(id);
    }

    @Override
    public TaskView pause(TaskId id, String reason) {
      calls.add("pause " + id + " " + reason);
      return view(TaskState.PAUSED);
    }

    @Override
    public TaskView resume(TaskId id, String reason) {
      calls.add("resume " + id + " " + reason);
      return get(id);
    }

    @Override
    public TaskView cancel(TaskId id, String reason) {
      calls.add("cancel " + id + " " + reason);
      return view(TaskState.RUNNING);
    }

    @Override
    public void remove(TaskId id, String reason) {
      calls.add("remove " + id + " " + reason);
    }

    @Override
    public List<RunView> history(RunFilter filter) {
      calls.add(filter.toString());
      return List.of(run());
    }

    @Override
    public RunView runOf(long number) {
      return run();
    }

    @Override
    public TaskView retry(long run, String reason) {
      calls.add("retry " + run + " " + reason);
      return get(NIGHTLY);
    }
  }

  static final class Reports implements ReportService {
    @Override
    public List<ReportView> list(ReportFilter filter) {
      return List.of(
          new ReportView(
              4, "account-daily", "paper", "2026-01-02", "Account paper", Doubles.NOON, 7));
    }

    @Override
    public Report get(long number) {
      return new Report(
          "account-daily",
          "paper",
          "2026-01-02",
          "Account paper",
          List.of(new Report.Fact("equity", "1000.00 USD")),
          List.of(
              new Report.Table(
                  "Positions",
                  List.of("instrument", "quantity"),
                  List.of(List.of("SPY.ARCA", "10")))));
    }
  }
}
