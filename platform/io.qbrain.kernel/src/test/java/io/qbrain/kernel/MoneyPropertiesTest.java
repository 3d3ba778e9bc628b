package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.BarSpec;
import io.qbrain.model.CorporateAction;
import io.qbrain.model.Currency;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.LedgerAccount.Type;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Money;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Rate;
import io.qbrain.model.Side;
import io.qbrain.model.Times;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens to an account of dollars that holds shares of euros. */
class MoneyPropertiesTest {
  private static final Currency EUR = Currency.of("EUR");
  private static final int LEVERAGE = 1_000;

  /** More shares would be worth more than money can count when the price is back at 7. */
  private static final long MOST_SHARES = 1_000_000;

  /** What happens next. */
  enum What {
    TRADE,
    TRADE_AGAIN,
    RATE,
    SPLIT,
    DIVIDEND,
    DIVIDEND_PAID_LATER,
    INTEREST,
    CONVERT,
    OWNER,
    TERMS,
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
            Desk.settings(AccountKind.MARGIN, LEVERAGE, RiskProfile.REFERENCE, "none")
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
    isTheSumOfItsEntries(desk);
    AccountSnapshot.BookSnapshot again = desk.recovered().book("s");
    assertThat(again.cash()).isEqualTo(book.cash());
    assertThat(again.positions()).isEqualTo(book.positions());
    assertThat(again.openPositions()).isEqualTo(book.openPositions());
    assertThat(desk.recovered().kernel.terms()).isEqualTo(desk.kernel.terms());
    assertThat(desk.recovered().kernel.snapshot().agenda())
        .isEqualTo(desk.kernel.snapshot().agenda());
    assertThat(again.balances())
        .extracting(b -> b.cash() + " " + b.unsettled())
        .isEqualTo(book.balances().stream().map(b -> b.cash() + " " + b.unsettled()).toList());
  }

