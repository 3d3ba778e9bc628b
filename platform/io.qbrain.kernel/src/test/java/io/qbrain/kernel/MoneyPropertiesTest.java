package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.BarSpec;
import io.qbrain.model.CorporateAction;
import io.qbrain.model.Currency;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.LedgerAccount.Type;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Money;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Rate;
import io.qbrain.model.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens to an account of dollars that holds shares of euros. */
class MoneyPropertiesTest {
  private static final Currency EUR = Currency.of("EUR");

  /** What happens next. */
  enum What {
    TRADE,
    TRADE_AGAIN,
    RATE,
    SPLIT,
    DIVIDEND,
    DAY
  }

  /** One step: what, and two numbers that say how. */
  record Step(What what, int a, int b) {}

  private final Script script = new Script();
  private Instant now = Instant.parse("2026-01-05T10:00:00Z");

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of(What.class),
            Arbitraries.integers().between(-40, 40),
            Arbitraries.integers().between(1, 9))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(25);
  }

  @Property(tries = 120)
  void isBalancedRecoverableAndTheSumOfItsEntries(
      @ForAll("steps") List<Step> steps,
      @ForAll AccountTerms.Conversion conversion,
      @ForAll AccountTerms.Settlement settlement) {
    Desk desk =
        Desk.of(
            Desk.settings(AccountKind.MARGIN, 1_000, RiskProfile.REFERENCE, "none")
                .with(AccountTerms.DEFAULT.with(conversion).with(settlement)));
    desk.handle(new Input.ListInstrument(Instrument.builder(A, EUR).settlementDays(2).build()));
    desk.handle(new Input.Deposit(Money.of(1_000_000, Currency.USD), "owner"));
    desk.handle(new Input.RecordRate(Rate.borrow(A, "0.05", 1)));
    desk.handle(new Input.RecordRate(rate("1.1")));
    desk.running("s", script);
    long held = 0;
    for (Step step : steps) {
      held = take(desk, step, held);
      assertThat(desk.held("s", A).raw()).isEqualTo(held);
    }
    assertThat(CurrenciesTest.sums(desk).values()).allMatch(sum -> sum == 0);
    AccountSnapshot.BookSnapshot book = desk.book("s");
    Map<Type, Long> euros = byType(desk, EUR);
    Map<Type, Long> dollars = byType(desk, Currency.USD);
    assertThat(book.cash().raw()).isEqualTo(dollars.getOrDefault(Type.CASH, 0L));
    assertThat(book.unsettled().raw()).isEqualTo(dollars.getOrDefault(Type.UNSETTLED, 0L));
    for (AccountSnapshot.CurrencyBalance b : book.balances()) {
      assertThat(b.cash().raw()).isEqualTo(euros.getOrDefault(Type.CASH, 0L));
      assertThat(b.unsettled().raw()).isEqualTo(euros.getOrDefault(Type.UNSETTLED, 0L));
    }
    if (!book.positions().isEmpty()) {
      assertThat(book.positions().get(0).cost().raw())
          .isEqualTo(euros.getOrDefault(Type.POSITION, 0L));
      assertThat(book.positions().get(0).fees().raw()).isEqualTo(euros.getOrDefault(Type.FEES, 0L));
    }
    AccountSnapshot.BookSnapshot again = desk.recovered().book("s");
    assertThat(again.cash()).isEqualTo(book.cash());
    assertThat(again.positions()).isEqualTo(book.positions());
    assertThat(again.balances())
        .extracting(b -> b.cash() + " " + b.unsettled())
        .isEqualTo(book.balances().stream().map(b -> b.cash() + " " + b.unsettled()).toList());
  }

  /** Returns what is held after a step. */
  private long take(Desk desk, Step step, long held) {
    switch (step.what()) {
      case TRADE, TRADE_AGAIN -> {
        if (step.a() != 0 && trade(desk, step.a(), "7." + step.b(), "0.0" + step.b())) {
          return held + step.a() * Fixed.ONE;
        }
      }
      case RATE -> desk.handle(new Input.RecordRate(rate("1." + step.b() + Math.abs(step.a()))));
      case SPLIT -> {
        long n = step.b() == 1 ? 10 : step.b();
        CorporateAction split =
            new CorporateAction.Split(A, n, 1, io.qbrain.model.Times.nanos(now));
        Money before = desk.book("s").equity();
        int applied = desk.effects.size();
        desk.handle(new Input.Act(split));
        assertThat(Math.abs(desk.book("s").equity().raw() - before.raw()))
            .as("a split alone earns nothing but the rounding of the price")
            .isLessThan(Fixed.ONE / 1_000 + 2 * Math.abs(held * n) / Fixed.ONE);
        return desk.effects.size() == applied ? held : held * n;
      }
      case DIVIDEND ->
          desk.handle(
              new Input.Act(
                  new CorporateAction.Dividend(
                      A, Money.parse("0." + step.b() + " EUR"), step.a() + 1_000L)));
      case DAY -> {
        now = now.plus(Duration.ofDays(step.b()));
        desk.handle(new Input.TimeAdvanced(io.qbrain.model.Times.nanos(now)));
      }
    }
    return held;
  }

  /** Returns whether it traded: who lost all by splits of what was sold short is denied. */
  private boolean trade(Desk desk, int signed, String price, String fee) {
    now = now.plusSeconds(60);
    Side side = signed < 0 ? Side.SELL : Side.BUY;
    script.bar = (b, c) -> c.submit(OrderRequest.market(A, side, Quantity.of(Math.abs(signed))));
    desk.bar(A, BarSpec.MINUTE, now, price);
    script.bar = (b, c) -> {};
    if (desk.kernel.openOrders().isEmpty()) {
      assertThat(desk.denied()).last().asString().contains("BUYING_POWER");
      return false;
    }
    ExecutionReport r = desk.fillOf(desk.open(), String.valueOf(Math.abs(signed)), price, "0");
    desk.report(
        new ExecutionReport(
            r.venueSequence(),
            r.type(),
            r.orderId(),
            r.venueOrderId(),
            r.executionId(),
            r.side(),
            r.quantity(),
            r.price(),
            Money.parse(fee + " EUR"),
            r.orderQuantity(),
            "",
            r.timeNanos()));
    return true;
  }

  private Rate rate(String value) {
    return Rate.conversion(EUR, Currency.USD, Price.parse(value), io.qbrain.model.Times.nanos(now));
  }

  /** The balances of the instance's accounts in a currency. */
  private static Map<Type, Long> byType(Desk desk, Currency currency) {
    Map<Type, Long> sums = new EnumMap<>(Type.class);
    for (LedgerEntry e : desk.ledger()) {
      for (LedgerEntry.Posting p : e.postings()) {
        if (p.account().book() != null && p.amount().currency().equals(currency)) {
          sums.merge(p.account().type(), p.amount().raw(), Math::addExact);
        }
      }
    }
    return sums;
  }
}
