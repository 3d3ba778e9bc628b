package io.qbrain.backtest;

import io.qbrain.kernel.Input;
import io.qbrain.kernel.Kernel;
import io.qbrain.kernel.KernelSettings;
import io.qbrain.markets.Markets;
import io.qbrain.model.AccountId;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.model.CorporateAction;
import io.qbrain.model.EventSeries;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instance;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Rate;
import io.qbrain.model.StrategyRef;
import io.qbrain.model.Times;
import io.qbrain.series.DataSpec;
import io.qbrain.series.ImportedEvents;
import io.qbrain.simulation.Preset;
import io.qbrain.strategy.ParameterSchema;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.StrategyFactory;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a backtest runs: strategies with parameters, on data, under a preset. A run leaves it
 * unchanged, and gives the same result each time.
 */
public final class Backtest {
  /** The account of every backtest. */
  public static final AccountId ACCOUNT = AccountId.of("backtest");

  /** A strategy to run. */
  record Entrant(
      InstanceId id,
      StrategyRef ref,
      StrategyFactory<?> factory,
      Map<String, String> parameters,
      Money capital) {}

  private static final String NO_VERSION = "0.0.0";

  private final Preset preset;
  private final Markets markets = new Markets();
  private final List<Instrument> instruments = new ArrayList<>();
  private final RunData series = new RunData();
  private final List<String> sources = new ArrayList<>();
  private final List<Entrant> entrants = new ArrayList<>();
  private final Schedule schedule = new Schedule();
  private final Map<String, String> adjustments = new LinkedHashMap<>();

  private long fromNanos = Long.MIN_VALUE;
  private long toNanos = Long.MAX_VALUE;
  private String from = "first bar";
  private String to = "last bar";

  private Backtest(Preset preset) {
    this.preset = preset;
  }

  /** Starts the description of a run under a preset. */
  public static Backtest under(Preset preset) {
    return new Backtest(preset);
  }

  /** Adds an instrument with its bars; more than one series of an instrument is allowed. */
  public Backtest data(Instrument instrument, BarSeries bars) {
    return data(instrument, bars, bars.toString());
  }

  /**
   * Adds an instrument with its bars.
   *
   * @param source where the bars come from, for the settings of the run
   */
  public Backtest data(Instrument instrument, BarSeries bars, String source) {
    return data(instrument, (EventSeries) bars, source);
  }

  /**
   * Adds an instrument with bars, quotes, trades or order books; those of one time are replayed in
   * the order that {@link io.qbrain.series.SeriesCursor} describes.
   *
   * @param source where they come from, for the settings of the run
   */
  public Backtest data(Instrument instrument, EventSeries bars, String source) {
    if (!bars.instrument().equals(instrument.id())) {
      throw new BacktestException(
          "data.invalid",
          "expected "
              + (bars instanceof BarSeries ? "bars" : "data")
              + " of "
              + instrument.id()
              + ", found "
              + bars);
    }
    if (!instruments.contains(instrument)) {
      instruments.add(instrument);
    }
    series.add(bars);
    sources.add(source);
    return this;
  }

  /**
   * Loads data and adds them with their instrument.
   *
   * @throws io.qbrain.series.SeriesException if a file is not there or not as the options say
   */
  public Backtest data(Instrument instrument, DataSpec spec) {
    ImportedEvents imported = spec.readEvents();
    spec.actions(instrument.currency()).forEach(this::action);
    adjustments.put("adjustment of " + instrument, spec.adjustmentText());
    return data(instrument, imported.series(), spec + ": " + imported.report().summary());
  }

  /** Adds a rate, in force from its time on: before the first event at or after it. */
  public Backtest rate(Rate rate) {
    schedule.add(rate.timeNanos(), new Input.RecordRate(rate));
    return this;
  }

  /**
   * Adds a split or dividend. It is booked before the first event after its ex time: a bar that
   * closes at that time is of old shares. Prices must be raw.
   */
  public Backtest action(CorporateAction action) {
    schedule.add(action.exNanos() + 1, new Input.Act(action));
    return this;
  }

  /** Adds funding of a perpetual, booked before the first event at or after a time. */
  public Backtest funding(InstrumentId instrument, long timeNanos, long rateRaw) {
    schedule.add(
        timeNanos, new Input.Fund(instrument, rateRaw, String.valueOf(Times.instant(timeNanos))));
    return this;
  }

  /** Adds a strategy with the parameters that differ from the defaults. */
  public Backtest strategy(
      String id, StrategyFactory<?> factory, Map<String, String> parameters, Money capital) {
    return strategy(
        id,
        new StrategyRef(StrategyRef.LOCAL, factory.name(), NO_VERSION),
        factory,
        parameters,
        capital);
  }

  /** Adds a strategy of a version. */
  public Backtest strategy(
      String id,
      StrategyRef ref,
      StrategyFactory<?> factory,
      Map<String, String> parameters,
      Money capital) {
    entrants.add(
        new Entrant(
            InstanceId.of(id),
            ref,
            factory,
            Collections.unmodifiableMap(new LinkedHashMap<>(parameters)),
            capital));
    return this;
  }

  /**
   * Replays only bars that close from a time on and before another one. Those before it are the
   * history that instances warm up with.
   *
   * @param fromNanos first time; Long.MIN_VALUE for the first bar
   * @param toNanos time after the last; Long.MAX_VALUE for the last bar
   */
  public Backtest between(long fromNanos, long toNanos) {
    if (fromNanos >= toNanos) {
      throw new BacktestException("data.invalid", "expected a first day before the last");
    }
    this.fromNanos = fromNanos;
    this.toNanos = toNanos;
    from = fromNanos == Long.MIN_VALUE ? "first bar" : Times.instant(fromNanos).toString();
    to = toNanos == Long.MAX_VALUE ? "last bar" : "before " + Times.instant(toNanos);
    return this;
  }

