package io.qbrain.shell.strategy;

import io.qbrain.model.InstanceId;
import io.qbrain.service.InstanceService;
import io.qbrain.service.InstanceService.InstanceView;
import io.qbrain.shell.ChangeAction;
import io.qbrain.shell.completion.InstanceCompleter;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Starts an instance; does nothing if it runs. */
@Service
@Command(
    scope = "strategy",
    name = "start",
    description = "Starts an instance; does nothing if it runs.")
public final class StartInstance extends ChangeAction {
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
    InstanceView view = ready(instances).start(parse(InstanceId::of, id), reason());
    out.done(view, view.instance().id() + " is " + view.instance().state() + ".");
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
