package io.qbrain.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Currency;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.Fill;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The figures that other engines publish for the same curves and trades. */
class PublishedStatisticsTest {
  private static final Offset<Double> EXACT = within(1e-8);
  private static final double DAY = 86_400e9;

  private static List<String[]> rows(String file) throws IOException {
    try (Stream<String> lines = Files.lines(Cases.file("backtesting_py/" + file))) {
      return lines.skip(1).map(line -> line.split(",", -1)).toList();
    }
  }

  private static long nanos(String day) {
    return LocalDate.parse(day).atTime(16, 0).toEpochSecond(ZoneOffset.UTC) * 1_000_000_000L;
  }

  private static EquityCurve curve() throws IOException {
    EquityCurve curve = new EquityCurve(1);
    for (String[] row : rows("goog_smacross_10_30_equity_default.csv")) {
      BigDecimal equity = new BigDecimal(row[1]).setScale(8, RoundingMode.HALF_EVEN);
      curve.add(nanos(row[0]), Fixed.ofExact(equity));
    }
    return curve;
  }

  private record Event(long nanos, int order, Side side, long size, String price, double fee) {}

  /** The published trades as fills: each opens and closes; of one day the close comes first. */
  private static Trades trades(String file) throws IOException {
    List<Event> events = new ArrayList<>();
    for (String[] row : rows(file)) {
      long size = Long.parseLong(row[0]);
      double rate = file.contains("commission") ? 0.002 : 0;
      Side entry = size > 0 ? Side.BUY : Side.SELL;
      long quantity = Math.abs(size);
      double entryFee = rate * quantity * Double.parseDouble(row[3]);
      double exitFee = rate * quantity * Double.parseDouble(row[4]);
      events.add(new Event(nanos(row[8]), 1, entry, quantity, row[3], entryFee));
      Side exit = size > 0 ? Side.SELL : Side.BUY;
      events.add(new Event(nanos(row[9]), 0, exit, quantity, row[4], exitFee));
    }
    events.sort(Comparator.comparingLong(Event::nanos).thenComparingInt(Event::order));
    List<Fill> fills = new ArrayList<>();
    for (Event e : events) {
      fills.add(
          new Fill(
              ExecutionId.of("E" + fills.size()),
              ClientOrderId.of("o-" + fills.size()),
              InstanceId.of("goog"),
              InstrumentId.of("GOOG.NASDAQ"),
              e.side(),
              Quantity.of(e.size()),
              Price.parse(e.price()),
              Money.ofRaw(Fixed.ofDouble(e.fee()), Currency.USD),
              e.nanos(),
              e.nanos()));
    }
    return Trades.of(fills, Map.of());
  }

  @Test
  void equityOfGoogCrossHasTheFiguresOfBacktestingPy() throws IOException {
    String json = Files.readString(Cases.file("backtesting_py/goog_smacross_10_30_stats.json"));
    EquityCurve curve = curve();
    EquityStatistics s =
        EquityStatistics.of(10_000, curve.timesNanos(), curve.values(), Convention.COMPOUNDED);
    assertThat(100 * s.totalReturn()).isCloseTo(published(json, "Return [%]"), EXACT);
    assertThat(100 * s.cagr()).isCloseTo(published(json, "CAGR [%]"), EXACT);
    assertThat(100 * s.annualReturn()).isCloseTo(published(json, "Return (Ann.) [%]"), EXACT);
    assertThat(100 * s.volatility()).isCloseTo(published(json, "Volatility (Ann.) [%]"), EXACT);
    assertThat(s.sharpe()).isCloseTo(published(json, "Sharpe Ratio"), EXACT);
    assertThat(s.sortino()).isCloseTo(published(json, "Sortino Ratio"), EXACT);
    assertThat(s.calmar()).isCloseTo(published(json, "Calmar Ratio"), EXACT);
    assertThat(100 * s.maxDrawdown()).isCloseTo(published(json, "Max. Drawdown [%]"), EXACT);
    assertThat(100 * s.averageDrawdown()).isCloseTo(published(json, "Avg. Drawdown [%]"), EXACT);
    assertThat(s.maxDrawdownNanos() / DAY).isEqualTo(584);
    assertThat(Math.ceil(s.averageDrawdownNanos() / DAY)).isEqualTo(41);
    assertThat(s.peak()).isCloseTo(published(json, "Equity Peak [$]"), EXACT);
    assertThat(100 * curve.exposure(trades("goog_smacross_10_30_trades_default.csv")))
        .isCloseTo(published(json, "Exposure Time [%]"), EXACT);
  }

  private static double published(String json, String name) {
    return Cases.number(json, "default", name);
  }

  @Test
  void tradesOfGoogCrossHaveTheFiguresOfBacktestingPy() throws IOException {
    String json = Files.readString(Cases.file("backtesting_py/goog_smacross_10_30_stats.json"));
    check(json, "default", "goog_smacross_10_30_trades_default.csv");
    check(json, "commission_0_2pct", "goog_smacross_10_30_trades_commission_0_2pct.csv");
  }

