package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static io.qbrain.kernel.Desk.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.BarSpec;
import io.qbrain.model.CorporateAction;
import io.qbrain.model.Currency;
import io.qbrain.model.Effect;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.MarketProfile;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Rate;
import io.qbrain.model.Side;
import io.qbrain.model.Times;
import io.qbrain.model.TradingCalendar;
import io.qbrain.model.TradingPhase;
import io.qbrain.model.TradingSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Each way in which money moves, as docs/explanation/accounts.md shows it: the entries there are
 * those of these tests.
 */
class MoneyFlowsTest {
  private static final Path PAGE = Path.of("../../docs/explanation/accounts.md");
  private static final Currency EUR = Currency.of("EUR");
  private static final Currency GBP = Currency.of("GBP");
  private static final BarSpec MINUTE = BarSpec.MINUTE;

  private final Script script = new Script();
  private Desk desk = Desk.of(Desk.REFERENCE);

  private static KernelSettings margin(int leverage) {
    return Desk.settings(AccountKind.MARGIN, leverage, RiskProfile.REFERENCE, "none");
  }

  private void open(KernelSettings settings, Instrument... instruments) {
    desk = Desk.of(settings);
    for (Instrument i : instruments) {
      desk.handle(new Input.ListInstrument(i));
    }
    desk.handle(new Input.Deposit(Money.of(100_000, Currency.USD), "owner"));
    desk.running("s", script);
  }

  private static Instrument.Builder share() {
    return Instrument.builder(A, Currency.USD);
  }

  private void bar(String close, String price) {
    bar(A, close, price);
  }

  private void bar(io.qbrain.model.InstrumentId id, String close, String price) {
    desk.bar(id, MINUTE, Instant.parse(close), price);
  }

  private void trade(String close, String price, String signed, String fee) {
    Quantity quantity = Quantity.parse(signed);
    Side side = quantity.signum() < 0 ? Side.SELL : Side.BUY;
    script.bar =
        (b, c) -> {
          if (b.instrument().equals(A)) {
            c.submit(OrderRequest.market(A, side, quantity.abs()));
          }
        };
    bar(close, price);
    script.bar = (b, c) -> {};
    fill(price, fee);
  }

