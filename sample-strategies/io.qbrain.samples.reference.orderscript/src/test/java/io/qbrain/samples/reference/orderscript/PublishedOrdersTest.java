package io.qbrain.samples.reference.orderscript;

import static io.qbrain.testkit.BacktestAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.backtest.BacktestResult;
import io.qbrain.kernel.FeeModel;
import io.qbrain.model.InstrumentId;
import io.qbrain.simulation.Preset;
import io.qbrain.testkit.ReferenceCases;
import io.qbrain.testkit.StrategyHarness;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tests of backtesting.py say of single orders. */
class PublishedOrdersTest {
  private static BacktestResult google(String script, String to, String options) {
    OrderCase one = new OrderCase("", "to=" + to + " end=keep " + options, script, List.of(), "");
    String data = "GOOG.NASDAQ:1d=" + ReferenceCases.folder("backtesting_py").resolve("GOOG.csv");
    return one.run(
        "GOOG.NASDAQ", "1d", Map.of("preset", "backtesting.py", "data", data, "capital", "10000"));
  }

  /** Orders of 2012-10-17, and their stop-loss of the same day or of the next. */
  @ParameterizedTest
  @CsvSource({"MARKET, 720", "STOP 758, 705.58"})
  void aStopLossIsHitOnTheDayOfAnEntryAtTheMarketOnly(String entry, String exit) {
    BacktestResult result =
        google("2058: BUY 10 " + entry + " > SELL 10 STOP 720", "2012-10-25", "fees=none");
    assertThat(result.fills()).hasSize(2);
    assertThat(result.fills().get(1).price()).hasToString(exit);
  }

  @Test
  void anEntryAtAStopIsBetweenStopLossAndTakeProfit() {
    BacktestResult result =
        google(
            "15: BUY 10 STOP 104 > SELL 10 STOP 103 | SELL 10 LIMIT 110",
            "2004-09-20",
            "fees=none");
    assertThat(result.fills().get(0).price()).hasToString("104");
  }

  @Test
  void theOtherPriceOfAStopLimitOrderIsItsStop() {
    BacktestResult result =
        google(
            "2: BUY 1 STOP_LIMIT 112 113; 2: SELL 1 STOP_LIMIT 107 105", "2004-09-16", "fees=none");
    assertThat(result.fills()).extracting(f -> f.price().toString()).containsExactly("112", "107");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "WEIGHT-AT-FILL 1 | 2004-08-23 | fees=percentage:0.01 slippage=entries:bps:100 | 9685.31",
        "WEIGHT-AT-FILL 1 | 2004-08-24 | fees=percentage:0.01 slippage=entries:bps:100 | 9749.33",
        "BUY 47 MARKET    | 2004-08-23 | fees=per-order:100,0,percentage:0.01          | 9784.50",
        "BUY 47 MARKET    | 2004-08-24 | fees=per-order:100,0,percentage:0.01          | 9718.69",
        "WEIGHT-AT-FILL 1 | 2004-08-23 | fees=percentage:0.01                          | 9781.28",
        "WEIGHT-AT-FILL 1 | 2004-08-24 | fees=percentage:0.01                          | 9846.04"
      })
  void spreadsAndCommissionsLeaveTheEquity(String entry, String to, String options, String equity) {
    assertThat(google("2: " + entry + "; 3: HOLD 0", to, options)).hasEquity(equity);
  }

  @Test
  void commissionsArePaidAtEntryAndExit() {
    BacktestResult result =
        StrategyHarness.of(new OrderScriptFactory())
            .param("instrument", InstrumentId.of("A.SIM"))
            .param("bars", "1m")
            .param("script", "2: BUY 100 MARKET > SELL 100 LIMIT 3")
            .preset(
                Preset.BACKTESTING_PY.withFees(FeeModel.parse("per-order:10,0,percentage:0.01")))
            .capital("5000 USD")
            .data(
                BarRulesTest.bars(
                    "1 1 1 1", "1 1 1 1", "1 1 1 1", "2 2 2 2", "4 4 4 4", "1 1 1 1", "2 2 2 2"))
            .run();
    assertThat(result).isFlat().hasFees("25").hasEquity("5275");
  }
}
