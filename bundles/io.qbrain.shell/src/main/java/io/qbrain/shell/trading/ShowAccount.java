package io.qbrain.shell.trading;

import io.qbrain.model.AccountId;
import io.qbrain.service.PortfolioService;
import io.qbrain.service.PortfolioService.AccountView;
import io.qbrain.service.PortfolioService.BalanceView;
import io.qbrain.shell.output.Cell;
import io.qbrain.shell.output.Details;
import io.qbrain.shell.output.Output;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Shows an account. */
@Service
@Command(scope = "account", name = "show", description = "Shows an account.")
public final class ShowAccount extends OneAccountAction {
  @Override
  protected void run(PortfolioService service, AccountId id, Output out) {
    AccountView view = service.account(id);
    Details details =
        new Details()
            .line("ID", view.id())
            .line("Mode", view.mode())
            .line("Kind", view.kind())
            .line("Capital", view.capital())
            .line("Equity", view.equity())
            .line("PnL", Cell.signed(view.equity().minus(view.capital())))
            .line("Cash", view.cash())
            .line("Unallocated", view.unallocated())
            .line("Margin", view.margin())
            .line("Realized profit", view.realizedProfit())
            .line("Fees", view.fees())
            .line("Unsettled", view.unsettled())
            .line("Receivable", view.receivable())
            .line("Initial margin", view.initialMargin())
            .line("Maintenance margin", view.maintenanceMargin())
            .line("Terms", view.terms())
            .line("Risk profile", view.riskProfile())
            .line("Sequence", view.sequence());
    for (BalanceView balance : view.balances()) {
      details.line(balance.cash().currency().toString(), balance.cash());
    }
    out.details(view, details);
  }
}
