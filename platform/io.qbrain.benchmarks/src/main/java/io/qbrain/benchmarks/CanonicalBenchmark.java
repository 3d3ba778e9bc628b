package io.qbrain.benchmarks;

import io.qbrain.backtest.Backtest;
import io.qbrain.backtest.BacktestResult;
import io.qbrain.model.BarSeries;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.simulation.Preset;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Measures W1, the canonical work on one symbol: the limit loop L, the idealised event loop E and
 * the engine, each in every round, each checked to the last digit. Prints the best and the middle
 * round in time of this thread's processor, and the ratios.
 *
 * <p>Arguments: bars (1,000,000), rounds (11).
 */
public final class CanonicalBenchmark {
  private static final InstrumentId ID = InstrumentId.of("W1.SIM");
  private static final int DEFAULT_BARS = 1_000_000;
  private static final int DEFAULT_ROUNDS = 11;
  private static final int WARM_ROUNDS = 4;
  private static final Outcome W1 = new Outcome(38_934, Fixed.parse("9378465.85724"));
  private static final Outcome W1_SMALL = new Outcome(3_879, Fixed.parse("9956944.6326"));

  private final PrintStream out;
  private final BarSeries series;
  private final Columns columns;
  private final int rounds;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  CanonicalBenchmark(PrintStream out, int bars, int rounds) {
    this.out = out;
    this.series = CanonicalBars.make(ID, 42, 0, bars);
    this.columns = Columns.of(series);
    this.rounds = rounds;
  }

  /** Runs it. */
  public static void main(String[] arguments) {
    int bars = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_BARS;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : DEFAULT_ROUNDS;
    new CanonicalBenchmark(System.out, bars, rounds).run();
  }

  /** The times of one contestant, in nanoseconds. */
  private static final class Contestant {
    private final String name;
    private final Supplier<Outcome> work;
    private final long[] nanos;

    Contestant(String name, Supplier<Outcome> work, int rounds) {
      this.name = name;
      this.work = work;
      this.nanos = new long[rounds];
    }

    long best() {
      return Arrays.stream(nanos).min().orElseThrow();
    }

    long middle() {
      long[] sorted = nanos.clone();
      Arrays.sort(sorted);
      return sorted[sorted.length / 2];
    }
  }

  void run() {
    LimitLoop limit = new LimitLoop(columns);
    Outcome expected = expected(limit.run());
    Contestant[] all = {
      new Contestant("limit loop L", limit::run, rounds),
      new Contestant("event loop E", this::eventLoop, rounds),
      new Contestant("engine", this::engine, rounds)
    };
    out.printf(Locale.ROOT, "W1, %,d bars, %d rounds: %s%n", series.size(), rounds, expected);
    for (int round = -WARM_ROUNDS; round < rounds; round++) {
      for (Contestant c : all) {
        long nanos = measure(c, expected);
        if (round >= 0) {
          c.nanos[round] = nanos;
        }
      }
    }
    out.printf(
        "%-14s %12s %10s %8s %8s   %12s %10s%n",
        "", "million/s", "ns a bar", "x L", "x E", "middle: m/s", "ns a bar");
    for (Contestant c : all) {
      out.printf(
          Locale.ROOT,
          "%-14s %12.1f %10.2f %8.2f %8.2f   %12.1f %10.2f%n",
          c.name,
          series.size() * 1e3 / c.best(),
          (double) c.best() / series.size(),
          (double) c.best() / all[0].best(),
          (double) c.best() / all[1].best(),
          series.size() * 1e3 / c.middle(),
          (double) c.middle() / series.size());
    }
  }

  /** The published answer where there is one, else that of the limit loop. */
  private Outcome expected(Outcome ofLimit) {
    return switch (series.size()) {
      case DEFAULT_BARS -> W1;
      case 100_000 -> W1_SMALL;
      default -> ofLimit;
    };
  }

  private long measure(Contestant contestant, Outcome expected) {
    long before = threads.getCurrentThreadCpuTime();
    Outcome outcome = contestant.work.get();
    long nanos = threads.getCurrentThreadCpuTime() - before;
    if (!outcome.equals(expected)) {
      throw new IllegalStateException(
          contestant.name + ": expected " + expected + ", found " + outcome);
    }
    return nanos;
  }

  private Outcome eventLoop() {
    Columns few =
        new Columns(
            Arrays.copyOf(columns.time(), Math.min(1_000, series.size())),
            Arrays.copyOf(columns.open(), Math.min(1_000, series.size())),
            Arrays.copyOf(columns.close(), Math.min(1_000, series.size())));
    new EventLoop(few).run(new EventLoop.Counter());
    new EventLoop(few).run(new EventLoop.Last());
    return new EventLoop(columns).run(new EventLoop.Cross());
  }

  private Outcome engine() {
    BacktestResult result =
        Backtest.under(Preset.CANONICAL)
            .data(
                Instrument.builder(ID, Currency.USD).tickSize(Price.parse("0.0001")).build(),
                series)
            .strategy(
                "w1",
                new CanonicalCross.Factory(),
                Map.of("instrument", ID.toString()),
                Money.of(10_000_000, Currency.USD))
            .run();
    return new Outcome(result.fills().size(), result.finalEquity().raw());
  }
}
