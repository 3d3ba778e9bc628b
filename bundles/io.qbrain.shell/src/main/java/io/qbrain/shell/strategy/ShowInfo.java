package io.qbrain.shell.strategy;

import io.qbrain.model.InstanceId;
import io.qbrain.model.StrategyRef;
import io.qbrain.service.InstanceService;
import io.qbrain.service.InstanceService.InstanceView;
import io.qbrain.service.StrategyService;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.completion.InfoCompleter;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Shows an instance, or a strategy with its parameters. */
@Service
@Command(
    scope = "strategy",
    name = "info",
    description = "Shows an instance, or a strategy with its parameters.")
public final class ShowInfo extends ShellAction {
  @Argument(
      index = 0,
      name = "name",
      required = true,
      description = "id of an instance, or name@version")
  @Completion(InfoCompleter.class)
  private String name = "";

  @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Reference(optional = true)
  private @Nullable InstanceService instances;

  @Reference(optional = true)
  private @Nullable StrategyService strategies;

  @Override
  protected void run(Output out) {
    if (name.contains("@")) {
      StrategyDetails.write(out, ready(strategies).get(parse(StrategyRef::parse, name)));
    } else {
      InstanceView view = ready(instances).get(parse(InstanceId::of, name));
      out.details(view, InstanceDetails.of(view));
    }
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
