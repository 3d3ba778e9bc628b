package io.qbrain.tasks.shipped;

import io.qbrain.model.AccountId;
import io.qbrain.service.PortfolioService;
import io.qbrain.service.PortfolioService.AccountView;
import java.util.List;

/** The accounts that a parameter names: one, or all if it is empty. */
final class AccountChoice {
  private AccountChoice() {}

  static List<AccountView> of(PortfolioService portfolio, String text) {
    return text.isBlank()
        ? portfolio.accounts()
        : List.of(portfolio.account(AccountId.of(text.strip())));
  }
}
