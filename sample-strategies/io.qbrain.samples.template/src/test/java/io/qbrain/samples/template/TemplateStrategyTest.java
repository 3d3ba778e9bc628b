package io.qbrain.samples.template;

import static io.qbrain.testkit.BacktestAssert.assertThat;
import static io.qbrain.testkit.BundleAssert.assertThatBundle;
import static io.qbrain.testkit.StateAssert.assertThatState;

import io.qbrain.model.BarSpec;
import io.qbrain.testkit.Prices;
import io.qbrain.testkit.StrategyHarness;
import org.junit.jupiter.api.Test;

class TemplateStrategyTest {
  private static StrategyHarness strategy() {
    return StrategyHarness.of(new TemplateStrategyFactory())
        .param("instrument", StrategyHarness.TEST)
        .param("bars", "1m")
        .param("period", 3);
  }

  @Test
  void buysItsShareWhenThePriceIsAboveItsAverage() {
    assertThat(strategy().closes(10, 10, 10, 11, 11).run())
        .hasFills(1)
        .hasFill(0, "BUY 3626 TEST.SIM @ 11")
        .isRunning();
  }

  @Test
  void sellsAllWhenThePriceIsBelow() {
    assertThat(strategy().closes(10, 10, 10, 11, 9, 9).run())
        .hasFills(2)
        .hasFill(1, "SELL 3626 TEST.SIM @ 9")
        .isFlat();
  }

  @Test
  void goesOnAfterARestart() {
    assertThatState(
            strategy().data(Prices.walk(StrategyHarness.TEST, BarSpec.MINUTE, 500, 1, 12, 0.02)))
        .survivesRestartAfter(2)
        .survivesRestartAfter(250);
  }

  @Test
  void isABundleThatThePlatformTakes() {
    assertThatBundle().isStrategy("template", "1.0.0");
  }
}
