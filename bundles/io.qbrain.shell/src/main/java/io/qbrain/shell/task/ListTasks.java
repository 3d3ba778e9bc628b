package io.qbrain.shell.task;

import io.qbrain.model.TaskId;
import io.qbrain.service.TaskService;
import io.qbrain.service.TaskService.TaskFilter;
import io.qbrain.service.TaskService.TaskState;
import io.qbrain.service.TaskService.TaskView;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.completion.TaskKindCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

/** Lists the tasks, in order of ids. */
@Service
@Command(scope = "task", name = "list", description = "Lists the tasks, in order of ids.")
public final class ListTasks extends ShellAction {
  @Option(name = "--kind", description = "of this kind only", valueToShowInHelp = "all")
  @Completion(TaskKindCompleter.class)
  private String kind = "";

  @Option(name = "--state", description = "in this state only", valueToShowInHelp = "all")
  @Completion(
      value = StringsCompleter.class,
      values = {"WAITING", "RUNNING", "PAUSED", "FINISHED", "CANCELED", "DEAD"})
  private String state = "";

  @Option(
      name = "--after",
      description = "after this id: the last one of the page before",
      valueToShowInHelp = "")
  private String after = "";

  @Option(name = "--limit", description = "how many at most, 1 to 1000", valueToShowInHelp = "100")
  private String limit = "100";

  @Reference(optional = true)
  private @Nullable TaskService tasks;

  @Override
  protected void run(Output out) {
    TaskFilter filter =
        new TaskFilter(
            Given.of(kind, k -> k),
            Given.of(state, s -> parse(t -> Given.oneOf(TaskState.class, t), s)),
            Given.of(after, a -> parse(TaskId::of, a)),
            parse(Given::limit, limit));
    List<TaskView> found = ready(tasks).list(filter);
    out.rows(TaskTables.TASKS, found);
    if (found.size() == filter.limit()) {
      out.hint("There may be more: --after " + found.get(found.size() - 1).id());
    }
  }
}
