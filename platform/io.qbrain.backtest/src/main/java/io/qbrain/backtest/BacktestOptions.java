package io.qbrain.backtest;

import io.qbrain.kernel.AccountKind;
import io.qbrain.kernel.RolloverRule;
import io.qbrain.model.Currency;
import io.qbrain.model.EventSeries;
import io.qbrain.model.Money;
import io.qbrain.model.Rate;
import io.qbrain.model.StrategyRef;
import io.qbrain.series.DataSpec;
import io.qbrain.series.ImportedEvents;
import io.qbrain.series.SeriesException;
import io.qbrain.simulation.Preset;
import io.qbrain.strategy.StrategyFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The options of a run, read and checked: the one way from words to a {@link Backtest} for command
 * line, shell and REST. Immutable.
 */
public final class BacktestOptions {
  /** The id of the instance that is run. */
  public static final String INSTANCE = "backtest";

  private static final Money CAPITAL = Money.of(100_000, Currency.USD);

  /** Where data are, for callers that may not read every file. */
  public interface Files {
    /** Reads what is named, and shows it as it was named. */
    Files ANYWHERE = spec -> spec;

    /**
     * Returns data with the paths where they are.
     *
     * @throws RuntimeException if they may not be read
     */
    DataSpec locate(DataSpec spec);

    /** Returns a text with paths as the caller names them. */
    default String shown(String text) {
      return text;
    }

    /**
     * Loads what {@link #locate} returned.
     *
     * @throws SeriesException if data are not there or not as expected
     */
    default Loaded load(DataSpec located) {
      return Loaded.of(located.readEvents());
    }
  }

  /**
   * Data of a run; may be used by several runs at the same time.
   *
   * @param series what is replayed
   * @param summary what was seen when it was read, for the settings of the run
   */
  public record Loaded(EventSeries series, String summary) {
    /** Returns what an import brought. */
    public static Loaded of(ImportedEvents imported) {
      return new Loaded(imported.series(), imported.report().summary());
    }
  }

  private final OptionValues values;
  private final Preset preset;
  private final Money capital;
  private final List<DataSpec> specs;
  private final InstrumentOptions instruments;
  private final List<Rate> rates;
  private final List<Fundings.Since> fundings;
  private final List<Money> cash;
  private final boolean repeats;

  private BacktestOptions(OptionValues values) {
    this.values = values;
    this.preset = new PresetOptions(values).preset();
    this.capital = capital(values);
    if (!values.has(BacktestOption.DATA)) {
      throw new BacktestException(
          "data.invalid", "expected --data such as SPY.ARCA:1d=spy.csv, found none");
    }
    List<DataSpec> parsed = values.all(BacktestOption.DATA).stream().map(DataSpec::parse).toList();
    this.instruments = new InstrumentOptions(values, capital.currency(), parsed);
    parsed.forEach(spec -> instruments.instrument(spec.instrument()));
    this.specs = parsed.stream().map(instruments::adjusted).toList();
    this.rates = RateOptions.of(values);
    this.fundings = RateOptions.fundings(values);
    this.cash = new StartingCash(values, preset, capital.currency()).amounts();
    new BookOptions(values).check(specs);
    this.repeats = values.choice(BacktestOption.MISSING_BARS, false, false, true);
    new IdleOptions(values, preset)
        .check(
            specs,
            specs.stream()
                .anyMatch(s -> instruments.instrument(s.instrument()).market().isPresent()));
    checkRates(specs);
  }

  /** A rate that nothing in the run uses is a mistake: a name misspelt, or an option missing. */
  private void checkRates(List<DataSpec> specs) {
    TreeSet<String> known = new TreeSet<>();
    specs.forEach(spec -> known.add(spec.instrument().toString()));
    for (Rate rate : rates) {
      if (rate.kind() == Rate.Kind.BORROW && !known.contains(rate.subject())) {
        throw BacktestException.of(
            BacktestOption.BORROW,
            "expected an instrument of " + known + ", found '" + rate.subject() + "'");
      }
      if (rate.kind() == Rate.Kind.INTEREST
          && !values.has(BacktestOption.ROLLOVER)
          && preset.terms().rollover().equals(RolloverRule.NONE)) {
        throw BacktestException.of(
            BacktestOption.INTEREST, "expected --rollover with it, such as forex, found none");
      }
    }
    if (values.has(BacktestOption.MAINTENANCE)
        && preset.kind() == AccountKind.CASH
        && preset.terms().maintenanceShare() != 0) {
      throw BacktestException.of(
          BacktestOption.MAINTENANCE, "expected --account margin or futures with it, found cash");
    }
  }

  /**
   * Reads options, values by name.
   *
   * @throws BacktestException if a name is unknown or a value wrong or impossible: what was found
   *     and what was expected
   * @throws SeriesException if data are not named as expected
   */
  public static BacktestOptions of(Map<String, List<String>> given) {
    return new BacktestOptions(OptionValues.of(given));
  }

  private static Money capital(OptionValues values) {
    Currency currency = values.value(BacktestOption.CURRENCY, CAPITAL.currency(), Currency::of);
    return values.value(
        BacktestOption.CAPITAL,
        Money.ofRaw(CAPITAL.raw(), currency),
        text -> Money.ofRaw(OptionValues.positive(text), currency));
  }

  /** Returns the conventions in force: the preset, with what the options replace in it. */
  public Preset preset() {
    return preset;
  }

  /** Returns the money at the start. */
  public Money capital() {
    return capital;
  }

  /** Returns the options that were given besides the run itself, as text, for its settings. */
  private String replaced() {
    String text =
        values.given().stream()
            .filter(option -> option.group() != BacktestOption.Group.RUN)
            .map(option -> option + "=" + String.join(" and ", values.all(option)))
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "none" : text;
  }

  /**
   * Loads the data and describes the run.
   *
   * @param files where the data are
   * @param strategy the strategy's name and version
   * @param factory what makes it
   * @param parameters its parameters that differ from the defaults
   * @throws BacktestException if something does not fit together
   * @throws SeriesException if data are not there or not as expected
   */
  public Backtest backtest(
      Files files,
      StrategyRef strategy,
      StrategyFactory<?> factory,
      Map<String, String> parameters) {
    Backtest backtest = Backtest.under(preset).options(replaced());
    List<DataSpec> located = new ArrayList<>();
    specs.forEach(spec -> located.add(files.locate(spec)));
    for (DataSpec spec : located) {
      backtest.data(instruments.instrument(spec.instrument()), spec, files);
    }
    rates.forEach(backtest::rate);
    fundings.forEach(f -> backtest.fundingRate(f.instrument(), f.sinceNanos(), f.raw()));
    cash.forEach(backtest::cash);
    Backtest run =
        backtest.days(
            values.one(BacktestOption.FROM),
            values.one(BacktestOption.TO),
            located.get(0).layout().zone());
    if (repeats) {
      run.repeatMissing();
    }
    return run.strategy(INSTANCE, strategy, factory, parameters, capital);
  }
}
