package io.qbrain.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.AccountId;
import io.qbrain.model.CorporateAction;
import io.qbrain.model.Currency;
import io.qbrain.model.Effect;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.model.Rate;
import io.qbrain.model.Times;
import io.qbrain.service.AccountingService;
import io.qbrain.service.AccountingService.Asked;
import io.qbrain.service.InstanceService.NewInstance;
import io.qbrain.service.ServiceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Money, rates, corporate actions and terms of an account that trades. */
class AccountingTest {
  private static final AccountId PAPER = AccountId.of("paper");
  private static final InstanceId ONE = InstanceId.of("one");
  private static final Currency EUR = Currency.of("EUR");
  private static final Asked TEST = Asked.because("test");

  private final HandClock clock = new HandClock(Bench.T0);
  private Bench bench;

  @BeforeEach
  void start(@TempDir Path folder) {
    bench = new Bench(folder, clock);
    assertThat(bench.start()).isTrue();
  }

  @AfterEach
  void everyDecisionComesAgainAndTheLedgerAgrees() {
    assertThat(bench.platform.replays().prove(PAPER).difference()).isEmpty();
    assertThat(bench.platform.portfolio().verifyLedger(PAPER).differences()).isEmpty();
    bench.platform.stop();
  }

  private AccountingService accounting() {
    return bench.platform.accounting();
  }

  private static long at(int minute) {
    return Times.nanos(Bench.T0.plus(Duration.ofMinutes(minute)));
  }

  /** Makes an instance that buys on the second bar. */
  private void hold() {
    bench
        .platform
        .instances()
        .create(
            new NewInstance(
                ONE,
                Bench.SWITCH,
                Map.of("instrument", Bench.ALPHA.toString()),
                Optional.empty(),
                Optional.empty()));
    bench.platform.instances().start(ONE, "test");
    bench.bar("101");
    bench.bar("102");
    Bench.await("a fill", () -> !bench.platform.portfolio().fills(Optional.of(ONE), 1).isEmpty());
  }

  private List<String> kinds() {
    return bench.platform.portfolio().ledger(PAPER, 0, 100).stream()
        .map(e -> e.kind().name())
        .toList();
  }

