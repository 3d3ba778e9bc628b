package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.Currency;
import io.qbrain.model.Effect;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.Money;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Rate;
import io.qbrain.model.Side;
import io.qbrain.model.Times;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The terms of an account as inputs: journalled, changed where that can be, and recovered. */
class TermsTest {
  private static final Currency EUR = Currency.of("EUR");

  private final Script script = new Script();

  private static @Nullable Refusal change(Desk desk, String terms) {
    return desk.handle(new Input.SetTerms(terms, "test"));
  }

  private void buy(Desk desk, int minute) {
    script.bar = (b, c) -> c.submit(OrderRequest.market(A, Side.BUY, Quantity.of(10)));
    desk.bar(A, minute, "100");
    script.bar = (b, c) -> {};
  }

  @Test
  void areJournalledOnceAndWhenTheyChange() {
    Desk desk = Desk.open(Desk.REFERENCE);
    assertThat(desk.kernel.termsAreJournaled()).isFalse();
    assertThat(change(desk, "")).isNull();
    assertThat(desk.kernel.termsAreJournaled()).isTrue();
    assertThat(change(desk, "positions=netting")).isNull();
    assertThat(change(desk, "settlement=tracked,interest=money-market")).isNull();
    assertThat(desk.effects)
        .filteredOn(e -> e instanceof Effect.TermsChanged)
        .hasSize(2)
        .last()
        .asString()
        .contains("USD", "settlement=tracked", "interest=money-market", "positions=netting");
    assertThat(desk.recovered().kernel.terms())
        .isEqualTo(
            AccountTerms.DEFAULT.with(AccountTerms.Settlement.TRACKED).with(DayCount.MONEY_MARKET));
    assertThat(desk.kernel.snapshot().settings().terms()).isEqualTo(desk.kernel.terms());
  }

  @Test
  void aRestartUsesThoseInForceWhateverTheConfigurationSays() {
    Desk desk = Desk.open(Desk.REFERENCE.with(AccountTerms.DEFAULT.with(PositionMode.HEDGING)));
    change(desk, "");
    desk.running("s", script);
    buy(desk, 1);
    desk.fillAll("100");
    buy(desk, 2);
    desk.fillAll("100");
    assertThat(desk.book("s").openPositions()).hasSize(2);
    Desk netting = Desk.of(Desk.REFERENCE);
    desk.turns.forEach(netting.kernel::apply);
    assertThat(netting.book("s").openPositions()).isEqualTo(desk.book("s").openPositions());
    assertThat(netting.kernel.terms().positions()).isEqualTo(PositionMode.HEDGING);
  }

  @Test
  void whatCountsPositionsCannotChangeWhileThereAreAny() {
    Desk desk = Desk.open(Desk.REFERENCE).running("s", script);
    buy(desk, 1);
    assertThat(change(desk, "positions=hedging"))
        .extracting(Refusal::code, Refusal::message)
        .containsExactly(
            "terms.conflict",
            "how positions are counted cannot be changed while orders of s are open");
    desk.fillAll("100");
    assertThat(change(desk, "positions=hedging"))
        .extracting(Refusal::message)
        .asString()
        .endsWith("while something is held: s holds 10 A.SIM");
    assertThat(change(desk, "profit=ieee-cents")).isNotNull();
    assertThat(change(desk, "settlement=required,maintenance=0.5")).isNull();
    script.bar = (b, c) -> c.submit(OrderRequest.market(A, Side.SELL, Quantity.of(10)));
    desk.bar(A, 3, "100");
    desk.fillAll("100");
    script.bar = (b, c) -> {};
    assertThat(change(desk, "positions=hedging")).isNull();
    buy(desk, 4);
    desk.fillAll("100");
    assertThat(desk.book("s").openPositions()).hasSize(1);
    assertThat(desk.recovered().book("s").openPositions()).hasSize(1);
  }

  @Test
  void unknownTermsAreRefusedByName() {
    Desk desk = Desk.open(Desk.REFERENCE);
    assertThat(change(desk, "positions=both"))
        .extracting(Refusal::code, Refusal::message)
        .containsExactly("terms.invalid", "expected one of [netting, hedging], found 'both'");
    assertThat(change(desk, "rates=EUR@X.SIM")).isNotNull();
    assertThat(change(desk, "borrow-days=x")).isNotNull();
    assertThat(desk.kernel.termsAreJournaled()).isFalse();
  }