  /**
   * Equity is what the ledger says: the money of each currency, with what is unsettled and what
   * will be received, and what is held at the last price; converted at the last rate, each of the
   * two books' sums of a currency once, half a unit off at most.
   */
  private static void isTheSumOfItsEntries(Desk desk) {
    Map<Currency, Long> sums = new TreeMap<>();
    long quantity = 0;
    for (LedgerEntry e : desk.ledger()) {
      for (LedgerEntry.Posting p : e.postings()) {
        quantity += p.quantity().raw();
        switch (p.account().type()) {
          case CASH, UNSETTLED, RECEIVABLE ->
              sums.merge(p.amount().currency(), p.amount().raw(), Math::addExact);
          default -> {
            // What it cost, earned or was paid in is no part of the equity.
          }
        }
      }
    }
    AccountSnapshot.Quoted a = desk.quoted(A);
    long euros = sums.getOrDefault(EUR, 0L) + Fixed.multiply(quantity, a.last().raw());
    BigDecimal exact =
        BigDecimal.valueOf(sums.getOrDefault(Currency.USD, 0L))
            .add(
                BigDecimal.valueOf(euros)
                    .multiply(BigDecimal.valueOf(a.rateToBase().raw(), Fixed.DIGITS)));
    assertThat(BigDecimal.valueOf(desk.kernel.equityRaw()).subtract(exact).abs())
        .as("cash of two books and the shares: three conversions")
        .isLessThanOrEqualTo(new BigDecimal("1.5"));
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
        if (Math.abs(held * n) > MOST_SHARES * Fixed.ONE) {
          return held;
        }
        CorporateAction.Split split = new CorporateAction.Split(A, n, 1, nanos(now));
        return split(desk, split, held);
      }
      case DIVIDEND ->
          desk.handle(
              new Input.Act(
                  new CorporateAction.Dividend(
                      A, Money.parse("0." + step.b() + " EUR"), step.a() + 1_000L)));
      case DIVIDEND_PAID_LATER -> {
        long ex = nanos(now.plus(Duration.ofHours(Math.abs(step.a()) + 1L)));
        desk.handle(
            new Input.Announce(
                new CorporateAction.Dividend(
                    A,
                    Money.parse("0." + step.b() + " EUR"),
                    ex,
                    ex + Duration.ofDays(step.b()).toNanos())));
      }
      case INTEREST -> {
        Currency currency = step.b() % 2 == 0 ? EUR : Currency.USD;
        Rate rate =
            new Rate(
                step.b() % 3 == 0 ? Rate.Kind.CREDIT : Rate.Kind.DEBIT,
                currency.toString(),
                step.a() * Fixed.ONE / 300,
                nanos(now) + step.b() * 3_600_000_000_000L);
        desk.handle(step.b() < 5 ? new Input.RecordRate(rate) : new Input.AnnounceRate(rate));
      }
      case CONVERT -> {
        boolean isOfDollars = step.a() > 0;
        desk.handle(
            new Input.Convert(
                step.b() == 9 ? null : InstanceId.of("s"),
                Money.parse(step.b() + ".37 " + (isOfDollars ? "USD" : "EUR")),
                isOfDollars ? EUR : Currency.USD));
      }
      case OWNER -> {
        Input deposit = new Input.Deposit(Money.of(step.a(), Currency.USD), "owner");
        desk.handle(new Input.Once("owner-" + step.b(), deposit));
        desk.handle(new Input.Once("owner-" + step.b(), deposit));
      }
      case TERMS ->
          desk.handle(
              new Input.SetTerms(
                  List.of(
                          "conversion=at-once",
                          "conversion=on-request",
                          "settlement=tracked",
                          "settlement=ignored",
                          "interest=actual-365")
                      .get(step.b() % 5),
                  "test"));
      case DAY -> {
        now = now.plus(Duration.ofDays(step.b()));
        desk.handle(new Input.TimeAdvanced(nanos(now)));
      }
    }
    return held;
  }

  /**
   * The value of a split is exact but for two things: the new price is the nearest 1e-8 to the old
   * one / n, so each new share may be worth half a unit more or less; and equity is converted at
   * the rate before and after, half a unit each. Nothing else may change.
   */
  private long split(Desk desk, CorporateAction.Split split, long held) {
    long n = split.numerator();
    Money before = desk.book("s").equity();
    AccountSnapshot.Quoted old = desk.quoted(A);
    int applied = desk.effects.size();
    Refusal refusal = desk.handle(new Input.Act(split));
    if (desk.effects.size() == applied) {
      assertThat(refusal == null || refusal.code().equals("action.exists")).isTrue();
      assertThat(desk.book("s").equity()).isEqualTo(before);
      return held;
    }
    long was = old.last().raw();
    long is = desk.quoted(A).last().raw();
    assertThat(2 * Math.abs(is * n - was)).as("the nearest price").isLessThanOrEqualTo(n);
    BigDecimal euros =
        BigDecimal.valueOf(held / Fixed.ONE).multiply(BigDecimal.valueOf(is * n - was));
    BigDecimal dollars = euros.multiply(BigDecimal.valueOf(old.rateToBase().raw(), Fixed.DIGITS));
    assertThat(BigDecimal.valueOf(desk.book("s").equity().raw() - before.raw()).subtract(dollars))
        .as("a split alone earns nothing but the rounding of the price")
        .isBetween(BigDecimal.ONE.negate(), BigDecimal.ONE);
    return held * n;
  }

  /**
   * Returns whether it traded. Splits multiply what is held while the prices of this test stay
   * where they are, so a short may lose all: then what would enlarge a position is denied, and
   * exactly when it would exceed equity x leverage.
   */
  private boolean trade(Desk desk, int signed, String price, String fee) {
    now = now.plusSeconds(60);
    Side side = signed < 0 ? Side.SELL : Side.BUY;
    long held = desk.held("s", A).raw();
    script.bar = (b, c) -> c.submit(OrderRequest.market(A, side, Quantity.of(Math.abs(signed))));
    desk.bar(A, BarSpec.MINUTE, now, price);
    script.bar = (b, c) -> {};
    long after = Math.abs(held + signed * Fixed.ONE);
    long value =
        Fixed.multiply(
            Fixed.multiply(after, Fixed.parse(price)), desk.quoted(A).rateToBase().raw());
    boolean isAllowed =
        after <= Math.abs(held)
            || BigInteger.valueOf(value)
                    .compareTo(
                        BigInteger.valueOf(desk.book("s").equity().raw())
                            .multiply(BigInteger.valueOf(LEVERAGE)))
                <= 0;
    assertThat(desk.kernel.openOrders().isEmpty()).isEqualTo(!isAllowed);
    if (!isAllowed) {
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

  private static long nanos(Instant time) {
    return Times.nanos(time);
  }

  private Rate rate(String value) {
    return Rate.conversion(EUR, Currency.USD, Price.parse(value), nanos(now));
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
