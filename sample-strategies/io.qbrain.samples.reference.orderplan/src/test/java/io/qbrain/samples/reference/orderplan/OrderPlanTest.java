package io.qbrain.samples.reference.orderplan;

import static io.qbrain.testkit.BacktestAssert.assertThat;
import static io.qbrain.testkit.BundleAssert.assertThatBundle;

import io.qbrain.backtest.BacktestResult;
import io.qbrain.kernel.FeeModel;
import io.qbrain.model.BarSeries;
import io.qbrain.simulation.Preset;
import io.qbrain.testkit.ReferenceCases;
import io.qbrain.testkit.StrategyHarness;
import org.junit.jupiter.api.Test;

class OrderPlanTest {
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
        .data(minutes("1m", "trade", "lean"))
        .data(minutes("1m-bid", "quote", "lean-bid"))
        .data(minutes("1m-ask", "quote", "lean-ask"))
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
  void isABundleThatThePlatformTakes() {
    assertThatBundle().isStrategy("order-plan", "1.0.0");
  }
}