  private static void check(String json, String section, String file) throws IOException {
    List<Trade> trades = trades(file).closed();
    List<String[]> rows = rows(file);
    assertThat(trades).hasSameSizeAs(rows);
    for (int i = 0; i < rows.size(); i++) {
      String[] row = rows.get(i);
      Trade t = trades.get(i);
      assertThat(t.side().sign() * t.quantity().toDouble()).isEqualTo(Double.parseDouble(row[0]));
      assertThat(t.entryPrice()).isEqualTo(Price.parse(row[3]));
      assertThat(t.exitPrice()).isEqualTo(Price.parse(row[4]));
      assertThat(t.netProfit().toDouble()).isCloseTo(Double.parseDouble(row[5]), within(1e-6));
      assertThat(t.fees().toDouble()).isCloseTo(Double.parseDouble(row[6]), within(1e-6));
      assertThat(t.rateOfReturn()).isCloseTo(Double.parseDouble(row[7]), within(1e-9));
    }
    TradeStatistics s = TradeStatistics.of(trades);
    assertThat(s.count()).isEqualTo(66);
    assertThat(100 * s.winRate()).isCloseTo(Cases.number(json, section, "Win Rate [%]"), EXACT);
    assertThat(100 * s.bestReturn())
        .isCloseTo(Cases.number(json, section, "Best Trade [%]"), EXACT);
    assertThat(100 * s.worstReturn())
        .isCloseTo(Cases.number(json, section, "Worst Trade [%]"), EXACT);
    assertThat(100 * s.averageReturn())
        .isCloseTo(Cases.number(json, section, "Avg. Trade [%]"), EXACT);
    assertThat(s.rateFactor()).isCloseTo(Cases.number(json, section, "Profit Factor"), EXACT);
    assertThat(100 * s.expectancy())
        .isCloseTo(Cases.number(json, section, "Expectancy [%]"), EXACT);
    assertThat(s.sqn()).isCloseTo(Cases.number(json, section, "SQN"), EXACT);
    assertThat(s.kelly()).isCloseTo(Cases.number(json, section, "Kelly Criterion"), EXACT);
    assertThat(s.maxNanos() / DAY).isEqualTo(183);
    assertThat(Math.ceil(s.averageNanos() / DAY)).isEqualTo(46);
  }

  @Test
  void returnsHaveTheFiguresOfEmpyrical() throws IOException {
    double[] mixed = Cases.returns("mixed_returns");
    double[] negative = Cases.returns("negative_returns");
    double[] weekly = Cases.returns("weekly_returns");
    double[] monthly = Cases.returns("monthly_returns");
    assertThat(Statistics.totalReturn(mixed)).isCloseTo(0.0389310917, within(1e-8));
    assertThat(Statistics.totalReturn(negative)).isCloseTo(-0.3659073, within(1e-7));
    assertThat(Statistics.annualReturn(weekly, 52)).isCloseTo(0.24690830513998208, EXACT);
    assertThat(Statistics.volatility(weekly, 52)).isCloseTo(0.38851569394870583, EXACT);
    assertThat(Statistics.calmar(monthly, 12)).isCloseTo(0.5224206138604814, EXACT);
    assertThat(Statistics.sharpe(negative, 252)).isCloseTo(-24.406808633910085, EXACT);
    assertThat(Statistics.sharpe(less(mixed, "simple_benchmark"), 252))
        .isCloseTo(0.34111411441060574, EXACT);
    assertThat(Statistics.downsideRisk(less(mixed, 0.1), 252)).isCloseTo(1.7161730681956295, EXACT);
    assertThat(Statistics.downsideRisk(less(weekly, 0.1), 52)).isCloseTo(0.7733045971672482, EXACT);
    assertThat(Statistics.sortino(negative, 252)).isCloseTo(-13.5327430750434, EXACT);
    assertThat(Statistics.sortino(weekly, 52)).isCloseTo(1.115890105686644, EXACT);
    assertThat(Statistics.tailRatio(weekly)).isCloseTo(0.9473684210526313, EXACT);
    assertThat(Statistics.maxDrawdown(new double[] {1, 1.1, 0.99, 1.2})).isCloseTo(-0.1, EXACT);
  }

  @Test
  void benchmarkExplainsReturnsAsInEmpyrical() throws IOException {
    double[] mixed = Cases.returns("mixed_returns");
    double[] negative = Cases.returns("negative_returns");
    double[] benchmark = Arrays.copyOfRange(negative, 1, negative.length);
    assertThat(Statistics.beta(mixed, benchmark)).isCloseTo(-0.7129629629629631, EXACT);
    assertThat(Statistics.alpha(mixed, benchmark, 252)).isCloseTo(-0.9997853834885004, EXACT);
    assertThat(Statistics.alpha(mixed, mixed, 252)).isCloseTo(0, EXACT);
  }

  private static double[] less(double[] returns, double rate) {
    return Arrays.stream(returns).map(r -> r - rate).toArray();
  }

  private static double[] less(double[] returns, String name) throws IOException {
    double[] other = Cases.returns(name);
    double[] less = new double[returns.length];
    for (int i = 0; i < less.length; i++) {
      less[i] = returns[i] - other[other.length - less.length + i];
    }
    return less;
  }
}
