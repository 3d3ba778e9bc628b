package io.qbrain.shell.strategy;

import io.qbrain.model.InstanceId;
import io.qbrain.service.InstanceService;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.completion.InstanceCompleter;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import java.util.List;
import java.util.function.Function;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Shows the last log lines of an instance, the oldest first. */
@Service
@Command(
    scope = "strategy",
    name = "log",
    description = "Shows the last log lines of an instance, the oldest first.")
public final class ShowLog extends ShellAction {
  private static final Table<String> TABLE =
      Table.of(String.class, "No log lines.").text("Line", Function.identity());

  @Argument(index = 0, name = "id", required = true, description = "id of an instance")
  @Completion(InstanceCompleter.class)
  private String id = "";

  @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Reference(optional = true)
  private @Nullable InstanceService instances;

  @Override
  protected void run(Output out) {
    out.rows(TABLE, ready(instances).log(parse(InstanceId::of, id)));
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
