package io.qbrain.service;

import io.qbrain.model.Fill;
import io.qbrain.model.Money;
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
   */
  record BacktestRequest(
      StrategyRef strategy,
      Map<String, String> parameters,
      List<String> data,
      Money capital,
      Optional<String> preset,
      Optional<String> from,
      Optional<String> to) {}

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
      String ledgerHash) {}

  /**
   * Runs a backtest and returns its result. NOT_FOUND {@code strategy.unknown}, INVALID {@code
   * instance.parameters}, {@code data.unknown}, {@code data.invalid}, {@code preset.unknown}.
   */
  BacktestReport run(BacktestRequest request);

  /** Returns the names of the presets. */
  List<String> presets();
}
