package io.qbrain.benchmarks;

import io.qbrain.backtest.Backtest;
import io.qbrain.backtest.BacktestResult;
import io.qbrain.backtest.Sweep;
import io.qbrain.model.BarSeries;
import io.qbrain.model.Currency;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.simulation.Preset;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * W3, the canonical work with many parameters: fast 5 to 24, slow 30 to 128 by 2, on some threads;
 * limit loop, idealised event loop and the engine's sweep. Time is the processor time of the
 * threads, divided by their number.
 */
final class ParameterSweep {
  /** The bars of W3. */
  static final int BARS = 100_000;

  private static final InstrumentId ID = InstrumentId.of("W3.SIM");
  private static final long SEED = 99;
  private static final int FAST_FROM = 5;
  private static final int FAST_TO = 24;
  private static final int SLOW_FROM = 30;
  private static final int SLOW_STEP = 2;
  private static final int SLOW_COUNT = 50;
  private static final int SLOW_TO = SLOW_FROM + SLOW_STEP * (SLOW_COUNT - 1);
  private static final int COMBINATIONS = (FAST_TO - FAST_FROM + 1) * SLOW_COUNT;
  private static final int FILLS = 2_190_362;
  private static final int WARM_ROUNDS = 1;

  /** One combination after the other, on one thread. */
  private interface Loop {
    Outcome run(int fast, int slow);
  }

  private final BarSeries series;
  private final Columns columns;
  private final int threads;

  ParameterSweep(int bars, int threads) {
    this.series = CanonicalBars.make(ID, SEED, 0, bars);
    this.columns = Columns.of(series);
    this.threads = threads;
  }

  /** Returns the answer of the limit loop, checked against the published number of fills. */
  Outcome expected() {
    Outcome ofLimit = limit().outcome();
    if (series.size() == BARS && ofLimit.fills() != FILLS) {
      throw new IllegalStateException("expected " + FILLS + " fills, found " + ofLimit);
    }
    return ofLimit;
  }

  /** Measures all contestants. */
  void race(PrintStream out, int rounds) {
    EventLoop.warm(series, OneSymbol.cross(ID));
    new Race(
            out,
            new Race.Task(
                "W3, " + COMBINATIONS + " combinations on " + threads + " threads",
                "bar",
                (long) COMBINATIONS * series.size(),
                expected()),
            new Race.Rounds(WARM_ROUNDS, rounds))
        .with("limit loop L", this::limit)
        .with("event loop E", this::eventLoop)
        .with("engine", this::engine)
        .run();
  }

  Run limit() {
    return all(
        () -> {
          SweepLoop loop = new SweepLoop(columns);
          return loop::run;
        });
  }

  Run eventLoop() {
    List<BarSeries> bars = List.of(series);
    return all(() -> (fast, slow) -> new EventLoop(bars).run(OneSymbol.cross(ID, fast, slow)));
  }

  private Run all(Supplier<Loop> loops) {
    AtomicInteger next = new AtomicInteger();
    AtomicLong nanos = new AtomicLong();
    Outcome[] outcomes = new Outcome[COMBINATIONS];
    Runnable work =
        () -> {
          Loop loop = loops.get();
          for (int i = next.getAndIncrement(); i < COMBINATIONS; i = next.getAndIncrement()) {
            outcomes[i] =
                loop.run(FAST_FROM + i / SLOW_COUNT, SLOW_FROM + SLOW_STEP * (i % SLOW_COUNT));
          }
          nanos.addAndGet(Run.threadNanos());
        };
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread worker = new Thread(work, "sweep-loop-" + i);
      workers.add(worker);
      worker.start();
    }
    try {
      for (Thread worker : workers) {
        worker.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    Outcome sum = Outcome.NONE;
    for (Outcome o : outcomes) {
      sum = sum.plus(o);
    }
    return new Run(sum, nanos.get() / threads);
  }

  /** The threads of a sweep are new ones, so their time at the last result is that of the sweep. */
  Run engine() {
    Map<Long, Long> nanos = new ConcurrentHashMap<>();
    Outcome sum = Outcome.NONE;
    for (Sweep.Row<Outcome> row : sweep().run(threads, result -> taken(result, nanos))) {
      Outcome outcome = row.value();
      if (outcome == null) {
        throw new IllegalStateException(row.parameters() + ": " + row.failure());
      }
      sum = sum.plus(outcome);
    }
    return new Run(sum, nanos.values().stream().mapToLong(n -> n).sum() / threads);
  }

  private static Outcome taken(BacktestResult result, Map<Long, Long> nanos) {
    nanos.put(Thread.currentThread().getId(), Run.threadNanos());
    return Outcome.of(result);
  }

  private Sweep sweep() {
    Backtest backtest =
        Backtest.under(Preset.CANONICAL)
            .data(OneSymbol.instrument(ID), series)
            .strategy(
                "w3",
                new CanonicalCross.Factory(),
                Map.of("instrument", ID.toString()),
                Money.of(10_000_000, Currency.USD));
    return Sweep.of(backtest)
        .range("fast", String.valueOf(FAST_FROM), String.valueOf(FAST_TO), "1")
        .range(
            "slow", String.valueOf(SLOW_FROM), String.valueOf(SLOW_TO), String.valueOf(SLOW_STEP));
  }
}
