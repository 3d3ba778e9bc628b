package io.qbrain.samples.rotation;

import static io.qbrain.testkit.BacktestAssert.assertThat;
import static io.qbrain.testkit.BundleAssert.assertThatBundle;
import static io.qbrain.testkit.StateAssert.assertThatState;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.backtest.BacktestException;
import io.qbrain.kernel.RiskProfile;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.simulation.Preset;
import io.qbrain.testkit.Prices;
import io.qbrain.testkit.StrategyHarness;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RotationTest {
  private static final InstrumentId A = InstrumentId.of("A.SIM");
  private static final InstrumentId B = InstrumentId.of("B.SIM");
  private static final InstrumentId C = InstrumentId.of("C.SIM");
  private static final List<InstrumentId> BASKET =
      List.of(A, B, C, InstrumentId.of("D.SIM"), InstrumentId.of("E.SIM"));

  /** Five bars of 20 s are 100 s: the first two of them lie in the first minute. */
  private static StrategyHarness quick(double[] a, double[] b, double[] c) {
    BarSpec third = BarSpec.parse("20s");
    return StrategyHarness.of(new RotationFactory())
        .param("instruments", "A.SIM,B.SIM,C.SIM")
        .param("bars", third)
        .param("lookback", 1)
        .param("top", 1)
        .data(Prices.closes(A, third, a))
        .data(Prices.closes(B, third, b))
        .data(Prices.closes(C, third, c));
  }

  private static StrategyHarness months() {
    StrategyHarness harness =
        StrategyHarness.of(new RotationFactory())
            .param("instruments", "A.SIM,B.SIM,C.SIM,D.SIM,E.SIM")
            .param("bars", "1d")
            .param("lookback", 42)
            .param("every", "MONTH")
            .preset(Preset.DEFAULT.withProfile(RiskProfile.RETAIL));
    for (int i = 0; i < BASKET.size(); i++) {
      harness.data(Prices.walk(BASKET.get(i), BarSpec.DAILY, 750, 16 + i, 200, 0.005));
    }
    return harness;
  }

  @Test
  void holdsTheStrongest() {
    double[] still = {100, 100, 100};
    assertThat(quick(still, new double[] {100, 101, 101}, still).run())
        .hasFills(1)
        .hasFill(0, "BUY 790 B.SIM @ 101")
        .isRunning();
  }

  @Test
  void sellsBeforeItBuysWhenAnotherIsStrongest() {
    double[] still = {100, 100, 100, 100, 100, 100};
    double[] b = {100, 101, 101, 101, 101, 101};
    double[] c = {100, 100, 100, 102, 102, 102};
    assertThat(quick(still, b, c).run())
        .hasNoDenials()
        .hasFills(3)
        .hasFill(0, "BUY 790 B.SIM @ 101")
        .hasFill(1, "SELL 790 B.SIM @ 101")
        .hasFill(2, "BUY 782 C.SIM @ 102");
  }

  @Test
  void holdsNothingThatDidNotRise() {
    double[] still = {100, 100, 100};
    assertThat(quick(still, still, new double[] {100, 99, 98}).run()).hasFills(0).isRunning();
  }

  @Test
  void countsPeriodsInUtc() {
    Instant last = Instant.parse("2026-01-31T23:59:59Z");
    Instant first = Instant.parse("2026-02-01T00:00:00Z");
    for (Rotation.Period period : Rotation.Period.values()) {
      assertThat(period.number(first)).as("%s", period).isEqualTo(period.number(last) + 1);
    }
    assertThat(Rotation.Period.MONTH.number(Instant.parse("2027-01-01T00:00:00Z")))
        .isEqualTo(Rotation.Period.MONTH.number(Instant.parse("2026-12-31T00:00:00Z")) + 1);
  }

  @Test
  void golden() {
    assertThat(months().run())
        .hasNoDenials()
        .isRunning()
        .hasFills(73)
        .hasFees("108.45")
        .hasEquity("64331.79")
        .hasFingerprint("cb5b237e03d72b95");
  }

  @Test
  void goesOnAfterARestart() {
    assertThatState(months()).survivesRestartAfter(100).survivesRestartAfter(1_500);
  }

  @Test
  void refusesABasketThatLeavesNoChoice() {
    double[] still = {100, 100};
    StrategyHarness harness = quick(still, still, still).param("top", 3);
    assertThatThrownBy(harness::run)
        .isInstanceOf(BacktestException.class)
        .hasMessageContaining("expected more than 3 different instruments");
  }

  @Test
  void isABundleThatThePlatformTakes() {
    assertThatBundle().isStrategy("rotation", "1.0.0");
  }
}
