package io.qbrain.samples.reference.smareversal;

import static io.qbrain.testkit.BacktestAssert.assertThat;
import static io.qbrain.testkit.BundleAssert.assertThatBundle;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.backtest.BacktestResult;
import io.qbrain.kernel.FeeModel;
import io.qbrain.model.BarSeries;
import io.qbrain.model.Fill;
import io.qbrain.simulation.Preset;
import io.qbrain.testkit.ReferenceCases;
import io.qbrain.testkit.StrategyHarness;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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

  @Test
  void isABundleThatThePlatformTakes() {
    assertThatBundle().isStrategy("sma-reversal", "1.0.0");
  }
}