  @Test
  void aChangeToConversionAtOnceConvertsWhatIsThere() {
    Desk desk =
        Desk.of(Desk.REFERENCE.with(AccountTerms.DEFAULT.with(AccountTerms.Conversion.ON_REQUEST)));
    desk.handle(new Input.ListInstrument(Instrument.builder(A, EUR).build()));
    desk.handle(new Input.Deposit(Money.of(100_000, Currency.USD), "owner"));
    desk.handle(new Input.RecordRate(Rate.conversion(EUR, Currency.USD, Price.parse("1.1"), 1)));
    desk.running("s", script);
    desk.handle(
        new Input.Convert(io.qbrain.model.InstanceId.of("s"), Money.parse("1100 USD"), EUR));
    assertThat(desk.book("s").balances())
        .extracting(b -> b.cash().toString())
        .containsExactly("1000.00 EUR");
    assertThat(change(desk, "conversion=at-once")).isNull();
    assertThat(desk.book("s").cash()).hasToString("100000.00 USD");
    assertThat(desk.recovered().book("s").cash()).hasToString("100000.00 USD");
  }

  @Test
  void aJournalOfAnotherBaseCurrencyIsRefused() {
    Desk desk = Desk.open(Desk.REFERENCE);
    change(desk, "");
    Desk euros = Desk.of(KernelSettings.of(Desk.ACCOUNT, EUR));
    assertThatThrownBy(() -> desk.turns.forEach(euros.kernel::apply))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the journal is of an account in USD")
        .hasMessageContaining("the configuration says EUR");
  }

  /** The day of the rollover once a UTC day is durable: a restart neither skips nor doubles one. */
  @Test
  void aRestartBeforeTheRolloverOfTheDayDoesNotSkipIt() {
    Currency gbp = Currency.of("GBP");
    Desk desk =
        Desk.of(
            Desk.settings(AccountKind.MARGIN, 50, RiskProfile.REFERENCE, "none")
                .with(AccountTerms.DEFAULT.with(RolloverRule.NAUTILUS)));
    desk.handle(
        new Input.ListInstrument(
            Instrument.builder(A, Currency.USD)
                .margined(Quantity.of(1))
                .baseCurrency(gbp)
                .build()));
    desk.handle(new Input.Deposit(Money.of(100_000, Currency.USD), "owner"));
    desk.handle(new Input.RecordRate(Rate.interest(gbp, "0.05", 1)));
    desk.handle(new Input.RecordRate(Rate.interest(Currency.USD, "0.01", 1)));
    desk.running("s", script);
    buy(desk, 1);
    desk.fillAll("100");
    desk.handle(new Input.TimeAdvanced(Times.nanos(Instant.parse("2026-01-07T02:00:00Z"))));
    int before = desk.ledger().size();
    desk.handle(new Input.Deposit(Money.of(1, Currency.USD), "an effect of the next day"));
    Desk again = desk.recovered();
    Desk once = again.recovered();
    desk.turns.forEach(once.kernel::apply);
    for (Desk d : List.of(desk, once)) {
      int was = d.ledger().size();
      d.handle(new Input.TimeAdvanced(Times.nanos(Instant.parse("2026-01-07T02:01:00Z"))));
      assertThat(d.ledger()).as("charged at midnight already").hasSize(was);
      d.handle(new Input.TimeAdvanced(Times.nanos(Instant.parse("2026-01-08T00:00:00Z"))));
      assertThat(d.ledger()).hasSize(was + 1);
    }
    assertThat(before).isEqualTo(4);
  }

  @Provide
  Arbitrary<AccountTerms> terms() {
    Arbitrary<RolloverRule> rules =
        Combinators.combine(
                Arbitraries.of(RolloverRule.Clock.class),
                Arbitraries.of(true, false),
                Arbitraries.of(true, false),
                Arbitraries.of(RolloverRule.Sign.class),
                Arbitraries.of(true, false))
            .as(RolloverRule::new);
    Arbitrary<List<RateFeed>> feeds =
        Arbitraries.of(
            List.of(),
            List.of(RateFeed.parse("EUR/USD@EURUSD.SIM")),
            List.of(RateFeed.parse("EUR/USD@EUR/USD.FX"), RateFeed.parse("USD/JPY@JPY-X.SIM")));
    return Combinators.combine(
            Arbitraries.of(PositionMode.class),
            Arbitraries.of(ProfitArithmetic.class),
            Arbitraries.of(AccountTerms.Conversion.class),
            Arbitraries.of(AccountTerms.Settlement.class),
            Arbitraries.longs().between(0, Fixed.ONE),
            rules,
            Arbitraries.of(DayCount.class),
            feeds)
        .as(
            (p, a, c, s, m, r, d, f) ->
                new AccountTerms(p, a, c, s, m, r, 360, d, f)
                    .withBorrowDays(365)
                    .with(AccountTerms.BorrowOn.COST));
  }

  @Property(tries = 300)
  void theTextOfTermsIsReadAsTheyAre(@ForAll("terms") AccountTerms terms) {
    assertThat(AccountTerms.DEFAULT.and(terms.text())).isEqualTo(terms);
  }
}
