package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static io.qbrain.kernel.Desk.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.BarSpec;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.MarketProfile;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.model.Times;
import io.qbrain.model.TradingCalendar;
import io.qbrain.model.TradingPhase;
import io.qbrain.model.TradingSession;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Margin calls for what is missing, and the leverage by day. */
class MarginCallsTest {
  private static final AccountTerms CALLED =
      AccountTerms.DEFAULT.withMaintenance(Fixed.ONE).with(MarginCalls.parse("missing:0.1:300s"));

  private final Script script = new Script();

  private static KernelSettings margin(int leverage, AccountTerms terms) {
    return Desk.settings(AccountKind.MARGIN, leverage, RiskProfile.REFERENCE, "none").with(terms);
  }

  /** Holds 1,000 of A and 900 of B, bought at 100 with 100,000 at a leverage of 2. */
  private Desk holding(AccountTerms terms) {
    Desk desk = Desk.open(margin(2, terms));
    desk.running("s", script, "instruments", A + "," + B);
    desk.bar(A, 0, "100").bar(B, 0, "100");
    script.bar =
        (bar, context) -> {
          if (context.openOrders().isEmpty() && context.position(A).quantity().isZero()) {
            context.submit(OrderRequest.market(A, Side.BUY, Quantity.of(1_000)));
            context.submit(OrderRequest.market(B, Side.BUY, Quantity.of(900)));
          }
        };
    desk.bar(A, 1, "100").bar(B, 1, "100").fillAll("100");
    assertThat(desk.book("s").maintenanceMargin()).hasToString("95000.00 USD");
    return desk;
  }

  private static List<String> called(Desk desk) {
    return desk.kernel.openOrders().stream()
        .map(o -> o.side() + " " + o.quantity() + " " + o.instrument() + " " + o.request().tag())
        .toList();
  }

  /** A lost 30,000: the margin of 80,000 is 10,000 above the equity; 25,000 of A's 35,000 stay. */
  @Test
  void whatIsMissingIsSoldOfThePositionThatLostMost() {
    Desk desk = holding(CALLED);
    desk.bar(A, 5, "70");
    assertThat(called(desk)).as("B has no price of this time yet").isEmpty();
    desk.bar(B, 5, "100");
    assertThat(called(desk)).containsExactly("SELL 286 A.SIM LIQUIDATION");
    assertThat(desk.log)
        .anyMatch(
            l ->
                l.contains(
                    "liquidating 1000 A.SIM: equity 70000.00 is below the maintenance margin of"
                        + " 80000.00 USD"));
  }

  @ParameterizedTest
  @CsvSource({"75, 0", "74.99, 1"})
  void theMarginMayBeAboveTheEquityByTheBuffer(String price, int calls) {
    Desk desk = holding(CALLED);
    desk.bar(A, 5, price).bar(B, 5, "100");
    assertThat(called(desk)).hasSize(calls);
  }

  @Test
  void theMarginIsLookedAtNowAndThen() {
    Desk desk = holding(CALLED);
    desk.bar(A, 4, "70").bar(B, 4, "100");
    assertThat(called(desk)).isEmpty();
    desk.bar(A, 6, "70").bar(B, 6, "100");
    assertThat(called(desk)).hasSize(1);
  }

  @Test
  void aLookWaitsForAPriceNoLongerThanUntilTheNextTime() {
    Desk desk = holding(CALLED);
    desk.bar(A, 5, "70").bar(A, 6, "70");
    assertThat(called(desk)).containsExactly("SELL 286 A.SIM LIQUIDATION");
  }

  /** At 10 and 50 the equity is -35,000 and everything goes. */
  @Test
  void whatOnePositionCannotCoverTheNextOneMust() {
    Desk desk = holding(CALLED);
    desk.bar(A, 5, "10").bar(B, 5, "50");
    assertThat(called(desk))
        .containsExactly("SELL 1000 A.SIM LIQUIDATION", "SELL 900 B.SIM LIQUIDATION");
    desk.bar(A, 10, "10").bar(B, 10, "50");
    assertThat(called(desk)).as("what leaves is not ordered again").hasSize(2);
  }

  /** At a fee of 1 a share the order's own fee is paid of what stays: 25,000 less 286 x 0.357. */
  @Test
  void theFeeOfTheOrderIsLeft() {
    KernelSettings costly =
        Desk.settings(AccountKind.MARGIN, 2, RiskProfile.REFERENCE, "per-contract:1");
    Market market = new Market(Desk.share(A).build(), new RateTable(Currency.USD));
    market.price(70 * Fixed.ONE, 1);
    Book book = new Book(null);
    Holding held = new Holding(market, book);
    held.quantity = 1_000 * Fixed.ONE;
    Sizing sizing = new Sizing(costly, new AccountState(costly));
    long half = Fixed.ONE / 2;
    long kept = sizing.kept(held, half, 25_000 * Fixed.ONE, 70_000 * Fixed.ONE);
    assertThat(Quantity.ofRaw(kept)).hasToString("711");
    assertThat(sizing.kept(held, half, 0, 70_000 * Fixed.ONE)).isZero();
    assertThat(sizing.kept(held, half, 50_000 * Fixed.ONE, 70_000 * Fixed.ONE))
        .isEqualTo(1_000 * Fixed.ONE);
  }

