package io.qbrain.samples.reference.smareversal;

import static io.qbrain.testkit.BacktestAssert.assertThat;
import static io.qbrain.testkit.BundleAssert.assertThatBundle;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.backtest.BacktestOptions;
import io.qbrain.backtest.BacktestResult;
import io.qbrain.kernel.FeeModel;
import io.qbrain.model.BarSeries;
import io.qbrain.model.Fill;
import io.qbrain.model.StrategyRef;
import io.qbrain.simulation.Preset;
import io.qbrain.testkit.ReferenceCases;
import io.qbrain.testkit.StrategyHarness;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmaReversalTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private static BacktestResult run(Preset preset) {
    BarSeries goog = ReferenceCases.bars("backtesting_py", "GOOG.NASDAQ:1d=GOOG.csv");
    return StrategyHarness.of(new SmaReversalFactory())
        .param("instrument", "GOOG.NASDAQ")
        .preset(preset)
        .capital("10000 USD")
        .data(goog)
        .run();
  }

  /** The trades that fills make: each closes what is open and, but the last, opens the opposite. */
  private static List<String> trades(List<Fill> fills) {
    List<String> trades = new ArrayList<>();
    BigDecimal held = BigDecimal.ZERO;
    Fill entry = null;
    for (Fill fill : fills) {
      if (entry != null) {
        trades.add(text(held, entry, fill));
      }
      held = held.add(signed(fill));
      entry = fill;
    }
    return trades;
  }

  private static BigDecimal signed(Fill fill) {
    return fill.quantity().toBigDecimal().multiply(BigDecimal.valueOf(fill.side().sign()));
  }

  private static String text(BigDecimal size, Fill entry, Fill exit) {
    return size.toBigInteger()
        + " "
        + entry.price()
        + " "
        + entry.time().atZone(NEW_YORK).toLocalDate()
        + " to "
        + exit.price()
        + " "
        + exit.time().atZone(NEW_YORK).toLocalDate();
  }

  private static List<String> published(String file) {
    List<String> trades = new ArrayList<>();
    for (String[] row : ReferenceCases.rows("backtesting_py", file)) {
      trades.add(
          row[0] + " " + plain(row[3]) + " " + row[8] + " to " + plain(row[4]) + " " + row[9]);
    }
    return trades;
  }

  private static String plain(String number) {
    return new BigDecimal(number).stripTrailingZeros().toPlainString();
  }

  @Test
  void endsAsBacktestingPyPublishes() {
    assertThat(run(Preset.BACKTESTING_PY)).hasNoDenials().isFlat().hasEquity("51422.99");
  }

  @Test
  void endsAsBacktestingPyPrintsWithACommission() {
    Preset preset = Preset.BACKTESTING_PY.withFees(FeeModel.parse("percentage:0.002"));
    BacktestResult result = run(preset);
    assertThat(result).hasNoDenials().isFlat().hasEquity("39280.74").hasFees("8731.11");
    assertThat(trades(result.fills()))
        .isEqualTo(published("goog_smacross_10_30_trades_commission_0_2pct.csv"));
  }

  @Test
  void everyTradeIsThatOfBacktestingPy() {
    assertThat(trades(run(Preset.BACKTESTING_PY).fills()))
        .hasSize(66)
        .isEqualTo(published("goog_smacross_10_30_trades_default.csv"));
  }

  /** What backtesting.py 0.6 prints for other averages and other options: trades and equity. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10 | 30 | fees=none | 66 | 51422.99",
        "10 | 30 | fees=percentage:0.001 | 66 | 44930.20",
        "10 | 30 | fees=percentage:0.01 | 66 | 13721.26",
        "10 | 30 | fill-timing=same-close end=close-before-last | 66 | 64392.08",
        "10 | 30 | end=keep | 65 | 51959.95",
        "10 | 30 | slippage=entries:beyond-limit:bps:20 | 66 | 44811.09",
        "10 | 30 | fill-timing=same-close end=close-before-last fees=percentage:0.002 | 66 | 49582.87",
        "10 | 30 | slippage=entries:beyond-limit:bps:20 fees=percentage:0.001 | 66 | 39308.55",
        "5 | 20 | fees=none | 114 | 59260.60",
        "5 | 20 | fees=percentage:0.001 | 114 | 47343.55",
        "5 | 20 | fees=percentage:0.01 | 114 | 6214.43",
        "5 | 20 | fill-timing=same-close end=close-before-last | 114 | 40320.64",
        "5 | 20 | end=keep | 113 | 59881.46",
        "5 | 20 | slippage=entries:beyond-limit:bps:20 | 114 | 47310.40",
        "5 | 20 | fill-timing=same-close end=close-before-last fees=percentage:0.002 | 114 | 25637.70",
        "5 | 20 | slippage=entries:beyond-limit:bps:20 fees=percentage:0.001 | 114 | 37315.10",
        "20 | 50 | fees=none | 40 | 14445.08",
        "20 | 50 | fees=percentage:0.001 | 40 | 13207.86",
        "20 | 50 | fees=percentage:0.01 | 40 | 6494.42",
        "20 | 50 | fill-timing=same-close end=close-before-last | 40 | 14448.36",
        "20 | 50 | end=keep | 39 | 14596.10",
        "20 | 50 | slippage=entries:beyond-limit:bps:20 | 40 | 13191.18",
        "20 | 50 | fill-timing=same-close end=close-before-last fees=percentage:0.002 | 40 | 12252.09",
        "20 | 50 | slippage=entries:beyond-limit:bps:20 fees=percentage:0.001 | 40 | 12167.63",
        "50 | 200 | fees=none | 10 | 6223.62",
        "50 | 200 | fees=percentage:0.001 | 10 | 6192.77",
        "50 | 200 | fees=percentage:0.01 | 10 | 5143.40",
        "50 | 200 | fill-timing=same-close end=close-before-last | 10 | 5884.53",
        "50 | 200 | end=keep | 9 | 6282.35",
        "50 | 200 | slippage=entries:beyond-limit:bps:20 | 10 | 6200.47",
        "50 | 200 | fill-timing=same-close end=close-before-last fees=percentage:0.002 | 10 | 5683.13",
        "50 | 200 | slippage=entries:beyond-limit:bps:20 fees=percentage:0.001 | 10 | 6029.84"
      })
  void otherAveragesAndOptionsEndAsBacktestingPyPrints(
      int fast, int slow, String options, int trades, String equity) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("preset", List.of("backtesting.py"));
    all.put("capital", List.of("10000"));
    all.put(
        "data",
        List.of("GOOG.NASDAQ:1d=" + ReferenceCases.folder("backtesting_py").resolve("GOOG.csv")));
    for (String word : options.split(" ", -1)) {
      int equals = word.indexOf('=');
      all.put(word.substring(0, equals), List.of(word.substring(equals + 1)));
    }
    BacktestResult result =
        BacktestOptions.of(all)
            .backtest(
                BacktestOptions.Files.ANYWHERE,
                StrategyRef.parse("sma-reversal@1.0.0"),
                new SmaReversalFactory(),
                Map.of(
                    "instrument", "GOOG.NASDAQ",
                    "fast", Integer.toString(fast),
                    "slow", Integer.toString(slow)))
            .run();
    assertThat(result).hasNoDenials().hasEquity(equity);
    assertThat(result.trades()).hasSize(trades);
  }

  @Test
  void isABundleThatThePlatformTakes() {
    assertThatBundle().isStrategy("sma-reversal", "1.0.0");
  }
}
