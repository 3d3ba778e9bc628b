package io.qbrain.shell.trading;

import io.qbrain.service.PortfolioService;
import io.qbrain.service.PortfolioService.AccountView;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists the accounts. */
@Service
@Command(scope = "account", name = "list", description = "Lists the accounts.")
public final class ListAccounts extends ShellAction {
  private static final Table<AccountView> TABLE =
      Table.of(AccountView.class, "No accounts.")
          .text("ID", AccountView::id)
          .text("Mode", AccountView::mode)
          .text("Kind", AccountView::kind)
          .money("Equity", AccountView::equity)
          .profit("PnL", view -> view.equity().minus(view.capital()))
          .money("Cash", AccountView::cash)
          .money("Unallocated", AccountView::unallocated)
          .money("Margin", AccountView::margin)
          .text("Risk profile", AccountView::riskProfile);

  @Reference(optional = true)
  private @Nullable PortfolioService portfolio;

  @Override
  protected void run(Output out) {
    out.rows(TABLE, ready(portfolio).accounts());
  }
}
