package io.qbrain.shell.task;

import io.qbrain.model.TaskId;
import io.qbrain.service.TaskService;
import io.qbrain.service.TaskService.TaskState;
import io.qbrain.service.TaskService.TaskView;
import io.qbrain.shell.ChangeAction;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.completion.TaskCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Stops the run of a task that is under way, or what waits to be tried. */
@Service
@Command(
    scope = "task",
    name = "cancel",
    description = "Stops the run of a task that is under way, or what waits to be tried.")
public final class CancelTask extends ChangeAction {
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
    TaskView view = ready(tasks).cancel(parse(TaskId::of, id), reason());
    out.done(
        view,
        view.state() == TaskState.RUNNING
            ? view.id() + " was asked to stop."
            : view.id() + " is " + view.state() + ".");
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
