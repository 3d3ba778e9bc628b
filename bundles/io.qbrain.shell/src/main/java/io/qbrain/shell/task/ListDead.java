package io.qbrain.shell.task;

import io.qbrain.service.TaskService;
import io.qbrain.service.TaskService.RunFilter;
import io.qbrain.service.TaskService.RunState;
import io.qbrain.service.TaskService.RunView;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.output.Output;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists the runs that failed at every attempt, the newest first. */
@Service
@Command(
    scope = "task",
    name = "dead",
    description = "Lists the runs that failed at every attempt, the newest first.")
public final class ListDead extends ShellAction {
  @Option(name = "--limit", description = "how many at most, 1 to 1000", valueToShowInHelp = "100")
  private String limit = "100";

  @Reference(optional = true)
  private @Nullable TaskService tasks;

  @Override
  protected void run(Output out) {
    List<RunView> found =
        ready(tasks)
            .history(
                new RunFilter(
                    Optional.empty(),
                    Optional.of(RunState.DEAD),
                    Optional.empty(),
                    parse(Given::limit, limit)));
    out.rows(TaskTables.RUNS, found);
    if (!found.isEmpty()) {
      out.hint("Try one again: task:retry " + found.get(0).number());
    }
  }
}
