package io.qbrain.benchmarks;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.ta4j.core.BaseBarSeries;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.Indicator;
import org.ta4j.core.Trade;
import org.ta4j.core.TradingRecord;
import org.ta4j.core.analysis.CashFlow;
import org.ta4j.core.analysis.cost.LinearTransactionCostModel;
import org.ta4j.core.analysis.cost.ZeroCostModel;
import org.ta4j.core.backtest.BarSeriesManager;
import org.ta4j.core.backtest.TradeOnNextOpenModel;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;
import org.ta4j.core.rules.CrossedDownIndicatorRule;
import org.ta4j.core.rules.CrossedUpIndicatorRule;

/**
 * Measures ta4j on the bars and the rules of W1, and our engine in the same rounds. The series of
 * both are made before; both make what they need for one run in that run.
 *
 * <p>What differs: ta4j works in double, knows no account, orders or ledger, fills at the next open
 * without slippage, and its equity is a ratio of closed and open positions. What its fills would
 * have paid for slippage is taken off the profit that is printed, so that it can be compared with
 * ours.
 */
public final class Ta4jBenchmark {
  private static final int DEFAULT_ROUNDS = 5;
  private static final int WARM_ROUNDS = 2;
  private static final int FAST = 10;
  private static final int SLOW = 30;
  private static final int QUANTITY = 100;
  private static final double FEE = 0.001;
  private static final double SLIPPAGE = 0.01;
  private static final double CASH = 10_000_000;

  private final PrintStream out;
  private final OneSymbol work;
  private final BaseBarSeries series;
  private String answer = "";

  Ta4jBenchmark(PrintStream out, int bars) {
    this.out = out;
    this.work = new OneSymbol(bars);
    this.series = Ta4jVersion.series(work.series());
  }

  /** Runs it: bars (1,000,000), rounds (5). */
  public static void main(String[] arguments) {
    int bars = arguments.length > 0 ? Integer.parseInt(arguments[0]) : OneSymbol.BARS;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : DEFAULT_ROUNDS;
    new Ta4jBenchmark(System.out, bars).run(rounds);
  }

  private void run(int rounds) {
    long[] trades = new long[rounds];
    long[] curve = new long[rounds];
    long[] engine = new long[rounds];
    Outcome expected = work.expected();
    for (int round = -WARM_ROUNDS; round < rounds; round++) {
      long onlyTrades = nanos(() -> trade().getPositionCount());
      long withCurve = nanos(() -> new CashFlow(series, trade()).getSize());
      Run ours = Run.onThisThread(work::engine);
      if (!ours.outcome().equals(expected)) {
        throw new IllegalStateException(
            "engine: expected " + expected + ", found " + ours.outcome());
      }
      if (round >= 0) {
        trades[round] = onlyTrades;
        curve[round] = withCurve;
        engine[round] = ours.nanos();
      }
    }
    describe();
    out.printf(
        Locale.ROOT,
        "JDK %s, W1, %,d bars, %d rounds%nengine: %s%nta4j %s: %s%n%-26s %12s %10s %12s%n",
        Runtime.version(),
        work.series().size(),
        rounds,
        expected,
        version(),
        answer,
        "",
        "million/s",
        "ns a bar",
        "x our engine");
    long best = Arrays.stream(engine).min().orElseThrow();
    print("engine", best, best);
    print("ta4j, trades", Arrays.stream(trades).min().orElseThrow(), best);
    print("ta4j, trades and equity", Arrays.stream(curve).min().orElseThrow(), best);
  }

  private static String version() {
    String location =
        BaseBarSeries.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    return location.substring(location.lastIndexOf('-') + 1).replace(".jar", "");
  }

  private void print(String name, long nanos, long engine) {
    out.printf(
        Locale.ROOT,
        "%-26s %12.2f %10.1f %12.2f%n",
        name,
        work.series().size() * 1e3 / nanos,
        (double) nanos / work.series().size(),
        (double) nanos / engine);
  }

  private static long nanos(Supplier<Integer> run) {
    long before = Run.threadNanos();
    int count = run.get();
    long nanos = Run.threadNanos() - before;
    if (count == 0) {
      throw new IllegalStateException("expected an answer, found none");
    }
    return nanos;
  }

  private TradingRecord trade() {
    ClosePriceIndicator close = new ClosePriceIndicator(series);
    Indicator<Num> fast = Ta4jVersion.average(close, FAST);
    Indicator<Num> slow = Ta4jVersion.average(close, SLOW);
    BaseStrategy strategy =
        new BaseStrategy(
            new CrossedUpIndicatorRule(fast, slow),
            new CrossedDownIndicatorRule(fast, slow),
            SLOW - 1);
    return new BarSeriesManager(
            series,
            new LinearTransactionCostModel(FEE),
            new ZeroCostModel(),
            new TradeOnNextOpenModel())
        .run(strategy, Trade.TradeType.BUY, DoubleNum.valueOf(QUANTITY));
  }

  private void describe() {
    TradingRecord record = trade();
    long fills = record.getPositionCount() * 2L + (record.getCurrentPosition().isOpened() ? 1 : 0);
    double profit =
        record.getPositions().stream().mapToDouble(p -> p.getProfit().doubleValue()).sum();
    answer =
        String.format(
            Locale.ROOT,
            "%d fills, equity %.2f less %.2f for slippage = %.2f",
            fills,
            CASH + profit,
            fills * QUANTITY * SLIPPAGE,
            CASH + profit - fills * QUANTITY * SLIPPAGE);
  }
}
