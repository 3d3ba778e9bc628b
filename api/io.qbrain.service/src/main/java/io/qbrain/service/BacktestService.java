package io.qbrain.service;

import io.qbrain.model.Fill;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.StrategyRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Backtests of installed strategies. */
public interface BacktestService {

  /**
   * What to run.
   *
   * @param strategy an installed strategy
   * @param parameters parameters that differ from the defaults
   * @param data one per instrument: {@code SPY.ARCA:1d=spy.csv}, a file in the platform's data
   *     folder
   * @param capital starting money
   * @param preset named fill convention, fees and account rules; empty for the platform's default
   * @param from first day, {@code 2004-01-01}, or empty
   * @param to last day, or empty
   * @param options settings that differ from the preset, values by name; the names are those of
   *     {@link #options()}
   */
  record BacktestRequest(
      StrategyRef strategy,
      Map<String, String> parameters,
      List<String> data,
      Money capital,
      Optional<String> preset,
      Optional<String> from,
      Optional<String> to,
      Map<String, List<String>> options) {

    /** A run with every setting as the preset has it. */
    public BacktestRequest(
        StrategyRef strategy,
        Map<String, String> parameters,
        List<String> data,
        Money capital,
        Optional<String> preset,
        Optional<String> from,
        Optional<String> to) {
      this(strategy, parameters, data, capital, preset, from, to, Map.of());
    }
  }

  /**
   * An option of a run: a setting that may differ from the preset.
   *
   * @param name its name, the same on the command line, in the shell and in REST, e.g. {@code
   *     fill-timing}
   * @param values what may be said, e.g. {@code next-open, next-close}
   * @param repeatable whether it may be given several times
   * @param help what it is
   * @since 1.1
   */
  record OptionView(String name, String values, boolean repeatable, String help) {}

  /** A point of the equity curve. */
  record EquityPoint(long timeNanos, Money equity) {}

  /** A closed trade: what was opened and closed again. */
  record TradeView(
      String instrument,
      String side,
      String quantity,
      long entryNanos,
      String entryPrice,
      long exitNanos,
      String exitPrice,
      Money profit,
      Money fees) {}

  /**
   * What came out.
   *
   * @param settings every setting of the run, by name
   * @param bars bars replayed
   * @param fills all fills
   * @param trades all closed trades
   * @param equity equity at each time, thinned to at most 2,000 points
   * @param statistics statistics by name
   * @param finalEquity equity at the end
   * @param orderHash hash of all order events
   * @param ledgerHash hash of all ledger entries
   * @param resultHash hash of the settings in force and of both: what a result is told apart by
   * @param orders all orders as they were at the end, denied ones among them, in order
   * @param log what the strategy logged, in order
   * @param stopped why the strategy was stopped on the way, if it was: it threw
   */
  record BacktestReport(
      Map<String, String> settings,
      long bars,
      List<Fill> fills,
      List<TradeView> trades,
      List<EquityPoint> equity,
      Map<String, String> statistics,
      Money finalEquity,
      String orderHash,
      String ledgerHash,
      String resultHash,
      List<Order> orders,
      List<String> log,
      Optional<String> stopped) {

    /** A report without orders and log, of a strategy that was not stopped. */
    public BacktestReport(
        Map<String, String> settings,
        long bars,
        List<Fill> fills,
        List<TradeView> trades,
        List<EquityPoint> equity,
        Map<String, String> statistics,
        Money finalEquity,
        String orderHash,
        String ledgerHash,
        String resultHash) {
      this(
          settings,
          bars,
          fills,
          trades,
          equity,
          statistics,
          finalEquity,
          orderHash,
          ledgerHash,
          resultHash,
          List.of(),
          List.of(),
          Optional.empty());
    }

    /** A report without a hash of its settings. */
    public BacktestReport(
        Map<String, String> settings,
        long bars,
        List<Fill> fills,
        List<TradeView> trades,
        List<EquityPoint> equity,
        Map<String, String> statistics,
        Money finalEquity,
        String orderHash,
        String ledgerHash) {
      this(
          settings,
          bars,
          fills,
          trades,
          equity,
          statistics,
          finalEquity,
          orderHash,
          ledgerHash,
          "");
    }
  }

  /**
   * Runs a backtest and returns its result. NOT_FOUND {@code strategy.unknown}, INVALID {@code
   * instance.parameters}, {@code data.unknown}, {@code data.invalid}, {@code preset.unknown},
   * {@code option.invalid}.
   */
  BacktestReport run(BacktestRequest request);

  /** Returns the names of the presets. */
  List<String> presets();

  /**
   * Returns the options that a run takes besides its strategy and parameters, in the order of the
   * reference page; none where the service knows none.
   *
   * @since 1.1
   */
  default List<OptionView> options() {
    return List.of();
  }
}
