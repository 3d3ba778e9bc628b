package io.qbrain.testkit.fake;

import io.qbrain.model.AccountId;
import io.qbrain.model.CorporateAction;
import io.qbrain.model.Currency;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.LedgerAccount;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Money;
import io.qbrain.model.Rate;
import io.qbrain.model.Times;
import io.qbrain.service.AccountingService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Remembers what it is asked for; a request id that begins with {@code again} is a repeated one.
 */
public final class RecordedAccounting implements AccountingService {
  private static final long TIME = Times.nanos(Instant.parse("2026-03-20T13:30:00Z"));

  private final List<String> calls = new ArrayList<>();

  /** Returns what was asked for, one line for each call, in order. */
  public List<String> calls() {
    return calls;
  }

  private Booked booked(AccountId account, Asked how, String call, LedgerEntry... entries) {
    calls.add(account + " " + call + " [" + how.requestId() + "] " + how.reason());
    boolean isRepeated = how.requestId().startsWith("again");
    return new Booked(account, isRepeated, isRepeated ? List.of() : List.of(entries));
  }

  private static LedgerEntry entry(Money amount) {
    return new LedgerEntry(
        8,
        TIME,
        LedgerEntry.Kind.DEPOSIT,
        "wire",
        List.of(
            LedgerEntry.Posting.of(new LedgerAccount(LedgerAccount.Type.CASH, null, null), amount),
            LedgerEntry.Posting.of(
                new LedgerAccount(LedgerAccount.Type.CAPITAL, null, null), amount.negate())));
  }

  @Override
  public Booked deposit(AccountId account, Money amount, Asked how) {
    return booked(account, how, "deposit " + amount, entry(amount));
  }

  @Override
  public Booked withdraw(AccountId account, Money amount, Asked how) {
    return booked(account, how, "withdraw " + amount, entry(amount.negate()));
  }

  @Override
  public Booked transfer(AccountId account, InstanceId instance, Money amount, Asked how) {
    return booked(account, how, "transfer " + instance + " " + amount);
  }

  @Override
  public Booked convert(
      AccountId account, Optional<InstanceId> instance, Money from, Currency to, Asked how) {
    return booked(account, how, "convert " + instance + " " + from + " " + to);
  }

  @Override
  public Booked fund(AccountId account, InstrumentId instrument, long rateRaw, Asked how) {
    return booked(account, how, "fund " + instrument + " " + rateRaw);
  }

  @Override
  public Booked record(AccountId account, Rate rate, Asked how) {
    return booked(account, how, "rate " + rate + " " + rate.timeNanos());
  }

  @Override
  public Booked act(AccountId account, CorporateAction action, boolean isNow, Asked how) {
    return booked(account, how, (isNow ? "now " : "") + action);
  }

  @Override
  public Booked callOff(AccountId account, String key, Asked how) {
    return booked(account, how, "call off " + key);
  }

  @Override
  public Booked changeTerms(AccountId account, String terms, Asked how) {
    return booked(account, how, "terms " + terms);
  }

  @Override
  public String terms(AccountId account) {
    return "positions=netting,rates=pairs";
  }

  @Override
  public List<RateView> rates(AccountId account) {
    return List.of(
        new RateView(
            new Rate(Rate.Kind.CONVERSION, "EUR/JPY", 16_500_000_000L, TIME),
            "USD/JPY 150 and EUR/USD 1.1"));
  }

  @Override
  public List<AnnouncementView> announcements(AccountId account) {
    return List.of(
        new AnnouncementView("split:SPY.ARCA:2026-03-20T13:30:00Z", TIME + 1, "split 2 for 1"));
  }
}