  private static void refused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ServiceException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void moneyComesAndGoesOnceForAnId() {
    Money amount = Money.parse("500 USD");
    Asked wire = new Asked("wire-1", "by wire");
    AccountingService.Booked booked = accounting().deposit(PAPER, amount, wire);
    assertThat(booked.isRepeated()).isFalse();
    assertThat(booked.entries())
        .extracting(LedgerEntry::kind, LedgerEntry::reference)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(LedgerEntry.Kind.DEPOSIT, "by wire"));
    assertThat(accounting().deposit(PAPER, amount, wire).isRepeated()).isTrue();
    bench.crash();
    bench.start();
    AccountingService.Booked again = accounting().deposit(PAPER, amount, wire);
    assertThat(again.isRepeated()).isTrue();
    assertThat(again.entries()).isEmpty();
    assertThat(bench.platform.portfolio().account(PAPER).capital()).hasToString("1000500.00 USD");
    accounting().withdraw(PAPER, amount, new Asked("", "back"));
    assertThat(bench.platform.portfolio().account(PAPER).capital()).hasToString("1000000.00 USD");
    refused("request.reused", () -> accounting().withdraw(PAPER, amount, wire));
    refused(
        "account.capital", () -> accounting().withdraw(PAPER, Money.parse("2000000 USD"), TEST));
    refused("rate.missing", () -> accounting().deposit(PAPER, Money.parse("1 EUR"), TEST));
    refused("amount.sign", () -> accounting().deposit(PAPER, Money.parse("0 USD"), TEST));
    refused(
        "request.id", () -> accounting().deposit(PAPER, amount, new Asked("x".repeat(101), "")));
    refused("account.unknown", () -> accounting().deposit(AccountId.of("no"), amount, TEST));
  }

  @Test
  void moneyMovesBetweenAccountAndInstanceOnceAndSurvivesACrash() {
    hold();
    InstanceId one = bench.platform.instances().list().get(0).instance().id();
    Money before = bench.platform.instances().list().get(0).instance().capital();
    Money amount = Money.parse("250 USD");
    Asked more = new Asked("t-1", "more");
    assertThat(accounting().transfer(PAPER, one, amount, more).entries())
        .extracting(LedgerEntry::kind)
        .containsExactly(LedgerEntry.Kind.ALLOCATION);
    bench.crash();
    bench.start();
    assertThat(accounting().transfer(PAPER, one, amount, more).isRepeated()).isTrue();
    assertThat(bench.platform.instances().list().get(0).instance().capital())
        .isEqualTo(before.plus(amount));
    accounting().transfer(PAPER, one, amount.negate(), TEST);
    assertThat(bench.platform.instances().list().get(0).instance().capital()).isEqualTo(before);
    refused(
        "transfer.free",
        () -> accounting().transfer(PAPER, one, Money.parse("99999999 USD"), TEST));
    refused("transfer.amount", () -> accounting().transfer(PAPER, one, Money.parse("0 USD"), TEST));
    assertThat(bench.platform.portfolio().verifyLedger(PAPER).differences()).isEmpty();
  }

  @Test
  void moneyIsConvertedAtTheRateInForce() {
    refused(
        "rate.missing",
        () -> accounting().convert(PAPER, Optional.empty(), Money.parse("1 USD"), EUR, TEST));
    accounting().changeTerms(PAPER, "conversion=on-request", TEST);
    accounting().record(PAPER, Rate.conversion(EUR, Currency.USD, Price.parse("1.25"), 0), TEST);
    accounting().convert(PAPER, Optional.empty(), Money.parse("1000 USD"), EUR, TEST);
    assertThat(bench.platform.portfolio().account(PAPER).balances())
        .extracting(b -> b.cash() + " is " + b.baseValue())
        .containsExactly("800.00 EUR is 1000.00 USD");
    assertThat(bench.platform.portfolio().account(PAPER).equity()).hasToString("1000000.00 USD");
    accounting().record(PAPER, Rate.conversion(EUR, Currency.USD, Price.parse("1.3"), 0), TEST);
    assertThat(bench.platform.portfolio().account(PAPER).equity()).hasToString("1000040.00 USD");
    assertThat(accounting().rates(PAPER))
        .extracting(r -> r.rate().toString())
        .containsExactly("CONVERSION EUR/USD 1.3");
  }

  @Test
  void aDividendIsPaidAndASplitBookedThoughThePlatformCrashedInBetween() {
    hold();
    accounting()
        .act(
            PAPER,
            new CorporateAction.Dividend(Bench.ALPHA, Money.parse("2 USD"), at(3), at(6)),
            false,
            TEST);
    accounting().act(PAPER, new CorporateAction.Split(Bench.ALPHA, 2, 1, at(7)), false, TEST);
    assertThat(accounting().announcements(PAPER)).hasSize(2);
    bench.crash();
    bench.start();
    assertThat(accounting().announcements(PAPER)).hasSize(2);
    bench.bar("102");
    bench.bar("102");
    Bench.await("the entitlement", () -> kinds().contains("DIVIDEND"));
    assertThat(bench.platform.portfolio().account(PAPER).receivable()).hasToString("20.00 USD");
    bench.crash();
    bench.start();
    bench.bar("102");
    bench.bar("102");
    Bench.await("the payment", () -> kinds().contains("DIVIDEND_PAID"));
    bench.bar("102");
    bench.bar("51");
    Bench.await("the split", () -> kinds().contains("SPLIT"));
    assertThat(accounting().announcements(PAPER)).isEmpty();
    assertThat(bench.platform.portfolio().account(PAPER).receivable()).hasToString("0.00 USD");
    assertThat(kinds().stream().filter(k -> k.startsWith("DIVIDEND"))).hasSize(2);
  }

  @Test
  void whatIsAnnouncedComesByTheClockOnAQuietMarket() {
    hold();
    accounting().act(PAPER, new CorporateAction.Split(Bench.ALPHA, 2, 1, at(3)), false, TEST);
    accounting().record(PAPER, Rate.credit(Currency.USD, "0.03", at(3)), TEST);
    clock.now = Bench.T0.plus(Duration.ofMinutes(3)).plusSeconds(30);
    Bench.await("the split", () -> kinds().contains("SPLIT"));
    Bench.await("the rate", () -> !accounting().rates(PAPER).isEmpty());
    assertThat(accounting().announcements(PAPER)).isEmpty();
  }

  @Test
  void whatCannotBeIsRefused() {
    hold();
    CorporateAction past = new CorporateAction.Split(Bench.ALPHA, 2, 1, at(1));
    refused("announcement.past", () -> accounting().act(PAPER, past, false, TEST));
    refused(
        "instrument.unknown",
        () ->
            accounting()
                .act(
                    PAPER,
                    new CorporateAction.Split(InstrumentId.of("NO.SIM"), 2, 1, at(9)),
                    false,
                    TEST));
    refused("funding.instrument", () -> accounting().fund(PAPER, Bench.ALPHA, 10_000, TEST));
    refused("announcement.unknown", () -> accounting().callOff(PAPER, "split:x", TEST));
    refused("terms.conflict", () -> accounting().changeTerms(PAPER, "positions=hedging", TEST));
    refused("terms.invalid", () -> accounting().changeTerms(PAPER, "positions=odd", TEST));
    accounting().act(PAPER, past, true, TEST);
    assertThat(kinds()).contains("SPLIT");
    assertThat(accounting().act(PAPER, past, true, TEST).entries()).as("once").isEmpty();
  }

  @Test
  void anAnnouncementIsTakenBack() {
    hold();
    CorporateAction split = new CorporateAction.Split(Bench.ALPHA, 2, 1, at(3));
    accounting().act(PAPER, split, false, TEST);
    accounting().callOff(PAPER, split.key(), TEST);
    bench.bar("102");
    bench.bar("102");
    assertThat(kinds()).doesNotContain("SPLIT");
  }

  @Test
  void theTermsInForceAreThoseOfTheJournal() {
    assertThat(accounting().terms(PAPER)).startsWith("positions=netting,profit=exact");
    accounting().changeTerms(PAPER, "positions=hedging,interest=actual-365", TEST);
    bench.restart();
    assertThat(accounting().terms(PAPER))
        .startsWith("positions=hedging")
        .contains("interest=actual-365");
    assertThat(bench.platform.portfolio().account(PAPER).terms()).startsWith("HEDGING");
  }

  @Test
  void aJournalWithoutTermsGetsThoseOfTheConfiguration() {
    hold();
    bench.platform.stop();
    bench.journal.turns.removeIf(
        t -> t.effects().stream().anyMatch(e -> e instanceof Effect.TermsChanged));
    bench.restart();
    assertThat(bench.journal.turns.stream().flatMap(t -> t.effects().stream()))
        .filteredOn(e -> e instanceof Effect.TermsChanged)
        .hasSize(1);
    assertThat(bench.platform.portfolio().positions(Optional.of(ONE))).hasSize(1);
  }
}
