package io.qbrain.shell.trading;

import io.qbrain.model.RiskScope;
import io.qbrain.service.RiskService;
import io.qbrain.shell.ChangeAction;
import io.qbrain.shell.completion.KillCompleter;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Allows trading of a scope again after a kill. */
@Service
@Command(
    scope = "risk",
    name = "resume",
    description = "Allows trading of a scope again after a kill.")
public final class Resume extends ChangeAction {
  @Argument(
      index = 0,
      name = "scope",
      required = true,
      description = "platform, account:<id> or strategy:<id>")
  @Completion(KillCompleter.class)
  private String scope = "";

  @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Option(
      name = "--confirm",
      description = "the scope again, where there is no terminal to type it at",
      valueToShowInHelp = "")
  @Completion(KillCompleter.class)
  private String confirm = "";

  @Reference(optional = true)
  private @Nullable RiskService risk;

  @Override
  protected void run(Output out) {
    RiskService service = ready(risk);
    RiskScope what = parse(RiskScope::parse, scope);
    String why = givenReason();
    Confirmation.of(what, confirm, session(), "--confirm " + what);
    service.resume(what, why);
    out.done(Map.of("resumed", what), "Trading is allowed again: " + what + ".");
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