  private void fill(String price, String fee) {
    Order order = desk.open();
    ExecutionReport r = desk.fillOf(order, order.quantity().toString(), price, "0");
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
            Money.parse(fee),
            r.orderQuantity(),
            "",
            r.timeNanos()));
  }

  private static long nanos(String time) {
    return Times.nanos(Instant.parse(time));
  }

  /** The last entries of the ledger as the page shows them. */
  private void shows(String heading, int entries) throws IOException {
    List<LedgerEntry> all = desk.ledger();
    StringBuilder text = new StringBuilder();
    for (LedgerEntry e : all.subList(all.size() - entries, all.size())) {
      text.append(e.kind()).append(' ').append(e.reference()).append('\n');
      for (LedgerEntry.Posting p : e.postings()) {
        text.append("    ").append(p.account()).append("  ").append(p.amount());
        text.append(p.quantity().isZero() ? "" : "  (" + p.quantity() + ")").append('\n');
      }
    }
    String page = Files.readString(PAGE);
    int start = page.indexOf("## " + heading + "\n");
    assertThat(start).as("heading " + heading).isNotNegative();
    int end = page.indexOf("\n## ", start);
    assertThat(page.substring(start, end < 0 ? page.length() : end))
        .contains("```\n" + text + "```");
  }

  /** Whatever happened: debits are credits, and a restart finds the same account. */
  @AfterEach
  void isBalancedAndRecoverable() {
    assertThat(CurrenciesTest.sums(desk).values()).allMatch(sum -> sum == 0);
    AccountSnapshot.BookSnapshot now = desk.book("s");
    AccountSnapshot.BookSnapshot again = desk.recovered().book("s");
    assertThat(again.cash()).isEqualTo(now.cash());
    assertThat(again.unsettled()).isEqualTo(now.unsettled());
    assertThat(again.positions()).isEqualTo(now.positions());
    assertThat(again.balances())
        .extracting(AccountSnapshot.CurrencyBalance::cash)
        .isEqualTo(now.balances().stream().map(AccountSnapshot.CurrencyBalance::cash).toList());
  }

  @Test
  void transferToAnInstance() throws IOException {
    desk = Desk.of(margin(1));
    desk.handle(new Input.ListInstrument(share().build()));
    desk.handle(new Input.Deposit(Money.of(100_000, Currency.USD), "owner"));
    desk.install("s", script).create("s", "60000").start("s");
    InstanceId s = desk.book("s").instance().id();
    assertThat(desk.handle(new Input.Transfer(s, Money.of(10_000, Currency.USD), ""))).isNull();
    shows("Several instances on one account", 1);
  }

  @Test
  void purchase() throws IOException {
    open(margin(1), share().build());
    trade("2026-01-05T10:00:00Z", "50", "100", "1 USD");
    shows("A purchase", 1);
  }

  @Test
  void saleThatIsSettledTwoDaysLater() throws IOException {
    open(
        Desk.settings(AccountKind.CASH, 1, RiskProfile.REFERENCE, "none")
            .with(AccountTerms.DEFAULT.with(AccountTerms.Settlement.REQUIRED)),
        share().settlementDays(2).build());
    trade("2026-01-08T10:00:00Z", "500", "200", "0 USD");
    trade("2026-01-08T11:00:00Z", "510", "-200", "2 USD");
    assertThat(desk.book("s").cash()).hasToString("-2.00 USD");
    assertThat(desk.book("s").unsettled()).hasToString("102000.00 USD");
    assertThat(desk.book("s").equity()).hasToString("101998.00 USD");
    script.bar = (b, c) -> c.submit(OrderRequest.market(A, Side.BUY, Quantity.of(1)));
    bar("2026-01-09T10:00:00Z", "510");
    assertThat(desk.denied()).singleElement().asString().contains("of settled cash");
    script.bar = (b, c) -> {};
    bar("2026-01-11T23:59:00Z", "510");
    assertThat(desk.book("s").unsettled().signum()).as("a weekend is in between").isPositive();
    assertThat(desk.handle(new Input.RemoveInstance(desk.book("s").instance().id(), "x")))
        .isNotNull();
    bar("2026-01-12T10:00:00Z", "510");
    assertThat(desk.book("s").cash()).hasToString("101998.00 USD");
    assertThat(desk.book("s").unsettled().signum()).isZero();
    shows("A sale that is settled later", 2);
  }

  @Test
  void unsettledMoneyMayBeSpentWhereTheTermsSaySo() {
    open(
        Desk.settings(AccountKind.CASH, 1, RiskProfile.REFERENCE, "none")
            .with(AccountTerms.DEFAULT.with(AccountTerms.Settlement.TRACKED)),
        share().settlementDays(1).build());
    trade("2026-01-08T10:00:00Z", "500", "200", "0 USD");
    trade("2026-01-08T11:00:00Z", "510", "-200", "0 USD");
    trade("2026-01-08T12:00:00Z", "510", "200", "0 USD");
    assertThat(desk.denied()).isEmpty();
    assertThat(desk.book("s").cash()).hasToString("-102000.00 USD");
    assertThat(desk.book("s").equity()).hasToString("102000.00 USD");
  }

  @Test
  void theMarketSaysInItsSessionsWhenASaleIsSettled() {
    desk =
        Desk.of(
            Desk.settings(AccountKind.CASH, 1, RiskProfile.REFERENCE, "none")
                .with(AccountTerms.DEFAULT.with(AccountTerms.Settlement.REQUIRED)));
    List<TradingSession> sessions = new ArrayList<>();
    for (String day : List.of("2026-01-05", "2026-01-07")) {
      sessions.add(
          TradingSession.builder(LocalDate.parse(day), nanos(day + "T09:00:00Z"))
              .until(nanos(day + "T15:00:00Z"), TradingPhase.CONTINUOUS)
              .build());
    }
    desk.markets.put(
        "shares",
        MarketProfile.builder("shares", ZoneOffset.UTC, TradingCalendar.of(sessions))
            .settlements(new MarketProfile.Settlement(LocalDate.parse("2026-01-01"), 1))
            .build());
    desk.handle(new Input.ListInstrument(share().market("shares").build()));
    desk.handle(new Input.Deposit(Money.of(100_000, Currency.USD), "owner"));
    desk.running("s", script);
    trade("2026-01-05T10:00:00Z", "500", "200", "0 USD");
    trade("2026-01-05T11:00:00Z", "510", "-200", "0 USD");
    desk.handle(new Input.TimeAdvanced(nanos("2026-01-07T08:59:59Z")));
    assertThat(desk.book("s").unsettled()).hasToString("102000.00 USD");
    desk.handle(new Input.TimeAdvanced(nanos("2026-01-07T09:00:00Z")));
    assertThat(desk.book("s").cash()).hasToString("102000.00 USD");
  }

  @Test
  void purchaseInAnotherCurrency() throws IOException {
    open(margin(1), Instrument.builder(A, EUR).build());
    desk.handle(new Input.RecordRate(Rate.conversion(EUR, Currency.USD, Price.parse("1.08"), 1)));
    trade("2026-01-05T10:00:00Z", "50", "100", "2 EUR");
    shows("Another currency", 2);
  }

  @Test
  void shortSaleCostsABorrowFeeEachDay() throws IOException {
    open(margin(1), share().build());
    desk.handle(new Input.RecordRate(Rate.borrow(A, "0.036", 1)));
    trade("2026-01-09T20:00:00Z", "50", "-100", "0 USD");
    bar("2026-01-09T21:00:00Z", "60");
    bar("2026-01-12T10:00:00Z", "70");
    shows("A short sale and its borrow fee", 2);
    assertThat(desk.book("s").cash()).hasToString("104998.20 USD");
    bar("2026-01-12T11:00:00Z", "80");
    assertThat(desk.ledger()).hasSize(4);
  }

  private void forex(RolloverRule rule) {
    open(
        margin(50).with(AccountTerms.DEFAULT.with(rule)),
        Instrument.builder(A, Currency.USD)
            .margined(Quantity.of(1))
            .baseCurrency(GBP)
            .tickSize(Price.parse("0.00001"))
            .build());
    desk.handle(new Input.RecordRate(Rate.interest(GBP, "0.05", 1)));
    desk.handle(new Input.RecordRate(Rate.interest(Currency.USD, "0.01", 1)));
  }

  @Test
  void marginedPositionPaysProfitOnly() throws IOException {
    forex(RolloverRule.NONE);
    trade("2026-01-05T10:00:00Z", "1.25", "100000", "2 USD");
    assertThat(desk.book("s").cash()).hasToString("99998.00 USD");
    assertThat(desk.book("s").initialMargin()).hasToString("2500.00 USD");
    bar("2026-01-05T11:00:00Z", "1.26");
    assertThat(desk.book("s").equity()).hasToString("100998.00 USD");
    trade("2026-01-05T12:00:00Z", "1.27", "-100000", "2 USD");
    shows("A margined position", 2);
  }

  @Test
  void rolloverComesAtFiveInNewYorkAndThreefoldOnWednesday() throws IOException {
    forex(RolloverRule.FOREX);
    trade("2026-01-05T10:00:00Z", "1.25", "100000", "0 USD");
    bar("2026-01-05T21:59:00Z", "1.25");
    assertThat(desk.ledger()).hasSize(3);
    bar("2026-01-05T22:00:00Z", "1.3");
    assertThat(desk.ledger()).as("Monday").hasSize(4);
    bar("2026-01-07T21:00:00Z", "1.25");
    assertThat(desk.ledger()).as("Tuesday").hasSize(5);
    bar("2026-01-07T22:00:00Z", "1.25");
    shows("Rollover interest", 1);
    bar("2026-01-12T00:00:00Z", "1.25");
    assertThat(desk.ledger()).as("Thursday and Friday, no weekend").hasSize(8);
    assertThat(desk.book("s").cash()).hasToString("100096.45 USD");
  }

  @Test
  void rolloverOfAShortIsTheOtherWayRoundUnlessItIsACost() {
    forex(RolloverRule.FOREX);
    trade("2026-01-05T10:00:00Z", "1.25", "-100000", "0 USD");
    bar("2026-01-05T22:00:00Z", "1.25");
    assertThat(desk.book("s").cash()).hasToString("99986.30 USD");
    forex(RolloverRule.NAUTILUS);
    trade("2026-01-05T10:00:00Z", "1.25", "-100000", "0 USD");
    bar("2026-01-06T00:00:00Z", "1.25");
    assertThat(desk.book("s").cash()).as("Monday in New York").hasToString("99986.30 USD");
    bar("2026-01-08T00:00:00Z", "1.25");
    assertThat(desk.book("s").cash()).as("Wednesday counts three").hasToString("99945.20 USD");
    bar("2026-01-08T23:00:00Z", "1.25");
    assertThat(desk.book("s").cash()).as("once a UTC day").hasToString("99945.20 USD");
  }

  @Test
  void fundingGoesFromLongToShort() throws IOException {
    open(margin(10), Instrument.builder(A, Currency.USD).margined(Quantity.of(1)).build());
    trade("2026-01-05T07:59:00Z", "60000", "2", "0 USD");
    assertThat(desk.handle(new Input.Fund(A, Fixed.parse("0.0001"), "08:00"))).isNull();
    shows("Funding of a perpetual", 1);
    assertThat(desk.handle(new Input.Fund(B, 1, "08:00")))
        .extracting(Refusal::code)
        .isEqualTo("funding.instrument");
  }

  @Test
  void futureIsSettledDailyAndExpiresAtTheLastPrice() throws IOException {
    open(
        Desk.settings(AccountKind.FUTURES, 1, RiskProfile.REFERENCE, "none"),
        share()
            .future(Quantity.of(50), Money.of(5_000, Currency.USD))
            .expiry(Instant.parse("2026-01-07T14:30:00Z"))
            .build());
    trade("2026-01-05T10:00:00Z", "4000", "2", "4 USD");
    bar("2026-01-05T21:00:00Z", "4010");
    bar("2026-01-06T10:00:00Z", "4005");
    script.bar =
        (b, c) -> c.submit(OrderRequest.limit(A, Side.SELL, Quantity.of(1), b.closePrice()));
    bar("2026-01-07T14:29:00Z", "4020");
    script.bar = (b, c) -> c.submit(OrderRequest.market(A, Side.SELL, Quantity.of(1)));
    bar("2026-01-07T14:30:00Z", "9999");
    shows("A future", 4);
    assertThat(desk.book("s").cash()).hasToString("101996.00 USD");
    assertThat(desk.book("s").margin().signum()).isZero();
    assertThat(desk.held("s", A).isZero()).isTrue();
    assertThat(desk.denied()).singleElement().asString().startsWith("EXPIRED: ");
    assertThat(desk.open().status()).isEqualTo(io.qbrain.model.OrderStatus.PENDING_CANCEL);
  }

  @Test
  void splitChangesTheQuantityAndPaysTheFraction() throws IOException {
    open(margin(1), share().build());
    trade("2026-01-05T10:00:00Z", "90", "101", "0 USD");
    script.bar =
        (b, c) -> c.submit(OrderRequest.limit(A, Side.BUY, Quantity.of(1), Price.parse("80")));
    bar("2026-01-05T10:01:00Z", "90");
    script.bar = (b, c) -> {};
    CorporateAction split = new CorporateAction.Split(A, 3, 2, nanos("2026-01-06T00:00:00Z"));
    Money before = desk.book("s").equity();
    assertThat(desk.handle(new Input.Act(split))).isNull();
    assertThat(desk.handle(new Input.Act(split))).as("once only").isNull();
    shows("A split", 1);
    assertThat(desk.held("s", A)).isEqualTo(Quantity.of(151));
    assertThat(desk.book("s").equity()).isEqualTo(before);
    assertThat(desk.open().status()).isEqualTo(io.qbrain.model.OrderStatus.PENDING_CANCEL);
    assertThat(desk.effects).filteredOn(e -> e instanceof Effect.ActionApplied).hasSize(1);
  }

  @Test
  void dividendGoesToTheLongAndIsPaidByTheShort() throws IOException {
    open(margin(1), share().build());
    CorporateAction dividend =
        new CorporateAction.Dividend(A, Money.parse("1.5 USD"), nanos("2026-01-06T00:00:00Z"));
    trade("2026-01-05T10:00:00Z", "90", "100", "0 USD");
    desk.handle(new Input.Act(dividend));
    shows("A dividend", 1);
    trade("2026-01-06T10:00:00Z", "90", "-300", "0 USD");
    desk.handle(
        new Input.Act(
            new CorporateAction.Dividend(A, Money.parse("1 USD"), nanos("2026-01-07T00:00:00Z"))));
    assertThat(desk.book("s").cash()).hasToString("117950.00 USD");
  }

  @Test
  void dividendIsAReceivableUntilItIsPaid() throws IOException {
    open(margin(1), share().build());
    trade("2026-01-05T10:00:00Z", "90", "100", "0 USD");
    desk.handle(
        new Input.Announce(
            new CorporateAction.Dividend(
                A,
                Money.parse("1.5 USD"),
                nanos("2026-01-06T00:00:00Z"),
                nanos("2026-01-20T00:00:00Z"))));
    bar("2026-01-06T00:00:00Z", "90");
    assertThat(desk.kernel.equityRaw()).isEqualTo(Money.parse("100000 USD").raw());
    assertThat(desk.ledger()).as("a bar that closes at the ex time is of old shares").hasSize(3);
    bar("2026-01-06T00:01:00Z", "88.5");
    shows("A dividend", 1);
    assertThat(desk.book("s").equity()).hasToString("100000.00 USD");
    assertThat(desk.book("s").receivable()).hasToString("150.00 USD");
    assertThat(desk.kernel.equityRaw()).isEqualTo(Money.parse("100000 USD").raw());
    trade("2026-01-07T10:00:00Z", "88.5", "-100", "0 USD");
    assertThat(desk.book("s").cash()).hasToString("99850.00 USD");
    assertThat(desk.kernel.equityRaw()).isEqualTo(Money.parse("100000 USD").raw());
    assertThat(desk.book("s").equity()).hasToString("100000.00 USD");
    bar("2026-01-19T23:59:00Z", "88.5");
    assertThat(desk.handle(new Input.StopInstance(desk.book("s").instance().id(), "x"))).isNull();
    assertThat(desk.handle(new Input.RemoveInstance(desk.book("s").instance().id(), "x")))
        .extracting(Refusal::code)
        .isEqualTo("instance.unsettled");
    bar("2026-01-20T00:00:00Z", "88.5");
    shows("A dividend", 1);
    assertThat(desk.book("s").cash()).hasToString("100000.00 USD");
    assertThat(desk.book("s").receivable().signum()).isZero();
    assertThat(desk.kernel.equityRaw()).isEqualTo(Money.parse("100000 USD").raw());
    bar("2026-01-21T00:00:00Z", "88.5");
    assertThat(desk.ledger()).hasSize(6);
  }

  @Test
  void moneyEarnsInterestAndOwingItCosts() throws IOException {
    open(margin(4), share().build());
    desk.handle(new Input.RecordRate(Rate.credit(Currency.USD, "0.036", 1)));
    desk.handle(new Input.RecordRate(Rate.debit(Currency.USD, "0.072", 1)));
    bar("2026-01-09T20:00:00Z", "50");
    bar("2026-01-12T10:00:00Z", "50");
    shows("Interest of money", 1);
    trade("2026-01-12T11:00:00Z", "50", "4000", "0 USD");
    bar("2026-01-13T10:00:00Z", "50");
    shows("Interest of money", 1);
    assertThat(desk.book("s").cash()).hasToString("-99989.994 USD");
  }

  @Test
  void delistingSettlesWhatIsHeldAtItsPrice() throws IOException {
    open(margin(1), share().build());
    trade("2026-01-05T10:00:00Z", "50", "100", "0 USD");
    desk.handle(
        new Input.Announce(
            new CorporateAction.Delisting(A, Price.parse("12.5"), nanos("2026-01-06T00:00:00Z"))));
    script.bar =
        (b, c) -> c.submit(OrderRequest.limit(A, Side.BUY, Quantity.of(1), Price.parse("40")));
    bar("2026-01-05T10:01:00Z", "50");
    bar("2026-01-06T10:00:00Z", "11");
    shows("A delisting", 1);
    assertThat(desk.book("s").cash()).hasToString("96250.00 USD");
    assertThat(desk.denied()).singleElement().asString().startsWith("EXPIRED: ");
    assertThat(desk.open().status()).isEqualTo(io.qbrain.model.OrderStatus.PENDING_CANCEL);
    desk.handle(new Input.ListInstrument(share().maxOrderQuantity(Quantity.of(9)).build()));
    bar("2026-01-06T10:01:00Z", "11");
    assertThat(desk.denied()).as("a feed that lists it again does not bring it back").hasSize(2);
    assertThat(
            desk.handle(
                new Input.Announce(
                    new CorporateAction.Split(A, 2, 1, nanos("2026-01-08T00:00:00Z")))))
        .extracting(Refusal::code)
        .isEqualTo("action.delisted");
  }

  @Test
  void actionsThatDoNotFitAreRefused() {
    open(margin(1), share().build(), Instrument.builder(B, EUR).margined(Quantity.of(1)).build());
    assertThat(desk.handle(new Input.Act(new CorporateAction.Dividend(A, Money.parse("1 EUR"), 1))))
        .extracting(Refusal::code)
        .isEqualTo("action.currency");
    assertThat(desk.handle(new Input.Act(new CorporateAction.Split(B, 2, 1, 1))))
        .extracting(Refusal::code)
        .isEqualTo("action.instrument");
  }

  @Test
  void brokenMaintenanceClosesTheLargestPositionFirst() throws IOException {
    open(
        margin(4).with(AccountTerms.DEFAULT.withMaintenance(Fixed.parse("0.5"))),
        share().build(),
        Instrument.builder(B, Currency.USD).build());
    desk.handle(new Input.ListInstrument(Instrument.builder(B, Currency.USD).build()));
    trade("2026-01-05T10:00:00Z", "100", "3000", "0 USD");
    assertThat(desk.book("s").initialMargin()).hasToString("75000.00 USD");
    assertThat(desk.book("s").maintenanceMargin()).hasToString("37500.00 USD");
    bar("2026-01-05T10:01:00Z", "80");
    assertThat(desk.kernel.openOrders()).as("40,000 against 30,000").isEmpty();
    bar("2026-01-05T10:02:00Z", "76");
    assertThat(desk.open().request().tag()).isEqualTo("LIQUIDATION");
    assertThat(desk.log).anyMatch(l -> l.contains("below the maintenance margin of 28500.00 USD"));
    bar("2026-01-05T10:03:00Z", "75");
    fill("75", "0 USD");
    shows("Liquidation", 1);
    assertThat(desk.held("s", A).isZero()).isTrue();
    assertThat(desk.book("s").equity()).hasToString("25000.00 USD");
  }
}
