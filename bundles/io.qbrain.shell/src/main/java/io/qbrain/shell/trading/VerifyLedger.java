package io.qbrain.shell.trading;

import io.qbrain.service.PortfolioService;
import io.qbrain.service.PortfolioService.LedgerCheck;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.completion.AccountCompleter;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.output.Details;
import io.qbrain.shell.output.Output;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Reads the journal again and compares ledger, fills, orders and positions. */
@Service
@Command(
    scope = "ledger",
    name = "verify",
    description = "Reads the journal again and compares ledger, fills, orders and positions.")
public final class VerifyLedger extends ShellAction {
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
  protected void run(Output out) {
    PortfolioService service = ready(portfolio);
    LedgerCheck check = service.verifyLedger(Accounts.named(service, account));
    Details details =
        new Details()
            .line("Account", check.account())
            .line("Entries", check.entries())
            .line("Fills", check.fills())
            .line("Result", check.differences().isEmpty() ? "everything agrees" : "DIFFERENCES");
    check.differences().forEach(difference -> details.line("Difference", difference));
    out.details(check, details);
    if (check.differences().isEmpty()) {
      return;
    }
    if (out.isForProgram()) {
      status = 1;
    } else {
      throw new ServiceException(
          Kind.CONFLICT,
          "ledger.differences",
          "the ledger of "
              + check.account()
              + " does not agree with its fills and positions; differences: "
              + check.differences().size());
    }
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
