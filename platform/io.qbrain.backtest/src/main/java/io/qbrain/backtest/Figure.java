package io.qbrain.backtest;

import io.qbrain.model.Money;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One number of a report.
 *
 * @param name stable name for programs, e.g. {@code maxDrawdown}
 * @param label name for people, e.g. {@code max drawdown}
 * @param value the number, NaN if it is not defined: shares as such (0.05 is 5 %), times in days
 * @param text the number for people, e.g. {@code -47.98 %}
 */
public record Figure(String name, String label, double value, String text) {
  private static final double NANOS_PER_DAY = 86_400e9;
  private static final String NONE = "-";

  /** From here on hours do not matter. */
  private static final int WHOLE_DAYS = 10;

  static List<Figure> of(BacktestResult result, Convention convention) {
    List<Figure> figures = new ArrayList<>();
    figures.add(money("startEquity", "start equity", result.capital()));
    figures.add(money("finalEquity", "final equity", result.finalEquity()));
    if (result.equity().size() > 0) {
      equity(figures, result.equityStatistics(convention));
      figures.add(percent("exposure", "exposure", result.equity().exposure(result.allTrades())));
    }
    figures.add(money("fees", "fees", result.fees()));
    figures.add(count("fills", "fills", result.fills().size()));
    figures.add(count("denied", "denied orders", result.denied().size()));
    trades(figures, result.tradeStatistics(), convention);
    return List.copyOf(figures);
  }

  private static void equity(List<Figure> to, EquityStatistics s) {
    to.add(percent("totalReturn", "total return", s.totalReturn()));
    to.add(percent("cagr", "CAGR", s.cagr()));
    to.add(percent("annualReturn", "return a year", s.annualReturn()));
    to.add(percent("volatility", "volatility a year", s.volatility()));
    to.add(number("sharpe", "Sharpe", s.sharpe()));
    to.add(number("sortino", "Sortino", s.sortino()));
    to.add(number("calmar", "Calmar", s.calmar()));
    to.add(percent("maxDrawdown", "max drawdown", s.maxDrawdown()));
    to.add(time("maxDrawdownDays", "longest drawdown", s.maxDrawdownNanos()));
    to.add(percent("averageDrawdown", "average drawdown", s.averageDrawdown()));
  }

  private static void trades(List<Figure> to, TradeStatistics s, Convention convention) {
    to.add(count("trades", "trades", s.count()));
    to.add(percent("winRate", "win rate", s.winRate()));
    to.add(
        number(
            "profitFactor",
            "profit factor",
            convention == Convention.COMPOUNDED ? s.rateFactor() : s.profitFactor()));
    to.add(number("averageProfit", "average trade", s.averageProfit()));
    to.add(number("averageWin", "average win", s.averageWin()));
    to.add(number("averageLoss", "average loss", s.averageLoss()));
    to.add(percent("expectancy", "expectancy", s.expectancy()));
    to.add(percent("bestReturn", "best trade", s.bestReturn()));
    to.add(percent("worstReturn", "worst trade", s.worstReturn()));
    to.add(number("sqn", "SQN", s.sqn()));
    to.add(time("averageDaysHeld", "average time held", s.averageNanos()));
  }

  private static Figure money(String name, String label, Money money) {
    return new Figure(name, label, money.toDouble(), money.toString());
  }

  private static Figure percent(String name, String label, double value) {
    return new Figure(name, label, value, finite(value, "%.2f %%", 100 * value));
  }

  private static Figure number(String name, String label, double value) {
    return new Figure(name, label, value, finite(value, "%.2f", value));
  }

  private static Figure count(String name, String label, long value) {
    return new Figure(name, label, value, Long.toString(value));
  }

  private static Figure time(String name, String label, double nanos) {
    return new Figure(name, label, nanos / NANOS_PER_DAY, duration(nanos));
  }

  private static String duration(double nanos) {
    if (Double.isNaN(nanos)) {
      return NONE;
    }
    Duration d = Duration.ofNanos((long) nanos);
    if (d.toDays() >= WHOLE_DAYS) {
      return d.toDays() + " d";
    }
    if (d.toDays() > 0) {
      return d.toDays() + " d" + (d.toHoursPart() == 0 ? "" : " " + d.toHoursPart() + " h");
    }
    return d.toHours() > 0
        ? d.toHours() + " h" + (d.toMinutesPart() == 0 ? "" : " " + d.toMinutesPart() + " min")
        : d.toMinutes() + " min";
  }

  private static String finite(double value, String format, double shown) {
    return Double.isNaN(value) || Double.isInfinite(value)
        ? NONE
        : String.format(Locale.ROOT, format, shown);
  }
}
