package io.qbrain.shell.task;

import io.qbrain.model.TaskId;
import io.qbrain.service.TaskService;
import io.qbrain.service.TaskService.TaskView;
import io.qbrain.shell.ChangeAction;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.completion.TaskCompleter;
import io.qbrain.shell.output.Cell;
import io.qbrain.shell.output.Output;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Has a paused task run by its schedule again. */
@Service
@Command(
    scope = "task",
    name = "resume",
    description = "Has a paused task run by its schedule again.")
public final class ResumeTask extends ChangeAction {
  @Argument(index = 0, name = "id", required = true, description = "id of a task")
  @Completion(TaskCompleter.class)
  private String id = "";

  @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Reference(optional = true)
  private @Nullable TaskService tasks;

  @Override
  protected void run(Output out) {
    TaskView view = ready(tasks).resume(parse(TaskId::of, id), reason());
    out.done(
        view,
        view.id()
            + " is resumed"
            + Cell.time(view.nextNanos()).map(next -> "; it runs next at " + next).orElse("")
            + ".");
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
