package io.qbrain.samples.reference.smacross;

import static io.qbrain.testkit.BacktestAssert.assertThat;
import static io.qbrain.testkit.BundleAssert.assertThatBundle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qbrain.backtest.BacktestResult;
import io.qbrain.kernel.AccountKind;
import io.qbrain.kernel.FeeModel;
import io.qbrain.model.BarSeries;
import io.qbrain.model.Currency;
import io.qbrain.model.Fill;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.simulation.Preset;
import io.qbrain.testkit.ReferenceCases;
import io.qbrain.testkit.StrategyHarness;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmaCrossTest {
  private static final Currency EUR = Currency.of("EUR");
  private static final InstrumentId EUX = InstrumentId.of("EUX.SIM");
  private static final Instrument SHARE = Instrument.builder(EUX, EUR).build();
  private static final Instrument FUTURE =
      SHARE.with().future(Quantity.of(10), Money.of(1_000, EUR)).build();
  private static final List<String> BUYS =
      List.of(
          "3643.35", "3801.03", "3872.37", "3863.57", "3845.32", "3656.43", "3542.65", "3639.65",
          "3799.86", "3840.2", "4047.63", "4052.55");
  private static final List<String> SELLS =
      List.of(
          "3763.95", "3811.85", "3822.35", "3822.57", "3829.82", "3598.58", "3545.92", "3766.8",
          "3782.15", "3979.73", "4045.05");

  /** The value after the first cross above averages of 5 to 44 bars. */
  private static final List<String> OPTIMIZED =
      List.of(
          ("14525.80 14525.80 15408.20 15408.20 14763.90 14763.90 14763.90 14763.90 "
                  + "14763.90 14763.90 14763.90 14763.90 14763.90 14763.90 13187.10 13187.10 "
                  + "13187.10 13684.40 13684.40 13684.40 13684.40 13684.40 13684.40 13656.10 "
                  + "13656.10 13656.10 13656.10 12988.10 12988.10 12988.10 12988.10 12988.10 "
                  + "12988.10 12988.10 12988.10 12988.10 12988.10 12988.10 12988.10 12988.10")
              .split(" "));

  private static final Preset FUTURES =
      Preset.BACKTRADER
          .withAccount(AccountKind.FUTURES, 1)
          .withFees(FeeModel.parse("per-contract:2.0"));

  private static BacktestResult run(Preset preset, Instrument instrument) {
    return run(preset, instrument, 15, 0);
  }

  private static BacktestResult run(
      Preset preset, Instrument instrument, int period, int mostCrosses) {
    BarSeries days =
        ReferenceCases.bars("backtrader", "EUX.SIM:1d=2006-day-001.txt?tz=UTC&close=00:00");
    return StrategyHarness.of(new SmaCrossFactory())
        .param("instrument", EUX)
        .param("period", period)
        .param("mostCrosses", mostCrosses)
        .preset(preset)
        .capital("10000 EUR")
        .data(instrument, days)
        .run();
  }

  private static List<String> prices(BacktestResult result, Side side) {
    return result.fills().stream()
        .filter(f -> f.side() == side)
        .map(Fill::price)
        .map(Object::toString)
        .toList();
  }

  @Test
  void shareEndsAsBacktraderPublishes() {
    BacktestResult result = run(Preset.BACKTRADER, SHARE);
    assertThat(result).hasNoDenials().holds(EUX, "1").hasEquity("10284.10").hasCash("6164.16");
    assertThat(prices(result, Side.BUY)).isEqualTo(BUYS);
    assertThat(prices(result, Side.SELL)).isEqualTo(SELLS);
  }

  @Test
  void futureEndsAsBacktraderPublishes() {
    BacktestResult result = run(FUTURES, FUTURE);
    assertThat(result).hasNoDenials().holds(EUX, "1").hasEquity("12795.00").hasCash("11795.00");
    assertThat(prices(result, Side.BUY)).isEqualTo(BUYS);
    assertThat(prices(result, Side.SELL)).isEqualTo(SELLS);
  }

  /** The year's return, and the SQN of 11 trades, whose deviation is that of a population there. */
  @Test
  void analyzersOfTheFutureSayWhatBacktraderPublishes() {
    BacktestResult result = run(FUTURES, FUTURE);
    assertThat(result.finalEquity().toDouble() / 10_000 - 1).isCloseTo(0.2795, within(1e-12));
    assertThat(result.tradeStatistics().count()).isEqualTo(11);
    assertThat(result.tradeStatistics().sqn() * StrictMath.sqrt(11.0 / 10))
        .isCloseTo(0.912550316439, within(1e-12));
  }

  @Test
  void everyPeriodOfAnOptimizationEndsAsBacktraderPublishes() {
    for (int period = 5; period < 45; period++) {
      String value = OPTIMIZED.get(period - 5);
      String cash = Fixed.format(Fixed.parse(value) - Fixed.parse("1000"));
      assertThat(run(FUTURES, FUTURE, period, 1))
          .as("period %s", period)
          .hasNoDenials()
          .holds(EUX, "1")
          .hasEquity(value)
          .hasCash(cash);
    }
  }

  @Test
  void isABundleThatThePlatformTakes() {
    assertThatBundle().isStrategy("sma-cross", "1.0.0");
  }
}
