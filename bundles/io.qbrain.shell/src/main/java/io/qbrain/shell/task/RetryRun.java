package io.qbrain.shell.task;

import io.qbrain.service.TaskService;
import io.qbrain.service.TaskService.TaskView;
import io.qbrain.shell.ChangeAction;
import io.qbrain.shell.completion.DeadRunCompleter;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Has the work of a dead run done again, with all its attempts. */
@Service
@Command(
    scope = "task",
    name = "retry",
    description = "Has the work of a dead run done again, with all its attempts.")
public final class RetryRun extends ChangeAction {
  @Argument(index = 0, name = "run", required = true, description = "number of a dead run")
  @Completion(DeadRunCompleter.class)
  private String run = "";

  @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Reference(optional = true)
  private @Nullable TaskService tasks;

  @Override
  protected void run(Output out) {
    TaskView view = ready(tasks).retry(parse(Given::number, run), reason());
    out.done(view, view.id() + " runs again.");
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