  private Desk day(AccountTerms terms, int leverage) {
    Desk desk = Desk.of(margin(leverage, terms));
    TradingSession session =
        TradingSession.builder(LocalDate.of(2026, 1, 5), Times.nanos(Desk.START))
            .until(Times.nanos(Instant.parse("2026-01-05T11:00:00Z")), TradingPhase.CONTINUOUS)
            .build();
    MarketProfile profile =
        MarketProfile.builder("day", ZoneOffset.UTC, TradingCalendar.of(List.of(session))).build();
    desk.markets.put("day", profile);
    desk.handle(new Input.ListInstrument(Desk.share(A).market("day").build()));
    desk.handle(new Input.Deposit(Money.of(1_000_000, Currency.USD), "owner"));
    return desk.running("s", script);
  }

  private void buys(long quantity) {
    script.bar =
        (bar, context) -> context.submit(OrderRequest.market(A, Side.BUY, Quantity.of(quantity)));
  }

  @ParameterizedTest
  @CsvSource({"48, 4000, 1", "48, 4001, 0", "50, 2000, 1", "50, 2001, 0", "60, 2001, 0"})
  void byDayTheLeverageIsAnother(int minute, long quantity, int orders) {
    Desk desk = day(AccountTerms.DEFAULT.with(DayLeverage.parse("4:600s")), 2);
    buys(quantity);
    desk.bar(A, minute, "100");
    assertThat(desk.kernel.openOrders()).hasSize(orders);
  }

  /** Bought with a margin of a quarter, it takes a half when the market is about to close. */
  @Test
  void whatIsHeldAtTheEndOfTheDayIsCalled() {
    Desk desk = day(CALLED.with(DayLeverage.parse("4:600s")), 2);
    buys(4_000);
    desk.bar(A, 1, "100");
    script.bar = (bar, context) -> {};
    desk.fillAll("100");
    desk.bar(A, 49, "100");
    assertThat(called(desk)).isEmpty();
    desk.bar(A, 55, "100");
    assertThat(called(desk)).containsExactly("SELL 2000 A.SIM LIQUIDATION");
  }

  @Test
  void nothingIsCalledWhileTheMarketIsClosed() {
    Desk desk = day(CALLED.with(DayLeverage.parse("4:600s")), 2);
    buys(4_000);
    desk.bar(A, 1, "100");
    script.bar = (bar, context) -> {};
    desk.fillAll("100");
    desk.bar(A, BarSpec.MINUTE, Instant.parse("2026-01-05T11:00:00Z"), "100");
    assertThat(called(desk)).isEmpty();
    desk.bar(A, BarSpec.MINUTE, Instant.parse("2026-01-05T12:00:00Z"), "50");
    assertThat(called(desk)).isEmpty();
  }

  @Test
  void anAccountThatIsTakenUpAgainIsCalledByTheSameTerms() {
    Desk desk = holding(CALLED).recovered();
    assertThat(desk.kernel.terms()).isEqualTo(CALLED);
    Order none = desk.kernel.openOrders().stream().findFirst().orElse(null);
    assertThat(none).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "margin-calls=all, expected margin calls such as whole or missing:0.1:300s",
    "margin-calls=missing:0.1, expected margin calls such as whole or missing:0.1:300s",
    "margin-calls=missing:2:1s, expected a buffer from 0 to 1",
    "margin-calls=missing:0.1:5m, 'expected seconds such as 300s, found ''5m'''",
    "day-leverage=4, 'expected a leverage by day such as none or 4:600s, found ''4'''",
    "day-leverage=0:600s, expected a leverage by day such as none or 4:600s"
  })
  void otherTextsAreRefused(String text, String message) {
    assertThatThrownBy(() -> AccountTerms.DEFAULT.and(text)).hasMessageContaining(message);
  }

  @Test
  void termsAreReadFromTheirText() {
    AccountTerms terms = CALLED.with(DayLeverage.parse("4:600s"));
    assertThat(AccountTerms.DEFAULT.and(terms.text())).isEqualTo(terms);
    assertThat(terms.and(AccountTerms.DEFAULT.text())).isEqualTo(AccountTerms.DEFAULT);
    assertThat(terms)
        .hasToString(
            AccountTerms.DEFAULT.withMaintenance(Fixed.ONE)
                + ", margin calls for what is missing:0.1:300s, leverage by day 4:600s");
  }
}
