package io.qbrain.samples.emacross;

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

class EmaCrossTest {
  private static StrategyHarness quick() {
    return StrategyHarness.of(new EmaCrossFactory())
        .param("instrument", StrategyHarness.TEST)
        .param("bars", "1m")
        .param("fast", 1)
        .param("slow", 3);
  }

  private static StrategyHarness walk() {
    return StrategyHarness.of(new EmaCrossFactory())
        .param("instrument", StrategyHarness.TEST)
        .preset(Preset.DEFAULT.withProfile(RiskProfile.RETAIL))
        .data(Prices.walk(StrategyHarness.TEST, BarSpec.parse("1s"), 2_000, 11, 12, 0.02));
  }

  @Test
  void buysItsShareWhenTheFastAverageIsAboveTheSlowOne() {
    assertThat(quick().closes(10, 10, 10, 12, 12, 12).run())
        .hasFills(1)
        .hasFill(0, "BUY 3324 TEST.SIM @ 12")
        .holds(StrategyHarness.TEST, "3324")
        .isRunning();
  }

  @Test
  void sellsAllWhenTheFastAverageIsBelow() {
    assertThat(quick().closes(10, 10, 10, 12, 12, 9, 9, 9).run())
        .hasFills(2)
        .hasFill(1, "SELL 3324 TEST.SIM @ 9")
        .isFlat();
  }

  @Test
  void doesNothingWhileTheAveragesAreEqual() {
    assertThat(quick().closes(10, 10, 10, 10, 10).run()).hasFills(0).isFlat();
  }

  @Test
  void asksOnlyOnceWhenItIsDenied() {
    Preset tight = Preset.DEFAULT.withProfile(RiskProfile.RETAIL);
    assertThat(
            quick().preset(tight).param("weight", "0.6").closes(10, 10, 10, 10.2, 10.3, 10.4).run())
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
        .hasFills(93)
        .hasFees("183.73")
        .hasEquity("98608.82")
        .hasFingerprint("c68d5fde5c724482");
  }

  @Test
  void goesOnAfterARestart() {
    assertThatState(walk()).survivesRestartAfter(20).survivesRestartAfter(777);
  }

  @Test
  void refusesAFastAverageThatIsNotFaster() {
    StrategyHarness harness = quick().param("fast", 3).closes(1, 2);
    assertThatThrownBy(harness::run)
        .isInstanceOf(BacktestException.class)
        .hasMessageContaining("expected fast < slow, found 3 and 3");
  }

  @Test
  void isABundleThatThePlatformTakes() {
    assertThatBundle().isStrategy("ema-cross", "1.0.0");
  }
}
