package io.qbrain.samples.reference.orderscript;

import static io.qbrain.testkit.BacktestAssert.assertThat;
import static io.qbrain.testkit.BundleAssert.assertThatBundle;
import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.backtest.BacktestResult;
import io.qbrain.testkit.ReferenceCases;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scripts of orders, whose fills and money at the end other engines print. */
class OrderScriptTest {
  static Stream<OrderCase> backtrader() throws IOException {
    return OrderCase.read("backtrader.txt");
  }

  static Stream<OrderCase> backtraderMinutes() throws IOException {
    return OrderCase.read("backtrader-minutes.txt");
  }

  static Stream<OrderCase> backtestingPy() throws IOException {
    return OrderCase.read("backtesting.py.txt");
  }

  /** The daily bars of 2006, and backtrader 1.9: cash, but with leverage, and value. */
  @ParameterizedTest
  @MethodSource("backtrader")
  void ordersFillAsBacktraderPrints(OrderCase c) {
    backtrader(c, "1d", "2006-day-001.txt?tz=UTC&close=00:00");
  }

  /** The five-minute bars of January 2006, and backtrader 1.9: cash and value. */
  @ParameterizedTest
  @MethodSource("backtraderMinutes")
  void ordersFillWithinADayAsBacktraderPrints(OrderCase c) {
    backtrader(c, "5m", "2006-min-005.txt?tz=UTC&stamp=close");
  }

  private static void backtrader(OrderCase c, String bars, String file) {
    String data = "EUX.SIM:" + bars + "=" + ReferenceCases.folder("backtrader") + "/" + file;
    BacktestResult result =
        c.run("EUX.SIM", bars, Map.of("preset", "backtrader", "leverage", "1000", "data", data));
    assertThat(c.fills(result, ZoneOffset.UTC)).isEqualTo(c.fills());
    money(c, result);
  }

  /** The daily bars of GOOG, and backtesting.py 0.6: equity. */
  @ParameterizedTest
  @MethodSource("backtestingPy")
  void ordersFillAsBacktestingPyPrints(OrderCase c) {
    String data = "GOOG.NASDAQ:1d=" + ReferenceCases.folder("backtesting_py").resolve("GOOG.csv");
    BacktestResult result =
        c.run("GOOG.NASDAQ", "1d", Map.of("preset", "backtesting.py", "data", data));
    assertThat(c.fills(result, ZoneId.of("America/New_York"))).isEqualTo(c.fills());
    assertThat(result).hasEquity(c.money());
  }

  static Stream<OrderCase> zipline() throws IOException {
    return OrderCase.read("zipline.txt");
  }

  /** The daily bars of GOOG, and the blotter and ledger of zipline-reloaded: cash and value. */
  @ParameterizedTest
  @MethodSource("zipline")
  void ordersFillAsZiplinePrints(OrderCase c) {
    zipline(c, "GOOG.NASDAQ", "1d", ReferenceCases.folder("backtesting_py") + "/GOOG.csv");
  }

  static Stream<OrderCase> ziplineMinutes() throws IOException {
    return OrderCase.read("zipline-minutes.txt");
  }

  /** A week of minutes of SPY; orders of a day are those of zipline's EODCancel. */
  @ParameterizedTest
  @MethodSource("ziplineMinutes")
  void ordersFillWithinADayAsZiplinePrints(OrderCase c) {
    String files = ReferenceCases.folder("lean") + "/data/minute/*_trade.zip";
    zipline(c, "SPY.ARCA", "1m", files + "?layout=lean&hours=09:30-16:00");
  }

  static Stream<OrderCase> ziplineDividends() throws IOException {
    return OrderCase.read("zipline-dividends.txt");
  }

  /** The same days with invented dividends, which are paid two weeks after their day. */
  @ParameterizedTest
  @MethodSource("ziplineDividends")
  void dividendsArePaidAsZiplinePaysThem(OrderCase c) throws URISyntaxException {
    URL actions = Objects.requireNonNull(getClass().getResource("dividends.csv"));
    String file = ReferenceCases.folder("backtesting_py") + "/GOOG.csv?actions=";
    zipline(c, "GOOG.NASDAQ", "1d", file + Path.of(actions.toURI()));
  }

  private static void zipline(OrderCase c, String instrument, String bars, String file) {
    String data = instrument + ":" + bars + "=" + file;
    BacktestResult result = c.run(instrument, bars, Map.of("preset", "zipline", "data", data));
    assertThat(c.fills(result, ZoneId.of("America/New_York"))).isEqualTo(c.fills());
    money(c, result);
  }

  /** Cash is compared where the engine counts what we do: not margins, nor what is lent. */
  private static void money(OrderCase c, BacktestResult result) {
    String[] money = c.money().split(" ", -1);
    assertThat(result).hasEquity(money[1]);
    if (!money[0].equals("-")) {
      assertThat(result).hasCash(money[0]);
    }
  }

  @Test
  void isABundleThatThePlatformTakes() {
    assertThatBundle().isStrategy("order-script", "1.0.0");
  }
}
