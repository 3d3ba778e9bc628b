package io.qbrain.shell.trading;

import io.qbrain.service.PortfolioService;
import io.qbrain.service.PortfolioService.AccountView;
import io.qbrain.service.PortfolioService.BalanceView;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.completion.AccountCompleter;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.output.Cell;
import io.qbrain.shell.output.Details;
import io.qbrain.shell.output.Output;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Shows an account. */
@Service
@Command(scope = "account", name = "show", description = "Shows an account.")
public final class ShowAccount extends ShellAction {
  @Argument(
      index = 0,
      name = "id",
      required = false,
      description = "id of an account; the only one if it is left out")
  @Completion(AccountCompleter.class)
  private String id = "";

  @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Reference(optional = true)
  private @Nullable PortfolioService portfolio;

  @Override
  protected void run(Output out) {
    PortfolioService service = ready(portfolio);
    AccountView view = service.account(Accounts.named(service, id));
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

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
