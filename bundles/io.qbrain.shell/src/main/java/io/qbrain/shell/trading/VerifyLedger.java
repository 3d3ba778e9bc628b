package io.qbrain.shell.trading;

import io.qbrain.model.AccountId;
import io.qbrain.service.PortfolioService;
import io.qbrain.service.PortfolioService.LedgerCheck;
import io.qbrain.shell.output.Details;
import io.qbrain.shell.output.Output;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Reads the journal again and compares ledger, fills, orders and positions. */
@Service
@Command(
    scope = "ledger",
    name = "verify",
    description = "Reads the journal again and compares ledger, fills, orders and positions.")
public final class VerifyLedger extends CheckAction {
  @Override
  protected void run(PortfolioService service, AccountId id, Output out) {
    LedgerCheck check = service.verifyLedger(id);
    Details details =
        new Details()
            .line("Account", check.account())
            .line("Entries", check.entries())
            .line("Fills", check.fills())
            .line("Result", check.differences().isEmpty() ? "everything agrees" : "DIFFERENCES");
    check.differences().forEach(difference -> details.line("Difference", difference));
    out.details(check, details);
    if (!check.differences().isEmpty()) {
      failed(
          out,
          "ledger.differences",
          "the ledger of "
              + check.account()
              + " does not agree with its fills and positions; differences: "
              + check.differences().size());
    }
  }
}
