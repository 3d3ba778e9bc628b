package io.qbrain.backtest;

import io.qbrain.model.Currency;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the closed trades say; everything after fees, money in the currency of the account. A figure
 * without trades is NaN.
 *
 * @param count number of trades
 * @param winRate share of trades that gained
 * @param profitFactor money gained / money lost
 * @param rateFactor sum of the rates of return above zero / of those below (the profit factor of
 *     backtesting.py)
 * @param averageProfit mean profit of a trade, in money
 * @param averageWin mean profit of those that gained
 * @param averageLoss mean profit of those that lost, below zero
 * @param averageReturn geometric mean of the rates of return
 * @param expectancy arithmetic mean of the rates of return
 * @param bestReturn the greatest rate of return
 * @param worstReturn the least
 * @param sqn system quality number
 * @param kelly Kelly's share
 * @param averageNanos mean time held
 * @param maxNanos longest time held
 */
public record TradeStatistics(
    int count,
    double winRate,
    double profitFactor,
    double rateFactor,
    double averageProfit,
    double averageWin,
    double averageLoss,
    double averageReturn,
    double expectancy,
    double bestReturn,
    double worstReturn,
    double sqn,
    double kelly,
    double averageNanos,
    long maxNanos) {

  /**
   * Reads trades.
   *
   * @throws IllegalArgumentException if their results are of several currencies
   */
  public static TradeStatistics of(List<Trade> trades) {
    List<Currency> currencies = trades.stream().map(t -> t.result().currency()).distinct().toList();
    if (currencies.size() > 1) {
      throw new IllegalArgumentException("expected results of one currency, found " + currencies);
    }
    double[] profits = each(trades, TradeStatistics::net);
    double[] rates = each(trades, Trade::rateOfReturn);
    return new TradeStatistics(
        trades.size(),
        Statistics.winRate(profits),
        Statistics.profitFactor(profits),
        Statistics.profitFactor(rates),
        Statistics.mean(profits),
        Statistics.mean(each(trades.stream().filter(t -> won(t)).toList(), TradeStatistics::net)),
        Statistics.mean(each(trades.stream().filter(t -> lost(t)).toList(), TradeStatistics::net)),
        Statistics.geometricMean(rates),
        Statistics.mean(rates),
        trades.stream().mapToDouble(Trade::rateOfReturn).max().orElse(Double.NaN),
        trades.stream().mapToDouble(Trade::rateOfReturn).min().orElse(Double.NaN),
        Statistics.sqn(profits),
        Statistics.kelly(profits),
        Statistics.mean(each(trades, Trade::nanosHeld)),
        trades.stream().mapToLong(Trade::nanosHeld).max().orElse(0));
  }

  private static double net(Trade trade) {
    return trade.result().toDouble();
  }

  private static boolean won(Trade trade) {
    return trade.result().signum() > 0;
  }

  private static boolean lost(Trade trade) {
    return trade.result().signum() < 0;
  }

  private static double[] each(List<Trade> trades, ToDoubleFunction<Trade> of) {
    return trades.stream().mapToDouble(of).toArray();
  }
}
