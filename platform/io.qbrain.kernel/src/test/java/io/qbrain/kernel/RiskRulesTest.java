package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;
import static io.qbrain.kernel.Desk.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.BarSpec;
import io.qbrain.model.Currency;
import io.qbrain.model.Instance.State;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.OrderList;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.StrategyContext;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule at its boundary. */
class RiskRulesTest {
  private final Script script = new Script();

  private Desk retail(AccountKind kind) {
    return two(Desk.open(Desk.settings(kind, 1, RiskProfile.RETAIL, "none")));
  }

  private Desk reference(AccountKind kind, int leverage, String fees) {
    return two(Desk.open(Desk.settings(kind, leverage, RiskProfile.REFERENCE, fees)));
  }

  private Desk two(Desk desk) {
    return desk.running("s", script, "instruments", "A.SIM,B.SIM")
        .bar(A, 1, "100")
        .bar(B, 1, "100");
  }

  /** Returns the code of what denies a request, or "sent". */
  private String answer(Desk desk, Consumer<StrategyContext> request) {
    int before = desk.denied().size();
    script.timer = (t, c) -> request.accept(c);
    desk.kernel.handle(
        new Input.StopInstance(desk.book("s").instance().id(), ""),
        desk); // forgets timers' answers
    script.start = c -> c.schedule("now", c.time());
    desk.start("s").handle(new Input.TimeAdvanced(desk.kernel.nowNanos()));
    String last = before == desk.denied().size() ? "sent" : desk.denied().get(before);
    return last.replaceFirst(":.*", "");
  }

  private String submit(Desk desk, OrderRequest request) {
    return answer(desk, c -> c.submit(request));
  }

  private static OrderRequest market(InstrumentId i, Side side, String quantity) {
    return OrderRequest.market(i, side, Quantity.parse(quantity));
  }

  /** An entry whose exits would be denied once it has traded stays unsent. */
  @ParameterizedTest
  @CsvSource({
    "100, 95, 105, sent",
    "100, 94.99, 105, PRICE_COLLAR",
    "100, 95, 105.01, PRICE_COLLAR",
    "96, 91.2, 100.8, sent",
    "96, 91.19, 100, PRICE_COLLAR"
  })
  void exitsAreWithinTheCollarOfTheirEntry(
      String entry, String stop, String target, String expected) {
    Desk desk = retail(AccountKind.MARGIN);
    Quantity ten = Quantity.of(10);
    assertThat(
            answer(
                desk,
                c ->
                    c.submit(
                        OrderList.bracket(
                            OrderRequest.limit(A, Side.BUY, ten, Price.parse(entry)),
                            OrderRequest.stop(A, Side.SELL, ten, Price.parse(stop)),
                            OrderRequest.limit(A, Side.SELL, ten, Price.parse(target))))))
        .isEqualTo(expected);
    assertThat(desk.sent()).hasSize(expected.equals("sent") ? 1 : 0);
    assertThat(desk.denied()).hasSize(expected.equals("sent") ? 0 : 3);
  }

