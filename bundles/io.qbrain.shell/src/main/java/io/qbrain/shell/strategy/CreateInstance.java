package io.qbrain.shell.strategy;

import io.qbrain.model.AccountId;
import io.qbrain.model.Instance;
import io.qbrain.model.InstanceId;
import io.qbrain.model.StrategyRef;
import io.qbrain.service.InstanceService;
import io.qbrain.service.InstanceService.InstanceView;
import io.qbrain.service.InstanceService.NewInstance;
import io.qbrain.shell.Amount;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.completion.AccountCompleter;
import io.qbrain.shell.completion.NewInstanceCompleter;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.completion.ParameterCompleter;
import io.qbrain.shell.completion.StrategyCompleter;
import io.qbrain.shell.output.Cell;
import io.qbrain.shell.output.Output;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Makes an instance of an installed strategy; it does not run yet. */
@Service
@Command(
    scope = "strategy",
    name = "create",
    description = "Makes an instance of an installed strategy; it does not run yet.")
public final class CreateInstance extends ShellAction {
  @Argument(index = 0, name = "id", required = true, description = "id of the new instance")
  @Completion(NewInstanceCompleter.class)
  private String id = "";

  @Argument(
      index = 1,
      name = "strategy",
      required = true,
      description = "an installed strategy, name@version")
  @Completion(StrategyCompleter.class)
  private String strategy = "";

  @Argument(index = 2, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Option(
      name = "--param",
      multiValued = true,
      description = "a parameter, name=value; once for each",
      valueToShowInHelp = "")
  @Completion(ParameterCompleter.class)
  private List<String> parameters = List.of();

  @Option(
      name = "--capital",
      description = "money of its book, in USD unless a currency follows: 100000, \"1.5 BTC\"",
      valueToShowInHelp = "the platform's default")
  private String capital = "";

  @Option(
      name = "--account",
      description = "the account that it trades",
      valueToShowInHelp = "the only one")
  @Completion(AccountCompleter.class)
  private String account = "";

  @Reference(optional = true)
  private @Nullable InstanceService instances;

  @Override
  protected void run(Output out) {
    NewInstance request =
        new NewInstance(
            parse(InstanceId::of, id),
            parse(StrategyRef::parse, strategy),
            pairs("--param", parameters),
            Optional.of(account).filter(a -> !a.isEmpty()).map(a -> parse(AccountId::of, a)),
            Optional.of(capital).filter(c -> !c.isEmpty()).map(c -> parse(Amount::parse, c)));
    InstanceView view = ready(instances).create(request);
    Instance made = view.instance();
    out.done(
        view,
        "Created "
            + made.id()
            + ": "
            + made.strategy()
            + " on account "
            + made.account()
            + " with "
            + Cell.shown(made.capital())
            + ".");
    out.hint("Start it: strategy:start " + made.id());
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
