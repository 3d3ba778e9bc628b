package io.qbrain.testkit;

import io.qbrain.backtest.Backtest;
import io.qbrain.backtest.BacktestResult;
import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Currency;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Quantity;
import io.qbrain.model.Times;
import io.qbrain.simulation.Preset;
import io.qbrain.strategy.StrategyFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs one strategy in a backtest. Without further words: USD 100,000, the platform's own preset,
 * minute bars of TEST.SIM.
 *
 * <p>Each method but {@link #run} changes this harness and returns it. Not thread-safe; a harness
 * may run more than once and then gives the same result.
 */
public final class StrategyHarness {
  /** The instrument that {@link #closes} are prices of. */
  public static final InstrumentId TEST = InstrumentId.of("TEST.SIM");

  /** The name of the instance. */
  public static final String INSTANCE = "test";

  /** How many of a share that a harness makes can be ordered at once. */
  public static final Quantity MAX_ORDER_QUANTITY = Quantity.of(100_000);

  private record Data(Instrument instrument, BarSeries bars) {}

  private final StrategyFactory<?> factory;
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final List<Data> data = new ArrayList<>();
  private Preset preset = Preset.DEFAULT;
  private Money capital = Money.of(100_000, Currency.USD);
  private long fromNanos = Long.MIN_VALUE;
  private long toNanos = Long.MAX_VALUE;

  private StrategyHarness(StrategyFactory<?> factory) {
    this.factory = factory;
  }

  /** Starts a harness for a strategy. */
  public static StrategyHarness of(StrategyFactory<?> factory) {
    return new StrategyHarness(factory);
  }

  /** Sets a parameter; those that are not set have their defaults. */
  public StrategyHarness param(String name, Object value) {
    parameters.put(name, value.toString());
    return this;
  }

  /** Sets the conventions of venue and account, {@link Preset#DEFAULT} unless set. */
  public StrategyHarness preset(Preset value) {
    preset = value;
    return this;
  }

  /** Sets the money at the start, e.g. {@code 10000 USD}; USD 100,000 unless set. */
  public StrategyHarness capital(String amount) {
    capital = Money.parse(amount);
    return this;
  }

  /** Adds bars of an instrument. */
  public StrategyHarness data(Instrument instrument, BarSeries bars) {
    data.add(new Data(instrument, bars));
    return this;
  }

  /**
   * Adds bars of an ordinary share in the currency of the capital. Where the risk profile limits
   * quantities, {@link #MAX_ORDER_QUANTITY} is the limit.
   */
  public StrategyHarness data(BarSeries bars) {
    return data(
        Instrument.builder(bars.instrument(), capital.currency())
            .maxOrderQuantity(MAX_ORDER_QUANTITY)
            .build(),
        bars);
  }

  /**
   * Adds minute bars of {@link #TEST}, each of one price: what the strategy sees at a close, it
   * gets at the next open only where the next price is the same.
   */
  public StrategyHarness closes(double... closes) {
    return data(Prices.closes(TEST, BarSpec.MINUTE, closes));
  }

  /** Leaves out all bars that close before {@code from}, or at or after {@code to}. */
  public StrategyHarness between(Instant from, Instant to) {
    fromNanos = Times.nanos(from);
    toNanos = Times.nanos(to);
    return this;
  }

  /**
   * Runs the strategy over the data.
   *
   * @throws io.qbrain.backtest.BacktestException if a parameter or the data is not as expected
   */
  public BacktestResult run() {
    Backtest backtest = Backtest.under(preset);
    for (Data d : data) {
      backtest.data(d.instrument(), within(d.bars()));
    }
    return backtest.strategy(INSTANCE, factory, parameters, capital).run();
  }

  StrategyFactory<?> factory() {
    return factory;
  }

  Map<String, String> parameters() {
    return parameters;
  }

  Preset preset() {
    return preset;
  }

  Money capital() {
    return capital;
  }

  List<Instrument> instruments() {
    return data.stream().map(Data::instrument).distinct().toList();
  }

  List<BarSeries> series() {
    return data.stream().map(d -> within(d.bars())).toList();
  }

  private BarSeries within(BarSeries bars) {
    if (fromNanos == Long.MIN_VALUE && toNanos == Long.MAX_VALUE) {
      return bars;
    }
    BarSeries.Builder kept = BarSeries.builder(bars.instrument(), bars.spec());
    for (int row = bars.firstRowAtOrAfter(fromNanos);
        row < bars.size() && bars.closeTimeNanos(row) < toNanos;
        row++) {
      kept.add(
          bars.closeTimeNanos(row),
          bars.openRaw(row),
          bars.highRaw(row),
          bars.lowRaw(row),
          bars.closeRaw(row),
          bars.volumeRaw(row));
    }
    return kept.build();
  }
}
