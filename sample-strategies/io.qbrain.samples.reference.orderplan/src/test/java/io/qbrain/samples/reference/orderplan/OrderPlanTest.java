package io.qbrain.samples.reference.orderplan;

import static io.qbrain.testkit.BacktestAssert.assertThat;
import static io.qbrain.testkit.BundleAssert.assertThatBundle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.backtest.BacktestResult;
import io.qbrain.kernel.FeeModel;
import io.qbrain.model.BarSeries;
import io.qbrain.model.Currency;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Price;
import io.qbrain.model.Times;
import io.qbrain.simulation.Preset;
import io.qbrain.testkit.ReferenceCases;
import io.qbrain.testkit.StrategyHarness;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class OrderPlanTest {
  private static final Instrument SPY =
      Instrument.builder(InstrumentId.of("SPY.ARCA"), Currency.USD)
          .market("us-equities")
          .tickSize(Price.ofRaw(1))
          .build();

  private static BarSeries minutes(String spec, String kind, String layout) {
    return ReferenceCases.bars(
        "lean",
        "SPY.ARCA:"
            + spec
            + "=data/minute/*_"
            + kind
            + ".zip?layout="
            + layout
            + "&hours=09:30-16:00&adjust=total&factors=data/spy_factor_file.csv");
  }

  /** Runs a plan on the minutes of SPY from 2013-10-07 to 2013-10-11. */
  private static BacktestResult onMinutes(Preset preset, String... plan) {
    return StrategyHarness.of(new OrderPlanFactory())
        .param("instrument", "SPY.ARCA")
        .param("plan", String.join(",", plan))
        .preset(preset)
        .data(SPY, minutes("1m", "trade", "lean"))
        .data(SPY, minutes("1m-bid", "quote", "lean-bid"))
        .data(SPY, minutes("1m-ask", "quote", "lean-ask"))
        .run();
  }

  @Test
  void withoutFeesEndsAsLeanPublishesForItsZeroFee() {
    Preset free = Preset.LEAN.withFees(FeeModel.NONE);
    assertThat(onMinutes(free, "bar 1 => weight 1", "bar 2 => weight 0"))
        .hasNoDenials()
        .hasFills(2)
        .hasFees("0")
        .hasEquity("99952.34");
  }

  @Test
  void stopOfAFillEndsAsLeanPublishesForItsStopLossOnOrderEvent() {
    BacktestResult result =
        onMinutes(
            Preset.LEAN,
            "bar 1 => Entry = SELL 100 MARKET",
            "filled Entry => StopLoss = BUY 100 STOP stop=fill-2");
    assertThat(result).hasNoDenials().hasFills(2).hasFees("2").hasEquity("99995.41");
  }

  @Test
  void ordersOfADayAndUntilADateEndAsLeanPublishesForItsTimeInForce() {
    BacktestResult result =
        onMinutes(
            Preset.LEAN,
            "bar 1 => A = BUY 10 LIMIT limit=100; B = BUY 10 LIMIT limit=160;"
                + " C = BUY 10 LIMIT limit=140 tif=DAY; D = BUY 10 LIMIT limit=180 tif=DAY;"
                + " E = BUY 10 LIMIT limit=100 until=2013-10-10T16:00;"
                + " F = BUY 10 LIMIT limit=160 until=2013-10-10T16:00");
    assertThat(result).hasNoDenials().hasFills(3).hasFees("3").hasEquity("100070.41");
  }

  @Test
  void everyTypeOfOrderEndsAsLeanPublishesForItsOrderTicketDemo() {
    BacktestResult result =
        onMinutes(
            Preset.LEAN,
            "2013-10-07T09:31 => M1 = BUY 10 MARKET; M2 = BUY 10 MARKET",
            "each while L1 L2 => change L1 limit=was+0.01; change L2 limit=was-0.01",
            "2013-10-07T12:00 => L1 = BUY 10 LIMIT limit=close*0.999+0.01;"
                + " L2 = SELL 10 LIMIT limit=close*1.001-0.01",
            "after L1 => cancel L2",
            "after L2 => cancel L1",
            "each while S1 S2 => change S1 stop=was-0.01; change S2 stop=was+0.01",
            "2013-10-07T16:00 => S1 = BUY 10 STOP stop=close*1.0025-0.01;"
                + " S2 = SELL 10 STOP stop=close*0.9975+0.01",
            "after S1 => cancel S2",
            "after S2 => cancel S1",
            "each while SL1 SL2 => change SL1 stop=was-0.01 limit=was+0.01;"
                + " change SL2 stop=was+0.01 limit=was-0.01",
            "2013-10-08T12:01 => SL1 = BUY 10 STOP_LIMIT stop=close*1.001-0.01 limit=close-0.02;"
                + " SL2 = SELL 10 STOP_LIMIT stop=close*0.999+0.01 limit=close+0.02",
            "after SL1 => cancel SL2",
            "after SL2 => cancel SL1",
            "every PT5M since T1 while T1 T2 => change T1 trail=was-0.01; change T2 trail=was-0.01",
            "2013-10-07T12:00 => T1 = BUY 10 TRAILING_STOP stop=close*1.0025 trail=0.25_percent;"
                + " T2 = SELL 10 TRAILING_STOP stop=close*0.9975 trail=0.25_percent",
            "after T1 => cancel T2",
            "after T2 => cancel T1",
            "2013-10-08T16:00 => O = BUY 50 MARKET_ON_OPEN",
            "minute 59 while O => change O quantity=was+1",
            "2013-10-09T12:00 => C = BUY position*2 MARKET_ON_CLOSE",
            "minute 59 while C => change C quantity=was+1",
            "2013-10-11T15:45 => D = SELL position MARKET_ON_CLOSE");
    assertThat(result).hasNoDenials().hasFills(9).hasFees("9").hasEquity("100709.93");
  }

  @Test
  void ordersThatAreTouchedEndAsLeanPublishesForItsLimitIfTouched() {
    String days = "2013-10-09T00:00";
    BacktestResult result =
        onMinutes(
            Preset.LEAN,
            "each while idle to="
                + days
                + " => A = BUY 10 LIMIT_IF_TOUCHED limit=close-1 stop=close-0.25",
            "each while idle from="
                + days
                + " => B = SELL 10 LIMIT_IF_TOUCHED limit=close+1 stop=close+0.25",
            "each while A=1 => cancel A",
            "each while A>1 => change A quantity=was-1 stop=was~0.01",
            "each while B>1 => change B quantity=was-1 stop=was~0.01");
    assertThat(result).hasNoDenials().hasFills(3).hasFees("3").hasEquity("99992.29");
  }

  private static StrategyHarness onCloses(String plan) {
    return StrategyHarness.of(new OrderPlanFactory())
        .param("instrument", "TEST.SIM")
        .param("plan", plan)
        .closes(100, 102, 104, 103, 101, 99, 98);
  }

  @Test
  void submitsChangesAndCancelsAsThePlanSays() {
    BacktestResult result =
        onCloses(
                "bar 1 => A = BUY 10 LIMIT limit=close-5; B = BUY 4 LIMIT limit=90,"
                    + "each while A => change A limit=was+1 quantity=was+1,"
                    + "bar 3 while B=4 => cancel B,"
                    + "filled A => C = SELL position MARKET")
            .run();
    // A is at 96 after the second bar, 97 after the third, 98, 99, and meets 99 as 14 units of it
    assertThat(result)
        .hasNoDenials()
        .hasFills(2)
        .hasFill(0, "BUY 14 TEST.SIM @ 99")
        .hasFill(1, "SELL 14 TEST.SIM @ 98");
  }

  /** The bars of {@code closes} are minutes: half a minute after the third the order comes. */
  @Test
  void actsAtTheTimeThatThePlanSays() {
    BacktestResult first = onCloses("bar 3 => A = BUY 1 MARKET").run();
    LocalDateTime third =
        LocalDateTime.ofInstant(
            Times.instant(first.orders().get(0).createdNanos()), ZoneId.of("America/New_York"));
    String plan =
        "clock %s => A = BUY 2 MARKET,clock 1970-01-02T00:00 => B = BUY 1 MARKET"
            .formatted(third.plusSeconds(30));
    BacktestResult result = onCloses(plan).run();
    assertThat(result).hasFills(1).hasFill(0, "BUY 2 TEST.SIM @ 101");
    assertThat(Times.instant(result.orders().get(0).createdNanos()))
        .isEqualTo(third.plusSeconds(30).atZone(ZoneId.of("America/New_York")).toInstant());
  }

  @Test
  void refusesAPlanThatIsNone() {
    for (String plan : new String[] {"bar 1", "bar => weight 1", "bar 1 => A = BUY 1 LIMT"}) {
      assertThatThrownBy(() -> onCloses(plan).run()).hasStackTraceContaining("expected a step");
    }
  }

  @Test
  void isABundleThatThePlatformTakes() {
    assertThatBundle().isStrategy("order-plan", "1.0.0");
  }
}
