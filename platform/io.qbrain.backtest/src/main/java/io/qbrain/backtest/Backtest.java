package io.qbrain.backtest;

import io.qbrain.kernel.Input;
import io.qbrain.kernel.Kernel;
import io.qbrain.kernel.KernelSettings;
import io.qbrain.markets.Markets;
import io.qbrain.model.AccountId;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.model.CorporateAction;
import io.qbrain.model.Currency;
import io.qbrain.model.EventSeries;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instance;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketProfile;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.model.Rate;
import io.qbrain.model.StrategyRef;
import io.qbrain.model.Times;
import io.qbrain.series.DataSpec;
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
  private final List<Rate> rates = new ArrayList<>();
  private final List<Money> cash = new ArrayList<>();
  private final Fundings fundings = new Fundings();

  private String options = "none";
  private long fromNanos = Long.MIN_VALUE;
  private long toNanos = Long.MAX_VALUE;

  /** The first time as it was given; MAX_VALUE if it was not. */
  private long givenNanos = Long.MAX_VALUE;

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
    return data(instrument, spec, BacktestOptions.Files.ANYWHERE);
  }

  /** Does the same by the files of a caller. */
  Backtest data(Instrument instrument, DataSpec spec, BacktestOptions.Files files) {
    BacktestOptions.Loaded loaded = files.load(spec);
    spec.actions(instrument.currency()).forEach(this::action);
    adjustments.put("adjustment of " + instrument, files.shown(spec.adjustmentText()));
    return data(instrument, loaded.series(), files.shown(spec + ": " + loaded.summary()));
  }

  /** Says which options replaced settings of the preset. */
  Backtest options(String text) {
    options = text;
    return this;
  }

  /** Adds a rate, in force from its time on: before the first event at or after it. */
  public Backtest rate(Rate rate) {
    rates.add(rate);
    schedule.add(rate.timeNanos(), new Input.RecordRate(rate));
    return this;
  }

  /**
   * Adds money of another currency, which the first strategy has at the start: bought at the rate
   * then in force. The account must convert on request.
   */
  public Backtest cash(Money amount) {
    cash.add(amount);
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

  /**
   * Adds a rate that is paid at every funding time of the instrument's market, from a time on: who
   * is long pays it, below zero who is short. Each is booked before the first event at or after it.
   *
   * @param sinceNanos from when; 0 for the start
   * @param rateRaw the rate of one funding, in units of 1e-8
   */
  public Backtest fundingRate(InstrumentId instrument, long sinceNanos, long rateRaw) {
    fundings.add(new Fundings.Since(instrument, sinceNanos, rateRaw));
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
      throw new BacktestException(
          "data.invalid",
          "expected a first day that is not after the last one, found "
              + Times.instant(fromNanos)
              + " to "
              + Times.instant(toNanos));
    }
    this.fromNanos = fromNanos;
    this.toNanos = toNanos;
    givenNanos = fromNanos == Long.MIN_VALUE ? Long.MAX_VALUE : fromNanos;
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
    long begin = first.map(day -> midnight(day, 0, zone)).orElse(Long.MIN_VALUE);
    long end = last.map(day -> midnight(day, 1, zone)).orElse(Long.MAX_VALUE);
    if (begin >= end) {
      throw new BacktestException(
          "data.invalid",
          "expected a first day that is not after the last one, found "
              + first.orElse("")
              + " to "
              + last.orElse(""));
    }
    between(begin, end);
    givenNanos -= first.isPresent() ? 1 : 0;
    from = first.map(day -> day + " " + zone).orElse(from);
    to = last.map(day -> day + " " + zone).orElse(to);
    return this;
  }

  /** Repeats bars where some are missing, up to the last day; of instruments with a market. */
  Backtest repeatMissing() {
    Map<InstrumentId, MarketProfile> known = new LinkedHashMap<>();
    for (Instrument i : instruments) {
      MarketProfile market = i.market().map(markets::find).orElse(null);
      if (market != null) {
        known.put(i.id(), market);
      }
    }
    series.repeatMissing(known, toNanos);
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
    series.checkRange(fromNanos, toNanos);
    series.checkPrices(instruments, markets::find);
    Money capital = entrants.get(0).capital();
    for (Entrant e : entrants.subList(1, entrants.size())) {
      capital = capital.plus(e.capital());
    }
    List<Money> bought = new ArrayList<>();
    for (Money amount : cash) {
      bought.add(inBase(amount, capital.currency()));
      capital = capital.plus(bought.get(bought.size() - 1));
    }
    KernelSettings settings = preset.settings(ACCOUNT, capital.currency());
    Map<StrategyRef, StrategyFactory<?>> factories = new LinkedHashMap<>();
    for (Entrant e : entrants) {
      factories.put(e.ref(), e.factory());
    }
    Kernel kernel =
        new Kernel(settings, ref -> Optional.ofNullable(factories.get(ref)), markets::find);
    Schedule due = schedule.fresh();
    fundings.schedule(due, instruments, markets::find, series);
    Replay replay = new Replay(kernel, preset.venue(), markets::find, due);
    instruments.forEach(i -> replay.command(new Input.ListInstrument(i)));
    series.bring(kernel);
    series.quoted().forEach(replay::expectQuotes);
    series.history(kernel, replay, fromNanos);
    kernel.opensAt(Math.min(givenNanos, series.firstNanos(fromNanos, toNanos)));
    replay.command(new Input.Deposit(capital, "start"));
    Map<String, String> built = new TreeMap<>();
    if (!cash.isEmpty()) {
      replay.scheduled(series.firstNanos());
    }
    for (int n = 0; n < entrants.size(); n++) {
      Entrant e = entrants.get(n);
      create(replay, e, n == 0 ? bought : List.of());
      series.check(e.ref().toString(), requirements(e.factory(), e.parameters()), built);
      replay.command(new Input.StartInstance(e.id(), ""));
    }
    EquityCurve equity = series.replay(kernel, replay, fromNanos, toNanos, built.isEmpty());
    if (preset.end() == Preset.EndOfRun.CLOSE_AT_END) {
      entrants.forEach(e -> replay.command(new Input.Flatten(e.id(), "end of run")));
      equity.replaceLast(kernel.equityRaw());
    } else if (preset.end() != Preset.EndOfRun.KEEP) {
      boolean before = preset.end() == Preset.EndOfRun.CLOSE_BEFORE_LAST;
      Map<Bar, Price> last = series.lastPrices(fromNanos, toNanos, before);
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

  /** Makes an instance; what it has of other currencies is bought first. */
  private void create(Replay replay, Entrant e, List<Money> bought) {
    Money own = e.capital();
    for (Money base : bought) {
      own = own.plus(base);
    }
    replay.command(
        new Input.CreateInstance(
            Instance.created(
                e.id(), ACCOUNT, e.ref(), e.parameters(), Instance.Mode.BACKTEST, own)));
    for (int i = 0; i < bought.size(); i++) {
      replay.command(new Input.Convert(e.id(), bought.get(i), cash.get(i).currency()));
    }
  }

  /** Returns what money of another currency is worth at the start. */
  private Money inBase(Money amount, Currency base) {
    String pair = amount.currency() + "/" + base;
    String inverse = base + "/" + amount.currency();
    Rate found = null;
    for (Rate r : rates) {
      boolean fits =
          r.kind() == Rate.Kind.CONVERSION
              && (r.subject().equals(pair) || r.subject().equals(inverse))
              && r.timeNanos() <= series.firstNanos();
      if (fits && (found == null || r.timeNanos() >= found.timeNanos())) {
        found = r;
      }
    }
    if (found == null) {
      throw BacktestException.of(
          BacktestOption.CASH, "expected a rate of " + pair + " from the start, found none");
    }
    return Money.ofRaw(
        found.subject().equals(pair)
            ? Fixed.multiply(amount.raw(), found.raw())
            : Fixed.divide(amount.raw(), found.raw()),
        base);
  }

  private static <C extends Record> Requirements requirements(
      StrategyFactory<C> factory, Map<String, String> parameters) {
    return factory.requirements(ParameterSchema.of(factory.configType()).bind(parameters));
  }

  /** Returns every setting in force, by name. */
  private Map<String, String> settings(Money capital, Map<String, String> built) {
    return new RunSettings(preset, options)
        .money(capital, cash)
        .instruments(instruments)
        .rates(rates)
        .more(fundings.settings(instruments, markets::find))
        .more(adjustments)
        .days(from, to)
        .data(sources)
        .more(built)
        .calendarStarts(instruments, series, markets::find)
        .calendarEnds(instruments, series.lastBars(fromNanos, toNanos), markets::find)
        .all();
  }

  @Override
  public String toString() {
    return "preset " + preset.name() + ", " + series;
  }
}
