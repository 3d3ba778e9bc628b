package io.qbrain.samples.breakout;

import static io.qbrain.testkit.BacktestAssert.assertThat;
import static io.qbrain.testkit.BundleAssert.assertThatBundle;
import static io.qbrain.testkit.StateAssert.assertThatState;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.backtest.BacktestResult;
import io.qbrain.kernel.RiskProfile;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Effect;
import io.qbrain.model.OrderStatus;
import io.qbrain.simulation.Preset;
import io.qbrain.testkit.Prices;
import io.qbrain.testkit.StrategyHarness;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakoutTest {
  private static StrategyHarness quick() {
    return StrategyHarness.of(new BreakoutFactory())
        .param("instrument", StrategyHarness.TEST)
        .param("bars", "1m")
        .param("entry", 3)
        .param("exit", 2);
  }

  private static StrategyHarness walk() {
    return StrategyHarness.of(new BreakoutFactory())
        .param("instrument", StrategyHarness.TEST)
        .preset(Preset.DEFAULT.withProfile(RiskProfile.RETAIL))
        .data(Prices.walk(StrategyHarness.TEST, BarSpec.parse("1s"), 2_000, 13, 12, 0.01));
  }

  /** The orders as they were sent and canceled. */
  private static List<String> orders(BacktestResult result) {
    return result.effects().stream()
        .filter(Effect.OrderChanged.class::isInstance)
        .map(e -> ((Effect.OrderChanged) e).order())
        .filter(
            o -> o.status() == OrderStatus.SUBMITTED || o.status() == OrderStatus.PENDING_CANCEL)
        .map(o -> (o.status() == OrderStatus.SUBMITTED ? "" : "cancel ") + o.request())
        .toList();
  }

  @Test
  void waitsWithAStopAboveTheHighestHigh() {
    BacktestResult result = quick().closes(100, 101, 100).run();
    assertThat(orders(result)).containsExactly("BUY 396 TEST.SIM STOP 101.01");
    assertThat(result).hasFills(0).isRunning();
  }

  @Test
  void movesItsStopWithTheChannel() {
    BacktestResult result = quick().closes(101, 100, 100, 100, 100).run();
    assertThat(orders(result))
        .containsExactly(
            "BUY 396 TEST.SIM STOP 101.01",
            "cancel BUY 396 TEST.SIM STOP 101.01",
            "BUY 399 TEST.SIM STOP 100.01");
  }

  @Test
  void protectsWhatItBoughtAndFollowsUpwardsOnly() {
    BacktestResult result = quick().closes(100, 100, 100, 101, 102, 103, 102.5, 101, 101).run();
    assertThat(orders(result))
        .containsExactly(
            "BUY 399 TEST.SIM STOP 100.01",
            "SELL 399 TEST.SIM STOP 100",
            "cancel SELL 399 TEST.SIM STOP 100",
            "SELL 399 TEST.SIM STOP 101",
            "cancel SELL 399 TEST.SIM STOP 101",
            "SELL 399 TEST.SIM STOP 102",
            "cancel SELL 399 TEST.SIM STOP 102",
            "SELL 399 TEST.SIM STOP 102.5",
            "BUY 388 TEST.SIM STOP 103.01",
            "cancel BUY 388 TEST.SIM STOP 103.01",
            "BUY 390 TEST.SIM STOP 102.51");
    assertThat(result).hasFill(0, "BUY 399 TEST.SIM @ 101").hasFill(1, "SELL 399 TEST.SIM @ 101");
  }

  @Test
  void leavesAChannelAloneThatIsOutOfReach() {
    assertThat(orders(quick().closes(110, 100, 100).run())).isEmpty();
  }

  @Test
  void doesNotAskTwiceForWhatWasDenied() {
    Preset tight = Preset.DEFAULT.withProfile(RiskProfile.RETAIL);
    assertThat(quick().preset(tight).param("weight", "0.9").closes(100, 100, 100, 100, 100).run())
        .hasDenials(1)
        .hasDenial("MAX_NOTIONAL")
        .isRunning();
  }

  @Test
  void golden() {
    assertThat(walk().run())
        .hasNoDenials()
        .isRunning()
        .hasFills(86)
        .hasFees("171.18")
        .hasEquity("99328.20")
        .hasFingerprint("f6d8b19cc95c6ade");
  }

  @Test
  void goesOnAfterARestart() {
    assertThatState(walk()).survivesRestartAfter(15).survivesRestartAfter(777);
  }

  @Test
  void isABundleThatThePlatformTakes() {
    assertThatBundle().isStrategy("breakout", "1.0.0");
  }
}