  /**
   * Replays only bars of these days, as {@link #between} does. The bar that closes at midnight
   * belongs to the day that ends there.
   *
   * @param first first day such as {@code 2004-01-31}; empty for the first bar
   * @param last last day; empty for the last bar
   * @param zone the zone that the days are of
   */
  public Backtest days(Optional<String> first, Optional<String> last, ZoneId zone) {
    between(
        first.map(day -> midnight(day, 0, zone)).orElse(Long.MIN_VALUE),
        last.map(day -> midnight(day, 1, zone)).orElse(Long.MAX_VALUE));
    from = first.map(day -> day + " " + zone).orElse(from);
    to = last.map(day -> day + " " + zone).orElse(to);
    return this;
  }

  private static long midnight(String day, int plusDays, ZoneId zone) {
    try {
      LocalDate date = LocalDate.parse(day).plusDays(plusDays);
      return Times.nanos(date.atStartOfDay(zone).toInstant()) + 1;
    } catch (DateTimeException | ArithmeticException e) {
      throw new BacktestException(
          "data.invalid", "expected a day such as 2004-01-31, found '" + day + "'");
    }
  }

  /**
   * Runs it on the calling thread.
   *
   * @throws BacktestException if a parameter, an instrument or the capital is not as expected
   */
  public BacktestResult run() {
    return run(entrants);
  }

  /** Returns the strategies, in the order in which they were added. */
  List<Entrant> entrants() {
    return List.copyOf(entrants);
  }

  /** Runs it with these strategies in place of its own; the ids are the same. */
  BacktestResult run(List<Entrant> entrants) {
    if (entrants.isEmpty() || series.isEmpty()) {
      throw new BacktestException("data.invalid", "expected data and a strategy, found none");
    }
    Money capital = entrants.get(0).capital();
    for (Entrant e : entrants.subList(1, entrants.size())) {
      capital = capital.plus(e.capital());
    }
    KernelSettings settings = preset.settings(ACCOUNT, capital.currency());
    Map<StrategyRef, StrategyFactory<?>> factories = new LinkedHashMap<>();
    for (Entrant e : entrants) {
      factories.put(e.ref(), e.factory());
    }
    Kernel kernel =
        new Kernel(settings, ref -> Optional.ofNullable(factories.get(ref)), markets::find);
    Replay replay = new Replay(kernel, preset.venue(), markets::find, schedule.fresh());
    instruments.forEach(i -> replay.command(new Input.ListInstrument(i)));
    series.bring(kernel);
    series.quoted().forEach(replay::expectQuotes);
    replay.command(new Input.Deposit(capital, "start", series.firstNanos()));
    series.history(kernel, replay, fromNanos);
    Map<String, String> built = new TreeMap<>();
    for (Entrant e : entrants) {
      replay.command(
          new Input.CreateInstance(
              Instance.created(
                  e.id(), ACCOUNT, e.ref(), e.parameters(), Instance.Mode.BACKTEST, e.capital())));
      series.check(e.ref().toString(), requirements(e.factory(), e.parameters()), built);
      replay.command(new Input.StartInstance(e.id(), ""));
    }
    EquityCurve equity = series.replay(kernel, replay, fromNanos, toNanos, built.isEmpty());
    if (preset.end() == Preset.EndOfRun.CLOSE_AT_END) {
      entrants.forEach(e -> replay.command(new Input.Flatten(e.id(), "end of run")));
      equity.replaceLast(kernel.equityRaw());
    } else if (preset.end() == Preset.EndOfRun.CLOSE_AT_LAST_OPEN) {
      List<Bar> last = series.lastBars(fromNanos, toNanos);
      entrants.forEach(e -> replay.closeAt(e.id(), last));
      equity.replaceLast(kernel.equityRaw());
    }
    Map<InstrumentId, Instrument> byId = new LinkedHashMap<>();
    instruments.forEach(i -> byId.put(i.id(), i));
    return new BacktestResult(
        new BacktestResult.Described(
            preset, capital, settings(capital, built), series.bars(), byId),
        replay,
        kernel,
        equity);
  }

  private static <C extends Record> Requirements requirements(
      StrategyFactory<C> factory, Map<String, String> parameters) {
    return factory.requirements(ParameterSchema.of(factory.configType()).bind(parameters));
  }

  /** Returns every setting that was made, by name. */
  private Map<String, String> settings(Money capital, Map<String, String> built) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("engine", EngineVersion.text());
    all.put("preset", preset.name());
    all.put("fills", preset.venue().describeFills());
    all.put("fees", preset.venue().fees().toString());
    all.put("account", preset.kind() + ", leverage " + preset.leverage());
    all.put("account terms", preset.terms().toString());
    all.put("risk profile", preset.profile().name());
    all.put("size buffer", Fixed.format(preset.sizeBuffer()));
    all.put("end of run", preset.end().toString());
    all.put("capital", capital.toString());
    for (Instrument i : instruments) {
      i.market().ifPresent(market -> all.put("market of " + i, market));
    }
    all.putAll(adjustments);
    all.put("from", from);
    all.put("to", to);
    for (int i = 0; i < sources.size(); i++) {
      all.put(sources.size() == 1 ? "data" : "data " + (i + 1), sources.get(i));
    }
    all.putAll(built);
    return all;
  }

  @Override
  public String toString() {
    return "preset " + preset.name() + ", " + series;
  }
}
