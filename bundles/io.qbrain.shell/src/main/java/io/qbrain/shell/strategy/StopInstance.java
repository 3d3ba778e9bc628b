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

/** Stops an instance and cancels its open orders; positions stay. */
@Service
@Command(
    scope = "strategy",
    name = "stop",
    description = "Stops an instance and cancels its open orders; positions stay.")
public final class StopInstance extends ChangeAction {
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
    InstanceView view = ready(instances).stop(parse(InstanceId::of, id), reason());
    String kept = view.positions() == 0 ? "" : "; positions that it keeps: " + view.positions();
    out.done(view, view.instance().id() + " is " + view.instance().state() + kept + ".");
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
