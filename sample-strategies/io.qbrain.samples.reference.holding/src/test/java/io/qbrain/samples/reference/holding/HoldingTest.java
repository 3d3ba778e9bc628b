package io.qbrain.samples.reference.holding;

import static io.qbrain.testkit.BacktestAssert.assertThat;
import static io.qbrain.testkit.BundleAssert.assertThatBundle;

import io.qbrain.backtest.BacktestResult;
import io.qbrain.model.BarSeries;
import io.qbrain.simulation.Preset;
import io.qbrain.testkit.ReferenceCases;
import io.qbrain.testkit.StrategyHarness;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HoldingTest {

  @Test
  void endsAsLeanPublishesForItsBasicTemplateDaily() {
    BarSeries spy =
        ReferenceCases.bars(
            "lean",
            "SPY.ARCA:1d=data/spy_daily_1998_2015.csv"
                + "?layout=lean&adjust=total&factors=data/spy_factor_file.csv");
    BacktestResult result =
        StrategyHarness.of(new HoldingFactory())
            .param("instrument", "SPY.ARCA")
            .preset(Preset.LEAN)
            .data(spy)
            .between(Instant.parse("2013-10-08T00:00:00Z"), Instant.parse("2013-10-18T00:00:00Z"))
            .run();
    assertThat(result)
        .hasNoDenials()
        .hasFills(1)
        .hasFill(0, "BUY 697 SPY.ARCA @ 143.37238281")
        .hasFees("3.49")
        .hasEquity("104486.22");
  }

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

  @Test
  void endsAsLeanPublishesForItsBasicTemplateOfMinutes() {
    BacktestResult result =
        StrategyHarness.of(new HoldingFactory())
            .param("instrument", "SPY.ARCA")
            .param("bars", "1m")
            .preset(Preset.LEAN)
            .data(minutes("1m", "trade", "lean"))
            .data(minutes("1m-bid", "quote", "lean-bid"))
            .data(minutes("1m-ask", "quote", "lean-ask"))
            .run();
    assertThat(result).hasNoDenials().hasFills(1).hasFees("3.44").hasEquity("101691.92");
  }

  @Test
  void buysOnceOnly() {
    BacktestResult result =
        StrategyHarness.of(new HoldingFactory())
            .param("instrument", "TEST.SIM")
            .param("bars", "1m")
            .param("weight", "0.5")
            .closes(100, 100, 120, 80, 100)
            .run();
    assertThat(result)
        .isRunning()
        .hasFills(1)
        .hasFill(0, "BUY 498 TEST.SIM @ 100")
        .hasEquity("99997.51");
  }

  @Test
  void isABundleThatThePlatformTakes() {
    assertThatBundle().isStrategy("holding", "1.0.0");
  }
}
