package io.qbrain.shell.account;

import io.qbrain.model.InstanceId;
import io.qbrain.model.Money;
import io.qbrain.shell.completion.InstanceCompleter;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Moves money between an account and an instance. */
@Service
@Command(
    scope = "account",
    name = "transfer",
    description = "Gives money that no instance has to an instance, or takes it back.")
public final class Transfer extends AccountAction {
  @Argument(index = 0, name = "instance", required = true, description = "an instance")
  @Completion(InstanceCompleter.class)
  private String instance = "";

  @Argument(
      index = 1,
      name = "amount",
      required = true,
      description = "an amount above zero, of the base currency or \"500 EUR\"")
  private String amount = "";

  @Argument(index = 2, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Option(name = "--back", description = "the instance gives it back to the account")
  private boolean back;

  @Override
  protected void run(Output out) {
    Money wanted = amount(amount);
    if (wanted.signum() <= 0) {
      throw invalid("expected an amount > 0, found " + wanted);
    }
    InstanceId id = parse(InstanceId::of, instance);
    change(
        out,
        "Transfer of " + amount + (back ? " from " : " to ") + id,
        (account, how) -> accounting().transfer(account, id, back ? wanted.negate() : wanted, how));
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
