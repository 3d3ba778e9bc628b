package io.qbrain.shell.task;

import io.qbrain.model.TaskId;
import io.qbrain.service.TaskService;
import io.qbrain.service.TaskService.RunFilter;
import io.qbrain.service.TaskService.RunState;
import io.qbrain.service.TaskService.RunView;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.completion.TaskCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

/** Lists runs, the newest first. */
@Service
@Command(scope = "task", name = "history", description = "Lists runs, the newest first.")
public final class TaskHistory extends ShellAction {
  @Argument(
      index = 0,
      name = "id",
      required = false,
      description = "id of a task; all tasks if it is left out")
  @Completion(TaskCompleter.class)
  private String id = "";

  @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Option(name = "--state", description = "in this state only", valueToShowInHelp = "all")
  @Completion(
      value = StringsCompleter.class,
      values = {"RUNNING", "SUCCEEDED", "FAILED", "DEAD", "RETRIED", "CANCELED", "INTERRUPTED"})
  private String state = "";

  @Option(
      name = "--before",
      description = "before this run: the last one of the page before",
      valueToShowInHelp = "")
  private String before = "";

  @Option(name = "--limit", description = "how many at most, 1 to 1000", valueToShowInHelp = "100")
  private String limit = "100";

  @Reference(optional = true)
  private @Nullable TaskService tasks;

  @Override
  protected void run(Output out) {
    RunFilter filter =
        new RunFilter(
            Given.of(id, i -> parse(TaskId::of, i)),
            Given.of(state, s -> parse(t -> Given.oneOf(RunState.class, t), s)),
            Given.of(before, b -> parse(Given::number, b)),
            parse(Given::limit, limit));
    List<RunView> found = ready(tasks).history(filter);
    out.rows(TaskTables.RUNS, found);
    if (found.size() == filter.limit()) {
      out.hint("There may be more: --before " + found.get(found.size() - 1).number());
    }
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
