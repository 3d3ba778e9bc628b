package io.qbrain.backtest;

import java.util.Arrays;

/**
 * What an equity curve says. Figures of a year are made of the last equity of each UTC day.
 *
 * @param totalReturn end / start, less 1
 * @param cagr compound annual growth by calendar days
 * @param annualReturn return per year by days of the curve
 * @param volatility deviation of the daily returns, per year
 * @param sharpe Sharpe ratio, risk-free rate 0
 * @param sortino Sortino ratio, required return 0
 * @param calmar annual return / greatest drawdown
 * @param maxDrawdown the greatest fall from a peak, 0 or below
 * @param averageDrawdown mean of the greatest falls between peaks, 0 or below; NaN if there is none
 * @param maxDrawdownNanos the longest time from a peak to the next, or to the end
 * @param averageDrawdownNanos the mean of these times; NaN if there is none
 * @param peak the greatest equity
 * @param periodsPerYear 252, or 365 where days include weekends, 52 for weeks, 12 for months
 */
public record EquityStatistics(
    double totalReturn,
    double cagr,
    double annualReturn,
    double volatility,
    double sharpe,
    double sortino,
    double calmar,
    double maxDrawdown,
    double averageDrawdown,
    long maxDrawdownNanos,
    double averageDrawdownNanos,
    double peak,
    double periodsPerYear) {
  private static final long DAY_NANOS = 86_400_000_000_000L;
  private static final int TRADING_DAYS = 252;
  private static final int CALENDAR_DAYS = 365;
  private static final int SUNDAY = 3;
  private static final int SATURDAY = 2;

  /**
   * Reads a curve.
   *
   * @param start equity before the first point
   * @param timeNanos times in order, in nanoseconds since 1970
   * @param equity the equity at these times
   * @param convention how figures of a year are made
   */
  public static EquityStatistics of(
      double start, long[] timeNanos, double[] equity, Convention convention) {
    int n = equity.length;
    if (n == 0 || timeNanos.length != n) {
      throw new IllegalArgumentException(
          "expected as many times as values, at least one, found "
              + timeNanos.length
              + " and "
              + n);
    }
    int[] lastOfDay = lastOfDays(timeNanos);
    double[] daily = Arrays.stream(lastOfDay).mapToDouble(i -> equity[i]).toArray();
    double perYear = periodsPerYear(timeNanos, lastOfDay);
    boolean compounded = convention == Convention.COMPOUNDED;
    double[] returns = Statistics.returns(daily);
    double annual = Statistics.annualReturn(returns, perYear);
    double volatility =
        compounded
            ? Statistics.compoundedVolatility(returns, perYear)
            : Statistics.volatility(returns, perYear);
    double worst = Statistics.maxDrawdown(equity);
    Falls falls = Falls.of(timeNanos, equity);
    return new EquityStatistics(
        equity[n - 1] / start - 1,
        Statistics.cagr(
            start,
            equity[n - 1],
            day(timeNanos[n - 1]) - day(timeNanos[0]),
            convention.daysPerYear()),
        annual,
        volatility,
        compounded ? ratio(annual, volatility) : Statistics.sharpe(returns, perYear),
        compounded
            ? ratio(annual, Statistics.downsideRisk(returns, perYear))
            : Statistics.sortino(returns, perYear),
        ratio(annual, -worst),
        worst,
        falls.count == 0 ? Double.NaN : falls.depth / falls.count,
        falls.longestNanos,
        falls.count == 0 ? Double.NaN : falls.nanos / falls.count,
        Arrays.stream(equity).max().orElse(Double.NaN),
        perYear);
  }

  private static double ratio(double a, double b) {
    return b == 0 ? Double.NaN : a / b;
  }

  /** A time of midnight is the end of the day before. */
  private static long day(long timeNanos) {
    return Math.floorDiv(timeNanos - 1, DAY_NANOS);
  }

  private static int[] lastOfDays(long[] times) {
    int[] last = new int[times.length];
    int count = 0;
    for (int i = 0; i < times.length; i++) {
      if (i + 1 == times.length || day(times[i + 1]) != day(times[i])) {
        last[count++] = i;
      }
    }
    return Arrays.copyOf(last, count);
  }

  /** The middle distance of days tells weeks and months; days are with or without weekends. */
  private static double periodsPerYear(long[] times, int[] lastOfDay) {
    long[] days = Arrays.stream(lastOfDay).mapToLong(i -> day(times[i])).toArray();
    if (days.length < 2) {
      return TRADING_DAYS;
    }
    long[] gaps = new long[days.length - 1];
    int weekend = 0;
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = days[i + 1] - days[i];
      long weekday = Math.floorMod(days[i + 1], 7);
      weekend += weekday == SATURDAY || weekday == SUNDAY ? 1 : 0;
    }
    Arrays.sort(gaps);
    long gap = gaps[gaps.length / 2];
    if (gap >= 28) {
      return gap >= 300 ? 1 : 12;
    }
    if (gap >= 5) {
      return 52;
    }
    return weekend > gaps.length * 0.6 * 2 / 7 ? CALENDAR_DAYS : TRADING_DAYS;
  }

  /** The times between peaks in which equity lay below the peak. */
  private static final class Falls {
    private int count;
    private double depth;
    private double nanos;
    private long longestNanos;

    static Falls of(long[] times, double[] equity) {
      Falls falls = new Falls();
      double[] drawdowns = Statistics.drawdowns(equity);
      int peak = 0;
      double worst = 0;
      for (int i = 1; i < drawdowns.length; i++) {
        worst = Math.min(worst, drawdowns[i]);
        if (drawdowns[i] == 0 || i == drawdowns.length - 1) {
          if (i > peak + 1) {
            falls.add(worst, times[i] - times[peak]);
          }
          peak = i;
          worst = 0;
        }
      }
      return falls;
    }

    private void add(double worst, long length) {
      count++;
      depth += worst;
      nanos += length;
      longestNanos = Math.max(longestNanos, length);
    }
  }
}
