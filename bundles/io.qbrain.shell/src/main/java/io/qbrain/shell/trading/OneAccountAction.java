package io.qbrain.shell.trading;

import io.qbrain.model.AccountId;
import io.qbrain.service.PortfolioService;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.completion.AccountCompleter;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.jspecify.annotations.Nullable;

/** A command on one account, the only one unless another is named. */
public abstract class OneAccountAction extends ShellAction {
  @Argument(
      index = 0,
      name = "account",
      required = false,
      description = "id of an account; the only one if it is left out")
  @Completion(AccountCompleter.class)
  private String account = "";

  @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Reference(optional = true)
  private @Nullable PortfolioService portfolio;

  @Override
  protected final void run(Output out) {
    PortfolioService service = ready(portfolio);
    run(service, Accounts.named(service, account), out);
  }

  /** Carries the command out on an account. */
  protected abstract void run(PortfolioService service, AccountId id, Output out);

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
