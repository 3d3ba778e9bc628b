package io.qbrain.samples.rsireversion;

import static io.qbrain.testkit.BacktestAssert.assertThat;
import static io.qbrain.testkit.BundleAssert.assertThatBundle;
import static io.qbrain.testkit.StateAssert.assertThatState;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.backtest.BacktestException;
import io.qbrain.kernel.RiskProfile;
import io.qbrain.model.BarSpec;
import io.qbrain.simulation.Preset;
import io.qbrain.testkit.Prices;
import io.qbrain.testkit.StrategyHarness;
import org.junit.jupiter.api.Test;

class RsiReversionTest {
  private static StrategyHarness quick() {
    return StrategyHarness.of(new RsiReversionFactory())
        .param("instrument", StrategyHarness.TEST)
        .param("bars", "1m")
        .param("period", 2);
  }

  private static StrategyHarness walk() {
    return StrategyHarness.of(new RsiReversionFactory())
        .param("instrument", StrategyHarness.TEST)
        .preset(Preset.DEFAULT.withProfile(RiskProfile.RETAIL))
        .data(Prices.walk(StrategyHarness.TEST, BarSpec.parse("1s"), 2_000, 12, 15, 0.05));
  }

  @Test
  void buysWhatFellAndSellsWhenItHasRecovered() {
    assertThat(quick().closes(20, 19, 18, 18, 20, 20, 20).run())
        .hasFills(2)
        .hasFill(0, "BUY 2216 TEST.SIM @ 18")
        .hasFill(1, "SELL 2216 TEST.SIM @ 20")
        .isFlat();
  }

  @Test
  void sellsAfterATimeAndThenWaitsForTheRecovery() {
    assertThat(quick().param("hold", 2).closes(20, 19, 18, 17, 16, 15, 14, 13, 12).run())
        .hasFills(2)
        .hasFill(0, "BUY 2216 TEST.SIM @ 17")
        .hasFill(1, "SELL 2216 TEST.SIM @ 15")
        .isFlat();
  }

  @Test
  void waitsForTheRecoveryWhenItIsDenied() {
    Preset tight = Preset.DEFAULT.withProfile(RiskProfile.RETAIL);
    assertThat(quick().preset(tight).param("weight", 1).closes(20, 19, 18, 17, 16).run())
        .hasDenials(1)
        .hasDenial("MAX_NOTIONAL")
        .isFlat()
        .isRunning();
  }

  @Test
  void golden() {
    assertThat(walk().run())
        .hasNoDenials()
        .isRunning()
        .hasFills(18)
        .hasFees("36.20")
        .hasEquity("101158.60")
        .hasFingerprint("142eb06f675476c5");
  }

  @Test
  void goesOnAfterARestart() {
    assertThatState(walk()).survivesRestartAfter(10).survivesRestartAfter(777);
  }

  @Test
  void refusesToSellBelowWhereItBuys() {
    StrategyHarness harness = quick().param("oversold", 60).closes(1, 2);
    assertThatThrownBy(harness::run)
        .isInstanceOf(BacktestException.class)
        .hasMessageContaining("expected oversold < recovered, found 60.0 and 55.0");
  }

  @Test
  void isABundleThatThePlatformTakes() {
    assertThatBundle().isStrategy("rsi-reversion", "1.0.0");
  }
}
