package io.qbrain.samples.pullback;

import static io.qbrain.testkit.BacktestAssert.assertThat;
import static io.qbrain.testkit.BundleAssert.assertThatBundle;
import static io.qbrain.testkit.StateAssert.assertThatState;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.backtest.BacktestException;
import io.qbrain.backtest.BacktestResult;
import io.qbrain.kernel.RiskProfile;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Fill;
import io.qbrain.model.Times;
import io.qbrain.simulation.Preset;
import io.qbrain.testkit.Prices;
import io.qbrain.testkit.StrategyHarness;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only minutes come: bars of other lengths are built of them. */
class PullbackTest {
  /** Trend of four minutes, entries of two. */
  private static StrategyHarness quick() {
    return StrategyHarness.of(new PullbackFactory())
        .param("instrument", StrategyHarness.TEST)
        .param("trend", "4m")
        .param("entry", "2m")
        .param("slow", 2)
        .param("fast", 2);
  }

  private static StrategyHarness walk() {
    return StrategyHarness.of(new PullbackFactory())
        .param("instrument", StrategyHarness.TEST)
        .preset(Preset.DEFAULT.withProfile(RiskProfile.RETAIL))
        .data(Prices.walk(StrategyHarness.TEST, BarSpec.MINUTE, 12_000, 17, 12, 0.001));
  }

  // The first minute closes at 0:00 and ends bars of its own. Then the trend's bars end at 0:04
  // (10), 0:08 (12), those of the entries at 0:02, 0:04, ...: 10, 10, 12, 12, 11, 13.
  private static final double[] DIP = {10, 10, 10, 10, 10, 12, 12, 12, 12, 11, 11, 13, 13, 13};

  @Test
  void buysWhenADipWithinTheTrendIsOver() {
    assertThat(quick().closes(DIP).run())
        .hasFills(1)
        .hasFill(0, "BUY 3068 TEST.SIM @ 13")
        .isRunning();
  }

  @Test
  void sellsWhenTheTrendIsOver() {
    double[] closes = Arrays.copyOf(DIP, 19);
    Arrays.fill(closes, 14, 19, 9);
    assertThat(quick().closes(closes).run())
        .hasFills(2)
        .hasFill(1, "SELL 3068 TEST.SIM @ 9")
        .isFlat();
  }

  @Test
  void leavesDipsAloneWhileTheTrendIsDown() {
    assertThat(
            quick()
                .closes(20, 20, 20, 20, 20, 15, 15, 15, 15, 12, 12, 13, 13, 11, 11, 11, 11)
                .run())
        .hasFills(0)
        .isFlat();
  }

  @Test
  void asksOnlyOnceWhenItIsDenied() {
    Preset tight = Preset.DEFAULT.withProfile(RiskProfile.RETAIL);
    assertThat(
            quick()
                .preset(tight)
                .param("weight", "0.6")
                .closes(10, 10, 10, 10, 10, 12, 12, 12, 12, 11, 11, 13, 13, 12, 12, 14, 14, 14)
                .run())
        .hasDenials(1)
        .hasDenial("MAX_NOTIONAL")
        .isFlat()
        .isRunning();
  }

  @Test
  void golden() {
    BacktestResult result = walk().run();
    assertThat(result)
        .hasNoDenials()
        .isRunning()
        .hasFills(44)
        .hasFees("84.85")
        .hasEquity("97178.98")
        .hasFingerprint("d25c2ba9c71e8e98");
    assertThat(result.settings())
        .containsEntry("bars TEST.SIM 5m", "built from bars 1m")
        .containsEntry("bars TEST.SIM 1h", "built from bars 1m");
  }

  /** What it does before a time does not depend on what comes at that time or later. */
  @ParameterizedTest
  @ValueSource(ints = {1_000, 2_459, 2_460, 2_461, 5_003, 9_999})
  void seesNoBarThatIsNotClosed(int minutes) {
    Instant cut = Prices.START.plusSeconds(60L * minutes);
    List<String> all = before(walk().run().fills(), cut);
    List<String> known = before(walk().between(Prices.START, cut).run().fills(), cut);
    assertThat(known).isNotEmpty().isEqualTo(all);
  }

  private static List<String> before(List<Fill> fills, Instant time) {
    return fills.stream()
        .filter(f -> f.timeNanos() < Times.nanos(time))
        .map(Fill::toString)
        .toList();
  }

  /** In the middle of a long bar, of a short one, and at the end of both. */
  @Test
  void goesOnAfterARestart() {
    assertThatState(walk())
        .survivesRestartAfter(777)
        .survivesRestartAfter(1_003)
        .survivesRestartAfter(1_201);
  }

  @Test
  void refusesEntriesThatAreNotShorterThanTheTrend() {
    StrategyHarness harness = quick().param("entry", "4m").closes(1, 2);
    assertThatThrownBy(harness::run)
        .isInstanceOf(BacktestException.class)
        .hasMessageContaining("expected entry < trend, both of time, found 4m and 4m");
  }

  @Test
  void isABundleThatThePlatformTakes() {
    assertThatBundle().isStrategy("pullback", "1.0.0");
  }
}
