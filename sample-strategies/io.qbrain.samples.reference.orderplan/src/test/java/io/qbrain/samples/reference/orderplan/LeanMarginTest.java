package io.qbrain.samples.reference.orderplan;

import static io.qbrain.testkit.BacktestAssert.assertThat;

import io.qbrain.backtest.BacktestOptions;
import io.qbrain.backtest.BacktestResult;
import io.qbrain.model.StrategyRef;
import io.qbrain.testkit.ReferenceCases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What LEAN publishes for margin, and for orders between bars, by the options of a backtest. */
class LeanMarginTest {
  private static final String REGULAR = "09:30-16:00";
  private static final String EXTENDED = "04:00-20:00";

  private static List<String> minutes(String hours) {
    Path folder = ReferenceCases.folder("lean");
    return List.of("1m trade lean", "1m-bid quote lean-bid", "1m-ask quote lean-ask").stream()
        .map(text -> text.split(" ", -1))
        .map(
            words ->
                "data=SPY.ARCA:%s=%s/data/minute/*_%s.zip?layout=%s&hours=%s&market=us-equities"
                    .formatted(words[0], folder, words[1], words[2], hours))
        .map(text -> text + "&adjust=total&factors=" + folder + "/data/spy_factor_file.csv")
        .toList();
  }

  private static List<String> hours() {
    Path folder = ReferenceCases.folder("lean");
    return List.of(
        "data=SPY.ARCA:1h=%s/data/spy_hour_extract.csv?layout=lean&market=us-equities"
                .formatted(folder)
            + "&adjust=total&factors="
            + folder
            + "/data/spy_factor_file.csv");
  }

  private static BacktestResult run(
      List<String> data, String bars, String plan, String... options) {
    Map<String, List<String>> given = new LinkedHashMap<>();
    given.put("preset", List.of("lean"));
    for (String text : data) {
      add(given, text);
    }
    Arrays.stream(options).forEach(text -> add(given, text));
    return BacktestOptions.of(given)
        .backtest(
            BacktestOptions.Files.ANYWHERE,
            new StrategyRef(StrategyRef.LOCAL, "order-plan", "1.0.0"),
            new OrderPlanFactory(),
            Map.of("instrument", "SPY.ARCA", "bars", bars, "plan", plan))
        .run();
  }

  private static void add(Map<String, List<String>> given, String text) {
    int equals = text.indexOf('=');
    given
        .computeIfAbsent(text.substring(0, equals), name -> new ArrayList<>())
        .add(text.substring(equals + 1));
  }

  /** Returns a step for each day of the week of the minutes. */
  private static String daily(String step) {
    return IntStream.rangeClosed(7, 11)
        .mapToObj(day -> step.formatted("2013-10-%02d".formatted(day)))
        .collect(Collectors.joining(","));
  }

  @Test
  void aPositionAboveTheLeverageOvernightIsCalledAsInLeansMarginCallClosedMarket() {
    BacktestResult result =
        run(
            minutes(REGULAR),
            "1m",
            "bar 1 => weight 5",
            "from=2013-10-07",
            "to=2013-10-11",
            "day-leverage=5:600s");
    assertThat(result).hasNoDenials().hasFills(2).hasFees("27.50").hasEquity("103801.65");
  }

  @Test
  void aPositionThatIsLessenedInTimeIsNotCalledAsInLeansNoMarginCallExpected() {
    BacktestResult result =
        run(
            minutes(REGULAR),
            "1m",
            daily("%sT09:31 => weight 5") + "," + daily("%sT15:45 => weight 2"),
            "from=2013-10-07",
            "to=2013-10-11",
            "day-leverage=5:600s");
    assertThat(result).hasNoDenials().hasFills(10).hasFees("109.26").hasEquity("106028.40");
  }

  @Test
  void nothingIsCalledAfterHoursAsInLeansNoMarginCallOutsideRegularHours() {
    BacktestResult result =
        run(
            minutes(EXTENDED),
            "1m",
            "2013-10-07T15:48 => weight -2.1",
            "from=2013-10-07",
            "to=2013-10-11",
            "size-buffer=0",
            "day-leverage=4:600s");
    assertThat(result).hasNoDenials().hasFills(1).hasFees("7.24").hasEquity("96499.74");
  }

  @Test
  void anOrderBetweenBarsWaitsIfTheLastPriceIsOldAsInLeansMarketOrderStaleDataFill() {
    String morning = daily("clock %sT09:30:01 => M = BUY 1 MARKET");
    String noon = daily("clock %sT12:00:00 => N = BUY 1 MARKET");
    BacktestResult result =
        run(minutes(REGULAR), "1m", morning + "," + noon, "from=2013-10-07", "to=2013-10-11");
    assertThat(result).hasNoDenials().hasFills(9).hasFees("9").hasEquity("100012.81");
  }

  @Test
  void anOrderBetweenHoursWaitsAsInLeansHourResolutionMarketOrderStalePrice() {
    BacktestResult result =
        run(
            hours(),
            "1h",
            "clock 2013-10-08T10:55 => A = BUY 10 MARKET",
            "from=2013-10-07",
            "to=2013-10-08",
            "last-price=60s");
    assertThat(result).hasNoDenials().hasFills(1).hasFees("1").hasEquity("99987.93");
  }

  @Test
  void ordersForTheCloseAtAnyTimeOfTheDayEndAsInLeansBufferExtendedMarketHours() {
    String plan =
        "2013-10-07T15:49 => A = BUY 2 MARKET_ON_CLOSE,"
            + "2013-10-07T15:51 => B = BUY 2 MARKET_ON_CLOSE,"
            + "2013-10-07T16:48 => C = BUY 2 MARKET_ON_CLOSE,"
            + "clock 2013-10-08T00:00 => D = BUY 2 MARKET_ON_CLOSE";
    BacktestResult result =
        run(minutes(EXTENDED), "1m", plan, "from=2013-10-07", "to=2013-10-08", "close-cutoff=600s");
    assertThat(result).hasFills(3).hasFees("3").hasEquity("99996.08");
  }

  @Test
  void limitsBeforeTheMarketOpensEndAsInLeansExtendedMarketTrading() {
    BacktestResult result =
        run(
            minutes(EXTENDED),
            "1m",
            daily("%sT04:01 => L = BUY 10 LIMIT limit=low"),
            "from=2013-10-07",
            "to=2013-10-11",
            "tick=0.00000001",
            "after-hours=limits");
    assertThat(result).hasNoDenials().hasFills(5).hasFees("5").hasEquity("100135.59");
  }

  @Test
  void feesOfAnotherBrokerEndAsInLeansBasicTemplateAxos() {
    BacktestResult result =
        run(
            minutes(REGULAR),
            "1m",
            "bar 1 => weight 0.25",
            "from=2013-10-07",
            "to=2013-10-11",
            "fees=per-contract:0.0035");
    assertThat(result).hasNoDenials().hasFills(1).hasFees("0.60").hasEquity("100423.24");
  }
}
