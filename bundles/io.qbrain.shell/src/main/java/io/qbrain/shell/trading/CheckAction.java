package io.qbrain.shell.trading;

import io.qbrain.model.AccountId;
import io.qbrain.service.PortfolioService;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.completion.AccountCompleter;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.jspecify.annotations.Nullable;

/** A check of one account; what it finds ends the command with exit code 1. */
public abstract class CheckAction extends ShellAction {
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

  private int status;

  @Override
  protected final void run(Output out) {
    PortfolioService service = ready(portfolio);
    check(service, Accounts.named(service, account), out);
  }

  /** Runs the check and prints what it found. */
  protected abstract void check(PortfolioService service, AccountId id, Output out);

  /** Ends the command as failed: with a message for a person, by its status for a program. */
  protected final void failed(Output out, String code, String message) {
    if (!out.isForProgram()) {
      throw new ServiceException(Kind.CONFLICT, code, message);
    }
    status = 1;
  }

  @Override
  protected int status() {
    return status;
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
