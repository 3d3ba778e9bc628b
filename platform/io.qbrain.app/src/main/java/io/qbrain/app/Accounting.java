package io.qbrain.app;

import io.qbrain.kernel.Input;
import io.qbrain.model.AccountId;
import io.qbrain.model.CorporateAction;
import io.qbrain.model.Currency;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Rate;
import io.qbrain.service.AccountingService;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Money, rates, corporate actions and terms, as inputs of their account's trading loop. */
final class Accounting implements AccountingService {
  private static final Logger LOG = LoggerFactory.getLogger(Accounting.class);

  private final Accounts accounts;

  Accounting(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Booked deposit(AccountId account, Money amount, Asked how) {
    return carryOut(account, new Input.Deposit(positive(amount), referenceOf(how)), how);
  }

  @Override
  public Booked withdraw(AccountId account, Money amount, Asked how) {
    return carryOut(account, new Input.Deposit(positive(amount).negate(), referenceOf(how)), how);
  }

  private static Money positive(Money amount) {
    if (amount.signum() <= 0) {
      throw new ServiceException(
          Kind.INVALID, "amount.sign", "expected an amount > 0, found " + amount);
    }
    return amount;
  }

  private static String referenceOf(Asked how) {
    return how.reason().isBlank() ? how.requestId() : how.reason();
  }

  @Override
  public Booked transfer(AccountId account, InstanceId instance, Money amount, Asked how) {
    return carryOut(account, new Input.Transfer(instance, amount, referenceOf(how)), how);
  }

  @Override
  public Booked convert(
      AccountId account, Optional<InstanceId> instance, Money from, Currency to, Asked how) {
    return carryOut(account, new Input.Convert(instance.orElse(null), from, to), how);
  }

  @Override
  public Booked fund(AccountId account, InstrumentId instrument, long rateRaw, Asked how) {
    return carryOut(account, new Input.Fund(instrument, rateRaw, referenceOf(how)), how);
  }

  @Override
  public Booked record(AccountId account, Rate rate, Asked how) {
    boolean isToCome = rate.timeNanos() > accounts.get(account).nowNanos();
    return carryOut(
        account, isToCome ? new Input.AnnounceRate(rate) : new Input.RecordRate(rate), how);
  }

  @Override
  public Booked act(AccountId account, CorporateAction action, boolean isNow, Asked how) {
    return carryOut(account, isNow ? new Input.Act(action) : new Input.Announce(action), how);
  }

  @Override
  public Booked callOff(AccountId account, String key, Asked how) {
    return carryOut(account, new Input.Withdraw(key, how.reason()), how);
  }

  @Override
  public Booked changeTerms(AccountId account, String terms, Asked how) {
    return carryOut(account, new Input.SetTerms(terms, how.reason()), how);
  }

  private Booked carryOut(AccountId account, Input input, Asked how) {
    TradingLoop loop = accounts.get(account);
    Answer.Done done = loop.command(identified(input, how.requestId()));
    LOG.info(
        "account {}: {}{} ({})",
        account,
        input,
        done.isRepeated() ? " was done before" : "",
        how.reason());
    return new Booked(account, done.isRepeated(), done.entries());
  }

  private static Input identified(Input input, String requestId) {
    if (requestId.isEmpty()) {
      return input;
    }
    try {
      return new Input.Once(requestId, input);
    } catch (IllegalArgumentException e) {
      throw new ServiceException(Kind.INVALID, "request.id", String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public String terms(AccountId account) {
    return accounts.get(account).published().account().settings().terms().text();
  }

  @Override
  public List<RateView> rates(AccountId account) {
    return accounts.get(account).published().account().rates().stream()
        .map(r -> new RateView(r.rate(), r.by()))
        .toList();
  }

  @Override
  public List<AnnouncementView> announcements(AccountId account) {
    return accounts.get(account).published().account().agenda().stream()
        .map(a -> new AnnouncementView(a.key(), a.dueNanos(), a.what()))
        .toList();
  }
}
