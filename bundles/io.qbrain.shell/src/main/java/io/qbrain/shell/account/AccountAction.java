package io.qbrain.shell.account;

import io.qbrain.model.AccountId;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Money;
import io.qbrain.model.Times;
import io.qbrain.service.AccountingService;
import io.qbrain.service.AccountingService.Asked;
import io.qbrain.service.AccountingService.Booked;
import io.qbrain.service.PortfolioService;
import io.qbrain.service.PortfolioService.AccountView;
import io.qbrain.shell.ChangeAction;
import io.qbrain.shell.completion.AccountCompleter;
import io.qbrain.shell.output.Output;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.jspecify.annotations.Nullable;

/** A command on an account, which is the only one unless it is named. */
abstract class AccountAction extends ChangeAction {
  @Option(name = "--account", description = "the account", valueToShowInHelp = "the only one")
  @Completion(AccountCompleter.class)
  private String account = "";

  @Option(
      name = "--id",
      description = "an id of yours: the same request under it is carried out once",
      valueToShowInHelp = "")
  private String requestId = "";

  @Reference(optional = true)
  private @Nullable AccountingService accounting;

  @Reference(optional = true)
  private @Nullable PortfolioService portfolio;

  final AccountingService accounting() {
    return ready(accounting);
  }

  /** Returns the account. */
  final AccountId account() {
    return account.isEmpty() ? view().id() : parse(AccountId::of, account);
  }

  private AccountView view() {
    PortfolioService service = ready(portfolio);
    if (!account.isEmpty()) {
      return service.account(parse(AccountId::of, account));
    }
    List<AccountView> all = service.accounts();
    if (all.size() != 1) {
      throw invalid("expected --account, one of " + all.stream().map(AccountView::id).toList());
    }
    return all.get(0);
  }

  /** Returns an amount, in the account's base currency unless another one follows. */
  final Money amount(String text) {
    Currency base = view().capital().currency();
    return parse(t -> t.contains(" ") ? Money.parse(t) : Money.ofRaw(Fixed.parse(t), base), text);
  }

  /** Returns a time such as {@code 2026-03-20T13:30:00Z}, in nanoseconds since 1970. */
  static long time(String option, String text) {
    try {
      return Times.nanos(Instant.parse(text));
    } catch (DateTimeException | ArithmeticException e) {
      throw invalid(
          "expected " + option + " with a time such as 2026-03-20T13:30:00Z, found '" + text + "'");
    }
  }

  /** Asks for a change and tells what became of it. */
  final void change(Output out, String what, BiFunction<AccountId, Asked, Booked> change) {
    Booked booked = change.apply(account(), new Asked(requestId, reason()));
    out.done(
        booked,
        booked.isRepeated()
            ? "The request " + requestId + " was carried out before; nothing was done now."
            : what
                + " on account "
                + booked.account()
                + ": "
                + (booked.entries().isEmpty()
                    ? "nothing to book now."
                    : "booked " + booked.entries().size() + " ledger entries."));
  }
}
