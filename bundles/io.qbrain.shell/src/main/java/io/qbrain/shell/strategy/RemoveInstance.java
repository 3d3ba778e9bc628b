package io.qbrain.shell.strategy;

import io.qbrain.model.InstanceId;
import io.qbrain.service.InstanceService;
import io.qbrain.shell.ChangeAction;
import io.qbrain.shell.completion.InstanceCompleter;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Removes a stopped instance without positions. */
@Service
@Command(
    scope = "strategy",
    name = "remove",
    description = "Removes a stopped instance without positions.")
public final class RemoveInstance extends ChangeAction {
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
    InstanceId instance = parse(InstanceId::of, id);
    ready(instances).remove(instance, reason());
    out.done(Map.of("removed", instance), "Removed " + instance + ".");
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
