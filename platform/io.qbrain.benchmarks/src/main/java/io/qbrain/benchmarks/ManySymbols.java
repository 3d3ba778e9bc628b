package io.qbrain.benchmarks;

import io.qbrain.backtest.Backtest;
import io.qbrain.model.BarSeries;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Quantity;
import io.qbrain.simulation.Preset;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * W2, the canonical work on several symbols of one cash account: limit loop, idealised event loop
 * by columns and engine, where one instance trades all of them.
 */
final class ManySymbols {
  /** The symbols of W2. */
  static final int SYMBOLS = 100;

  /** The bars of each. */
  static final int BARS = 100_000;

  private static final long SEED = 7;
  private static final int WARM_ROUNDS = 1;

  private final List<BarSeries> series = new ArrayList<>();
  private final Columns[] columns;
  private final int bars;

  ManySymbols(int symbols, int bars) {
    this.bars = bars;
    columns = new Columns[symbols];
    for (int s = 0; s < symbols; s++) {
      InstrumentId id = InstrumentId.of(String.format(Locale.ROOT, "W2-%03d.SIM", s));
      series.add(CanonicalBars.make(id, SEED, s, bars));
      columns[s] = Columns.of(series.get(s));
    }
  }

  /** Returns the published answer where there is one, else that of the limit loop. */
  Outcome expected() {
    return columns.length == SYMBOLS && bars == BARS
        ? new Outcome(389_856, Fixed.parse("5725146.33504"))
        : limit();
  }

  Outcome limit() {
    return new ManyLimitLoop(columns).run();
  }

  /** Measures all contestants. */
  void race(PrintStream out, int rounds) {
    ManyLimitLoop limit = new ManyLimitLoop(columns);
    EventLoop.warm(series.get(0), OneSymbol.cross(series.get(0).instrument()));
    new Race(
            out,
            new Race.Task(
                "W2, " + columns.length + " symbols",
                "bar",
                (long) columns.length * bars,
                expected()),
            new Race.Rounds(WARM_ROUNDS, rounds))
        .with("limit loop L", () -> Run.onThisThread(limit::run))
        .with("E by columns", () -> Run.onThisThread(this::eventLoop))
        .with("engine", () -> Run.onThisThread(this::engine))
        .run();
  }

  Outcome eventLoop() {
    List<InstrumentId> all = series.stream().map(BarSeries::instrument).toList();
    Quantity size = Quantity.of(LimitLoop.QUANTITY);
    return new EventLoop(series)
        .run(
            new CanonicalCrosses(
                new CanonicalCrosses.Config(all, size, LimitLoop.FAST, LimitLoop.SLOW)));
  }

  Outcome engine() {
    Backtest backtest = Backtest.under(Preset.CANONICAL);
    for (BarSeries s : series) {
      backtest.data(OneSymbol.instrument(s.instrument()), s);
    }
    String all =
        series.stream().map(s -> s.instrument().toString()).collect(Collectors.joining(","));
    return Outcome.of(
        backtest
            .strategy(
                "w2",
                new CanonicalCrosses.Factory(),
                Map.of("instruments", all),
                Money.of(10_000_000, Currency.USD))
            .run());
  }
}
