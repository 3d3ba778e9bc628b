package io.qbrain.shell.trading;

import io.qbrain.model.AccountId;
import io.qbrain.service.PortfolioService;
import io.qbrain.service.PortfolioService.AccountView;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import java.util.List;
import java.util.stream.Collectors;

/** The account that a command is about. */
final class Accounts {
  private Accounts() {}

  /** Returns the account named; if none is named, the only one. */
  static AccountId named(PortfolioService portfolio, String word) {
    if (!word.isEmpty()) {
      try {
        return AccountId.of(word);
      } catch (IllegalArgumentException e) {
        throw new ServiceException(
            Kind.INVALID, "argument.invalid", String.valueOf(e.getMessage()), e);
      }
    }
    List<AccountView> all = portfolio.accounts();
    if (all.size() != 1) {
      throw new ServiceException(
          Kind.INVALID,
          "argument.invalid",
          "expected the id of an account; there are "
              + all.size()
              + all.stream().map(a -> " " + a.id()).collect(Collectors.joining()));
    }
    return all.get(0).id();
  }
}