  @ParameterizedTest
  @CsvSource({"1, sent", "0, SANITY", "-1, SANITY", "1.5, SANITY"})
  void quantityIsPositiveAndInLots(String quantity, String expected) {
    assertThat(submit(retail(AccountKind.MARGIN), market(A, Side.BUY, quantity)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "retail, 100.01, sent",
    "retail, 100.001, SANITY",
    "retail, 0, SANITY",
    "reference, 100.001, sent",
    "reference, -1, SANITY"
  })
  void pricesArePositiveAndOnTicksWhereTheProfileAsks(
      String profile, String price, String expected) {
    Desk desk =
        two(Desk.open(Desk.settings(AccountKind.MARGIN, 1, RiskProfile.named(profile), "none")));
    Price p = Price.parse(price);
    assertThat(submit(desk, OrderRequest.limit(A, Side.BUY, Quantity.of(1), p)))
        .isEqualTo(expected);
    assertThat(submit(desk, OrderRequest.stop(A, Side.BUY, Quantity.of(1), p))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"105, sent", "105.01, PRICE_COLLAR", "95, sent", "94.99, PRICE_COLLAR", "100, sent"})
  void priceStaysWithinTheCollar(String price, String expected) {
    OrderRequest request = OrderRequest.limit(A, Side.BUY, Quantity.of(1), Price.parse(price));
    assertThat(submit(retail(AccountKind.MARGIN), request)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"4, sent", "5, PRICE_COLLAR"})
  void lastPriceMayBeThreeIntervalsOld(int minute, String expected) {
    Desk desk = retail(AccountKind.MARGIN).bar(B, minute, "100");
    assertThat(submit(desk, market(A, Side.BUY, "1"))).isEqualTo(expected);
  }

  @Test
  void referenceProfileTakesAnyAgeAndDistance() {
    Desk desk = reference(AccountKind.MARGIN, 1, "none").bar(B, 5_000, "100");
    assertThat(submit(desk, OrderRequest.limit(A, Side.BUY, Quantity.of(1), Price.parse("0.01"))))
        .isEqualTo("sent");
  }

  @ParameterizedTest
  @CsvSource({"100, sent", "101, MAX_QUANTITY"})
  void quantityIsAtMostOnePerCentOfTheDailyVolume(String quantity, String expected) {
    Desk desk = Desk.of(Desk.settings(AccountKind.MARGIN, 1, RiskProfile.RETAIL, "none"));
    desk.handle(
        new Input.ListInstrument(
            Instrument.builder(A, Currency.USD).averageDailyVolume(Quantity.of(10_000)).build()));
    desk.handle(new Input.Deposit(Money.of(1_000_000, Currency.USD), "owner"));
    desk.running("s", script).bar(A, 1, "100");
    assertThat(submit(desk, market(A, Side.BUY, quantity))).isEqualTo(expected);
  }

  @Test
  void instrumentWithoutAQuantityLimitIsRefusedAtTheStart() {
    Desk desk = Desk.of(Desk.settings(AccountKind.MARGIN, 1, RiskProfile.RETAIL, "none"));
    desk.handle(new Input.ListInstrument(Instrument.builder(A, Currency.USD).build()));
    Refusal refusal =
        Objects.requireNonNull(desk.install("s", script).handle(Desk.wanted("s", "0")));
    assertThat(refusal.code()).isEqualTo("risk.no-limit");
    assertThat(refusal.message()).contains("A.SIM has neither averageDailyVolume");
  }

  @ParameterizedTest
  @CsvSource({"500, sent", "501, MAX_NOTIONAL"})
  void orderIsWorthAtMostFiftyThousand(String quantity, String expected) {
    assertThat(submit(retail(AccountKind.MARGIN), market(A, Side.BUY, quantity)))
        .isEqualTo(expected);
  }

  @Test
  void positionWithAllOpenOrdersIsWorthAtMostAHundredThousand() {
    Desk desk = Desk.open(Desk.settings(AccountKind.MARGIN, 10, RiskProfile.RETAIL, "none"));
    two(desk);
    assertThat(submit(desk, market(A, Side.BUY, "500"))).isEqualTo("sent");
    desk.fillAll("100");
    OrderRequest limit = OrderRequest.limit(A, Side.BUY, Quantity.of(400), Price.parse("100"));
    assertThat(submit(desk, limit)).isEqualTo("sent");
    script.start = c -> {};
    assertThat(desk.kernel.openOrders()).hasSize(1);
    assertThat(answer(desk, c -> c.submit(market(A, Side.BUY, "101")))).isEqualTo("MAX_POSITION");
    assertThat(submit(desk, market(A, Side.SELL, "500"))).isEqualTo("sent");
  }

  @ParameterizedTest
  @CsvSource({"0.5, sent", "0.51, MAX_NOTIONAL", "-0.5, sent", "-0.51, MAX_NOTIONAL"})
  void targetSizedAtTheFillIsLimitedToo(double weight, String expected) {
    Desk desk = retail(AccountKind.MARGIN);
    assertThat(answer(desk, c -> c.target(A, Size.weightAtFill(weight)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "CASH, 1, sent",
    "CASH, -0.01, BUYING_POWER",
    "MARGIN, 2, sent",
    "MARGIN, -2, sent",
    "MARGIN, 2.01, BUYING_POWER",
    "FUTURES, 1, BUYING_POWER"
  })
  void weightFitsTheKindOfAccount(AccountKind kind, double weight, String expected) {
    Desk desk = reference(kind, 2, "none");
    assertThat(answer(desk, c -> c.target(A, Size.weightAtFill(weight)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"999, sent", "1000, BUYING_POWER"})
  void cashPaysOrderAndFee(String quantity, String expected) {
    Desk desk = reference(AccountKind.CASH, 1, "flat:1");
    assertThat(submit(desk, market(A, Side.BUY, quantity))).isEqualTo(expected);
  }

  @Test
  void cashOfOpenOrdersIsReserved() {
    Desk desk = reference(AccountKind.CASH, 1, "none");
    script.bar =
        (bar, c) -> {
          c.submit(market(A, Side.BUY, "600"));
          c.submit(market(B, Side.BUY, "400"));
          c.submit(market(B, Side.BUY, "1"));
        };
    desk.bar(A, 2, "100");
    assertThat(desk.denied()).hasSize(1);
    assertThat(desk.denied().get(0)).startsWith("BUYING_POWER").contains("at most 0.00 USD");
    assertThat(desk.recovered().kernel.openOrders()).hasSize(2);
  }

  @Test
  void cashAccountSellsWhatItHas() {
    Desk desk = reference(AccountKind.CASH, 1, "none");
    submit(desk, market(A, Side.BUY, "10"));
    desk.fillAll("100");
    assertThat(submit(desk, market(A, Side.SELL, "11"))).isEqualTo("BUYING_POWER");
    assertThat(submit(desk, market(A, Side.SELL, "10"))).isEqualTo("sent");
  }

  @Test
  void marginAccountHoldsEquityTimesLeverageOverAllInstruments() {
    Desk desk = reference(AccountKind.MARGIN, 2, "none");
    submit(desk, market(A, Side.SELL, "1500"));
    desk.fillAll("100");
    assertThat(submit(desk, market(B, Side.BUY, "501"))).isEqualTo("BUYING_POWER");
    assertThat(submit(desk, market(B, Side.BUY, "500"))).isEqualTo("sent");
    assertThat(submit(desk, market(A, Side.BUY, "3000"))).as("flip").isEqualTo("sent");
  }

  @Test
  void futuresAccountReservesMarginOfAllItsOrders() {
    Desk desk = Desk.of(Desk.settings(AccountKind.FUTURES, 1, RiskProfile.REFERENCE, "none"));
    for (InstrumentId i : new InstrumentId[] {A, B}) {
      desk.handle(
          new Input.ListInstrument(
              Desk.share(i).future(Quantity.of(10), Money.of(1_000, Currency.USD)).build()));
    }
    desk.handle(new Input.Deposit(Money.of(1_000_000, Currency.USD), "owner"));
    two(desk);
    script.bar =
        (bar, c) -> {
          c.submit(market(A, Side.BUY, "60"));
          c.submit(market(B, Side.SELL, "40"));
          c.submit(market(B, Side.SELL, "1"));
        };
    desk.bar(A, 2, "100");
    assertThat(desk.sent()).hasSize(2);
    assertThat(desk.denied()).hasSize(1).first().asString().startsWith("BUYING_POWER");
  }

  @Test
  void futuresAccountRefusesShares() {
    Desk desk = reference(AccountKind.FUTURES, 1, "none");
    assertThat(submit(desk, market(A, Side.BUY, "1"))).isEqualTo("BUYING_POWER");
  }

  @Test
  void flattenIsSlicedToFitTheLimits() {
    Desk desk = Desk.open(Desk.settings(AccountKind.MARGIN, 10, RiskProfile.RETAIL, "none"));
    two(desk);
    submit(desk, market(A, Side.BUY, "500"));
    desk.fillAll("100");
    submit(desk, market(A, Side.BUY, "500"));
    desk.fillAll("100").bar(A, 2, "110");
    desk.handle(new Input.Flatten(desk.book("s").instance().id(), "enough"));
    assertThat(desk.kernel.openOrders())
        .extracting(o -> o.side() + " " + o.quantity())
        .containsExactly("SELL 454", "SELL 454", "SELL 92");
    desk.fillAll("110");
    assertThat(desk.held("s", A)).isEqualTo(Quantity.ZERO);
  }

  @ParameterizedTest
  @CsvSource({"CASH, BUY", "CASH, SELL", "MARGIN, BUY", "MARGIN, SELL"})
  void orderTooLargeToCalculateIsDeniedAndTheAccountGoesOn(AccountKind kind, Side side) {
    Desk desk = reference(kind, 1, "percentage:0.001");
    String most = "92233720368";
    assertThat(submit(desk, market(A, side, most))).isEqualTo("SANITY");
    assertThat(submit(desk, OrderRequest.limit(A, side, Quantity.parse(most), Price.parse(most))))
        .isEqualTo("SANITY");
    assertThat(submit(desk, market(A, Side.BUY, "1"))).isEqualTo("sent");
  }

  @Test
  void targetTooLargeToCalculateIsDeniedAndTheAccountGoesOn() {
    Desk desk = reference(AccountKind.MARGIN, 1, "none").bar(A, 2, "0.00000001");
    Money most = Money.parse("92233720368 USD");
    assertThat(answer(desk, c -> c.target(A, Size.notional(most)))).isEqualTo("SANITY");
    assertThat(answer(desk, c -> c.target(A, Size.weight(90_000_000_000.0)))).isEqualTo("SANITY");
    assertThat(submit(desk, market(A, Side.BUY, "1"))).isEqualTo("sent");
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        1e11,
        -Double.MAX_VALUE
      })
  void weightThatIsNoNumberIsDeniedAndTheInstanceGoesOn(double weight) {
    Desk desk = reference(AccountKind.MARGIN, 1, "none");
    assertThat(answer(desk, c -> c.target(A, Size.weight(weight)))).isEqualTo("SANITY");
    assertThat(answer(desk, c -> c.target(A, Size.weightAtFill(weight)))).isEqualTo("SANITY");
    assertThat(desk.book("s").instance().state()).isEqualTo(State.RUNNING);
    assertThat(submit(desk, market(A, Side.BUY, "1"))).isEqualTo("sent");
  }

  @Test
  void profilesAreKnownByName() {
    assertThat(RiskProfile.named("retail").name()).isEqualTo("retail");
    assertThatThrownBy(() -> RiskProfile.named("wild"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected the risk profile retail or reference, found 'wild'");
  }

  @Test
  void settingsSayWhatTheyExpect() {
    assertThatThrownBy(() -> Desk.settings(AccountKind.CASH, 0, RiskProfile.RETAIL, "none"))
        .hasMessage("expected a leverage >= 1, found 0");
    assertThatThrownBy(
            () ->
                new KernelSettings(
                    Desk.ACCOUNT,
                    Currency.USD,
                    AccountKind.CASH,
                    1,
                    RiskProfile.RETAIL,
                    FeeModel.NONE,
                    100_000_000,
                    1))
        .hasMessage("expected 0 <= sizeBuffer < 1, found 1");
  }

  @Test
  void dailyBarsMayBeDaysOld() {
    Desk desk =
        Desk.open(Desk.settings(AccountKind.MARGIN, 1, RiskProfile.RETAIL, "none"))
            .running("s", script, "bars", "1d")
            .bar(A, BarSpec.DAILY, Desk.START, "100")
            .time(3 * 24 * 60);
    assertThat(submit(desk, market(A, Side.BUY, "1"))).isEqualTo("sent");
    assertThat(submit(desk.time(3 * 24 * 60 + 1), market(A, Side.BUY, "1")))
        .isEqualTo("PRICE_COLLAR");
  }

  @Test
  void aTargetThatReducesAPositionGrownBeyondTheLimitsIsCutToFit() {
    Desk desk = retail(AccountKind.MARGIN);
    assertThat(answer(desk, c -> c.target(A, Size.of(Quantity.of(400))))).isEqualTo("sent");
    desk.fillAll("100").bar(A, 2, "300").bar(B, 2, "100");

    assertThat(answer(desk, c -> c.target(A, Size.FLAT))).isEqualTo("sent");

    assertThat(desk.kernel.openOrders())
        .extracting(o -> o.side() + " " + o.quantity())
        .containsExactly("SELL 166", "SELL 166", "SELL 68");
    desk.fillAll("300");
    assertThat(desk.held("s", A)).isEqualTo(Quantity.ZERO);
  }
}
