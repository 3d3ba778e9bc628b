package io.qbrain.shell.task;

import io.qbrain.model.TaskId;
import io.qbrain.service.TaskService;
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

/** Forgets a task that does not run, not its history. */
@Service
@Command(
    scope = "task",
    name = "remove",
    description = "Forgets a task that does not run, not its history.")
public final class RemoveTask extends ChangeAction {
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
    TaskId task = parse(TaskId::of, id);
    ready(tasks).remove(task, reason());
    out.done(task, task + " is removed.");
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
