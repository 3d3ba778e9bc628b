package io.qbrain.shell.strategy;

import io.qbrain.model.StrategyRef;
import io.qbrain.service.StrategyService;
import io.qbrain.shell.ChangeAction;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.completion.StrategyCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Takes a strategy out; it stays in the store. */
@Service
@Command(
    scope = "strategy",
    name = "uninstall",
    description = "Takes a strategy out; it stays in the store.")
public final class UninstallStrategy extends ChangeAction {
  @Argument(index = 0, name = "strategy", required = true, description = "name@version")
  @Completion(StrategyCompleter.class)
  private String strategy = "";

  @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Reference(optional = true)
  private @Nullable StrategyService strategies;

  @Override
  protected void run(Output out) {
    StrategyRef ref = parse(StrategyRef::parse, strategy);
    ready(strategies).uninstall(ref, reason());
    out.done(Map.of("uninstalled", ref), "Uninstalled " + ref + "; it stays in the store.");
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
