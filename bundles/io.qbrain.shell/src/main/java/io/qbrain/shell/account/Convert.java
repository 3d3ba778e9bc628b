package io.qbrain.shell.account;

import io.qbrain.model.Currency;
import io.qbrain.model.InstanceId;
import io.qbrain.shell.completion.InstanceCompleter;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Converts money of an instance, or of what belongs to none. */
@Service
@Command(
    scope = "account",
    name = "convert",
    description = "Converts money at the last known rate.")
public final class Convert extends AccountAction {
  @Argument(
      index = 0,
      name = "from",
      required = true,
      description = "an amount, in the base currency unless one follows: \"1000 EUR\"")
  private String from = "";

  @Argument(index = 1, name = "to", required = true, description = "a currency, such as EUR")
  private String to = "";

  @Argument(index = 2, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Option(
      name = "--instance",
      description = "whose money it is",
      valueToShowInHelp = "what belongs to no instance")
  @Completion(InstanceCompleter.class)
  private String instance = "";

  @Override
  protected void run(Output out) {
    change(
        out,
        "Conversion of " + from + " to " + to,
        (account, how) ->
            accounting()
                .convert(
                    account,
                    Optional.of(instance)
                        .filter(i -> !i.isEmpty())
                        .map(i -> parse(InstanceId::of, i)),
                    amount(from),
                    parse(Currency::of, to),
                    how));
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
