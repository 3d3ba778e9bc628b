package io.qbrain.shell.market;

import io.qbrain.service.DataService;
import io.qbrain.service.DataService.Job;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Asks a job to end; what it has stored stays. */
@Service
@Command(
    scope = "data",
    name = "cancel",
    description = "Asks a job to end; what it has stored stays.")
public final class CancelJob extends ShellAction {
  @Argument(index = 0, name = "job", required = true, description = "e.g. data-1")
  private String id = "";

  @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Reference(optional = true)
  private @Nullable DataService data;

  @Override
  protected void run(Output out) {
    Job job = ready(data).cancel(id);
    out.done(job, "Asked " + job.id() + " to end.");
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
