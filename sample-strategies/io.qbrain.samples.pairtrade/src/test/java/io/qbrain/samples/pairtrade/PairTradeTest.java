package io.qbrain.samples.pairtrade;

import static io.qbrain.testkit.BacktestAssert.assertThat;
import static io.qbrain.testkit.BundleAssert.assertThatBundle;
import static io.qbrain.testkit.StateAssert.assertThatState;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.backtest.BacktestException;
import io.qbrain.kernel.RiskProfile;
import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Quantity;
import io.qbrain.simulation.Preset;
import io.qbrain.testkit.Prices;
import io.qbrain.testkit.StrategyHarness;
import org.junit.jupiter.api.Test;

class PairTradeTest {
  private static final InstrumentId A = InstrumentId.of("A.SIM");
  private static final InstrumentId B = InstrumentId.of("B.SIM");
  private static final BarSpec SECOND = BarSpec.parse("1s");

  private static StrategyHarness pair() {
    return StrategyHarness.of(new PairTradeFactory()).param("first", A).param("second", B);
  }

  private static StrategyHarness quick(double[] a, double[] b) {
    return pair()
        .param("bars", "1m")
        .param("period", 4)
        .param("open", "1.2")
        .data(Prices.closes(A, BarSpec.MINUTE, a))
        .data(Prices.closes(B, BarSpec.MINUTE, b));
  }

  private static StrategyHarness walk() {
    BarSeries a = Prices.walk(A, SECOND, 2_000, 14, 12, 0.002);
    BarSeries noise = Prices.walk(B, SECOND, 2_000, 15, 4, 0.05);
    return pair()
        .preset(Preset.DEFAULT.withProfile(RiskProfile.RETAIL))
        .data(a)
        .data(half(a, noise));
  }

  /** Half of one series, with the distance of another from 100 added. */
  private static BarSeries half(BarSeries a, BarSeries noise) {
    BarSeries.Builder bars = BarSeries.builder(B, SECOND);
    for (int i = 0; i < a.size(); i++) {
      long open = half(a.openRaw(i), noise.openRaw(i));
      long close = half(a.closeRaw(i), noise.closeRaw(i));
      bars.add(
          a.closeTimeNanos(i),
          open,
          Math.max(open, close),
          Math.min(open, close),
          close,
          a.volumeRaw(i));
    }
    return bars.build();
  }

  private static long half(long a, long noise) {
    return Fixed.floorTo(a / 2 + noise - 100 * Fixed.ONE, Fixed.ONE / 100);
  }

  @Test
  void sellsTheDearAndBuysTheCheapUntilTheRatioIsBack() {
    double[] a = {100, 101, 100, 104, 104, 102, 102, 102};
    double[] b = {50, 50, 50, 50, 50, 51, 51, 51};
    assertThat(quick(a, b).run())
        .hasFills(4)
        .hasFill(0, "SELL 383 A.SIM @ 104")
        .hasFill(1, "BUY 797 B.SIM @ 50")
        .hasFill(2, "BUY 383 A.SIM @ 102")
        .hasFill(3, "SELL 797 B.SIM @ 51")
        .isFlat();
  }

  @Test
  void closesAPairOfWhichOneHalfWasDenied() {
    double[] a = {100, 101, 100, 104, 104, 104, 104, 104};
    double[] b = {50, 50, 50, 50, 50, 50, 50, 50};
    Instrument small =
        Instrument.builder(B, Currency.USD).maxOrderQuantity(Quantity.of(10)).build();
    assertThat(
            pair()
                .param("bars", "1m")
                .param("period", 4)
                .param("open", "1.2")
                .preset(Preset.DEFAULT.withProfile(RiskProfile.RETAIL))
                .data(Prices.closes(A, BarSpec.MINUTE, a))
                .data(small, Prices.closes(B, BarSpec.MINUTE, b))
                .run())
        .hasDenials(1)
        .hasDenial("MAX_QUANTITY")
        .hasFills(2)
        .isFlat()
        .isRunning();
  }

  @Test
  void leavesOutTimesAtWhichOneBarIsMissing() {
    double[] a = {100, 101, 100, 104, 104, 104};
    assertThat(quick(a, new double[] {50, 50}).run()).hasFills(0).isRunning();
  }

  @Test
  void golden() {
    assertThat(walk().run())
        .hasNoDenials()
        .isRunning()
        .hasFills(188)
        .hasFees("574.07")
        .hasEquity("101629.51")
        .hasFingerprint("02b30db9227b6f9e");
  }

  @Test
  void goesOnAfterARestart() {
    assertThatState(walk()).survivesRestartAfter(40).survivesRestartAfter(1_554);
  }

  @Test
  void refusesAPairOfOne() {
    StrategyHarness harness = pair().param("second", A).closes(1, 2);
    assertThatThrownBy(harness::run)
        .isInstanceOf(BacktestException.class)
        .hasMessageContaining("expected two instruments, found A.SIM twice");
  }

  @Test
  void isABundleThatThePlatformTakes() {
    assertThatBundle().isStrategy("pair-trade", "1.0.0");
  }
}
