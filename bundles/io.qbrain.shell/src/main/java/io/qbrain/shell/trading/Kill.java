package io.qbrain.shell.trading;

import io.qbrain.model.RiskScope;
import io.qbrain.service.RiskService;
import io.qbrain.service.RiskService.KillResult;
import io.qbrain.shell.ChangeAction;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.completion.ScopeCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Stops trading at once: denies new orders of a scope and cancels its open ones. */
@Service
@Command(
    scope = "risk",
    name = "kill",
    description = "Stops trading at once: denies new orders of a scope and cancels its open ones.")
public final class Kill extends ChangeAction {
  @Argument(
      index = 0,
      name = "scope",
      required = true,
      description = "platform, account:<id> or strategy:<id>")
  @Completion(ScopeCompleter.class)
  private String scope = "";

  @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Option(name = "--yes", description = "without asking")
  private boolean yes;

  @Reference(optional = true)
  private @Nullable RiskService risk;

  @Override
  protected void run(Output out) {
    RiskService service = ready(risk);
    RiskScope what = parse(RiskScope::parse, scope);
    String why = givenReason();
    Confirmation.of(what, yes ? scope : "", session(), "--yes");
    KillResult result = service.kill(what, why);
    out.done(
        result,
        "Trading is stopped: "
            + result.kill().scope()
            + "; open orders asked to be canceled: "
            + result.canceled()
            + ".");
    out.hint("Allow it again: risk:resume " + what + " --reason \"why\"");
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
