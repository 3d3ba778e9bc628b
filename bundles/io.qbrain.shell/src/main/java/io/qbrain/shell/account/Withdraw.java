package io.qbrain.shell.account;

import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Pays money that belongs to no instance out to the owner. */
@Service
@Command(
    scope = "account",
    name = "withdraw",
    description = "Pays money that belongs to no instance out to the owner.")
public final class Withdraw extends AccountAction {
  @Argument(
      index = 0,
      name = "amount",
      required = true,
      description = "above zero, in the account's base currency")
  private String amount = "";

  @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Override
  protected void run(Output out) {
    change(
        out,
        "Withdrawal of " + amount,
        (account, how) -> accounting().withdraw(account, amount(amount), how));
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
