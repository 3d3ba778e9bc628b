package io.qbrain.shell.task;

import io.qbrain.service.TaskService.RunView;
import io.qbrain.service.TaskService.TaskView;
import io.qbrain.shell.output.Cell;
import io.qbrain.shell.output.Details;
import io.qbrain.shell.output.Table;

/** How tasks and runs are listed and told. */
final class TaskTables {
  static final Table<TaskView> TASKS =
      Table.of(TaskView.class, "No tasks.")
          .text("ID", TaskView::id)
          .text("Kind", TaskView::kind)
          .text("Schedule", TaskView::schedule)
          .text("Zone", TaskView::zone)
          .text("State", TaskView::state)
          .text("Next", task -> Cell.time(task.nextNanos()))
          .text("Last run", task -> task.lastRun().map(RunView::state))
          .text("Started", task -> task.lastRun().flatMap(run -> Cell.time(run.startedNanos())))
          .text("Reason", TaskView::reason);

  static final Table<RunView> RUNS =
      Table.of(RunView.class, "No runs.")
          .number("Run", RunView::number)
          .text("Task", RunView::task)
          .text("State", RunView::state)
          .number("Attempt", RunView::attempt)
          .text("Node", RunView::node)
          .text("Started", run -> Cell.time(run.startedNanos()))
          .text("Ended", run -> Cell.time(run.endedNanos()))
          .number("Progress", run -> Math.round(run.progress() * 100) + "%")
          .text("Cause", RunView::cause)
          .text("Message", RunView::message);

  private TaskTables() {}

  static Details details(TaskView task) {
    Details details =
        new Details()
            .line("ID", task.id())
            .line("Kind", task.kind())
            .line("Schedule", task.schedule())
            .line("Zone", task.zone())
            .line("State", task.state())
            .lineUnlessEmpty("Reason", task.reason())
            .line("Next", Cell.time(task.nextNanos()))
            .line("Attempts", task.retry().maxAttempts())
            .line("Countdown", task.retry().countdown())
            .line("Factor", task.retry().factor());
    task.parameters().forEach((name, value) -> details.line("Parameter " + name, value));
    task.lastRun().ifPresent(run -> add(details, run));
    return details;
  }

  private static void add(Details details, RunView run) {
    details
        .line("Run", run.number())
        .line("Run state", run.state())
        .line("Run cause", run.cause())
        .line("Run node", run.node())
        .line("Run attempt", run.attempt())
        .line("Run started", Cell.time(run.startedNanos()))
        .line("Run ended", Cell.time(run.endedNanos()))
        .line("Run progress", Math.round(run.progress() * 100) + "%")
        .lineUnlessEmpty("Run message", run.message());
    run.result().forEach((name, value) -> details.line("Result " + name, value));
  }
}
