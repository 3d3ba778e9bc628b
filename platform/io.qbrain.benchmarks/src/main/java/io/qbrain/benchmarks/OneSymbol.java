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
import io.qbrain.model.Quantity;
import io.qbrain.simulation.Preset;
import io.qbrain.strategy.Strategy;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** W1, the canonical work on one symbol: limit loop, idealised event loop and engine. */
final class OneSymbol {
  /** The bars of W1. */
  static final int BARS = 1_000_000;

  /** The bars of W1s, its beginning. */
  static final int SMALL = 100_000;

  private static final InstrumentId ID = InstrumentId.of("W1.SIM");
  private static final long SEED = 42;
  private static final int WARM_ROUNDS = 4;

  /** What every bar of a backtest leaves: capital that no strategy can lose. */
  private static final Money CAPITAL = Money.of(10_000_000, Currency.USD);

  private final BarSeries series;
  private final Columns columns;

  OneSymbol(int bars) {
    series = CanonicalBars.make(ID, SEED, 0, bars);
    columns = Columns.of(series);
  }

  BarSeries series() {
    return series;
  }

  /** Returns the published answer where there is one, else that of the limit loop. */
  Outcome expected() {
    return switch (series.size()) {
      case BARS -> new Outcome(38_934, Fixed.parse("9378465.85724"));
      case SMALL -> new Outcome(3_879, Fixed.parse("9956944.6326"));
      default -> new LimitLoop(columns).run();
    };
  }

  /** Measures all contestants. */
  void race(PrintStream out, int rounds) {
    LimitLoop limit = new LimitLoop(columns);
    EventLoop.warm(series, cross(ID));
    new Race(
            out,
            new Race.Task("W1", "bar", series.size(), expected()),
            new Race.Rounds(WARM_ROUNDS, rounds))
        .with("limit loop L", () -> Run.onThisThread(limit::run))
        .with("event loop E", () -> Run.onThisThread(this::eventLoop))
        .with("engine", () -> Run.onThisThread(this::engine))
        .run();
  }

  private Outcome eventLoop() {
    return new EventLoop(List.of(series)).run(cross(ID));
  }

  /** Returns the strategy of the canonical work as the engine runs it. */
  static Strategy cross(InstrumentId instrument) {
    return cross(instrument, LimitLoop.FAST, LimitLoop.SLOW);
  }

  static Strategy cross(InstrumentId instrument, int fast, int slow) {
    Quantity size = Quantity.of(LimitLoop.QUANTITY);
    return new CanonicalCross(new CanonicalCross.Config(instrument, size, fast, slow));
  }

  /** Runs the engine and returns its answer. */
  Outcome engine() {
    return Outcome.of(run());
  }

  /** Runs the engine: the whole product path of a backtest. */
  BacktestResult run() {
    return backtest().run();
  }

  private Backtest backtest() {
    return Backtest.under(Preset.CANONICAL)
        .data(instrument(ID), series)
        .strategy("w1", new CanonicalCross.Factory(), Map.of("instrument", ID.toString()), CAPITAL);
  }

  /** Runs a strategy that sees every bar and trades nothing. */
  BacktestResult quiet() {
    return quiet(false);
  }

  /** The same with an order that waits on every bar. */
  BacktestResult waiting() {
    return quiet(true);
  }

  private BacktestResult quiet(boolean waits) {
    Map<String, String> parameters =
        Map.of("instrument", ID.toString(), "waits", String.valueOf(waits));
    return Backtest.under(Preset.CANONICAL)
        .data(instrument(ID), series)
        .strategy("quiet", new Quiet.Factory(), parameters, CAPITAL)
        .run();
  }

  /** Returns an instrument of the canonical work: ticks of 1e-4, whole units. */
  static Instrument instrument(InstrumentId id) {
    return Instrument.builder(id, Currency.USD).tickSize(Price.parse("0.0001")).build();
  }
}
