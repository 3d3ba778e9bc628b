package io.qbrain.backtest;

import java.util.Arrays;
import java.util.function.DoublePredicate;

/**
 * Statistics as pure functions of numbers, the same on every machine.
 *
 * <p>Returns are rates per period: 0.01 is 1 %. {@code perYear} is the number of periods in a year,
 * e.g. 252 trading days. The number is NaN where it is not defined. Where nothing else is said the
 * definitions are those of empyrical: arithmetic means, sample deviation.
 */
public final class Statistics {
  private Statistics() {}

  /** Returns the rates between neighbouring values: one less than there are values. */
  public static double[] returns(double[] values) {
    double[] returns = new double[Math.max(0, values.length - 1)];
    for (int i = 0; i < returns.length; i++) {
      returns[i] = values[i + 1] / values[i] - 1;
    }
    return returns;
  }

  /** Returns what one unit has become after each period, less one; the last is the whole return. */
  public static double totalReturn(double[] returns) {
    if (returns.length == 0) {
      return Double.NaN;
    }
    double product = 1;
    for (double r : returns) {
      product *= 1 + r;
    }
    return product - 1;
  }

  /** Returns the total return per year: product of (1 + r) to the power of perYear / n, less 1. */
  public static double annualReturn(double[] returns, double perYear) {
    return returns.length == 0
        ? Double.NaN
        : StrictMath.pow(1 + totalReturn(returns), perYear / returns.length) - 1;
  }

  /**
   * Returns the compound annual growth of a value over a number of days: (end / start) to the power
   * of daysPerYear / days, less 1. LEAN takes 365 calendar days, backtesting.py 365.25.
   */
  public static double cagr(double start, double end, double days, double daysPerYear) {
    return days <= 0 || start <= 0
        ? Double.NaN
        : end <= 0 ? -1 : StrictMath.pow(end / start, daysPerYear / days) - 1;
  }

  /** Returns the arithmetic mean. */
  public static double mean(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    return sum / values.length;
  }

  /** Returns the sample variance (n - 1). */
  public static double variance(double[] values) {
    if (values.length < 2) {
      return Double.NaN;
    }
    double mean = mean(values);
    double sum = 0;
    for (double v : values) {
      sum += (v - mean) * (v - mean);
    }
    return sum / (values.length - 1);
  }

  /** Returns the sample deviation per year. */
  public static double volatility(double[] returns, double perYear) {
    return StrictMath.sqrt(variance(returns)) * StrictMath.sqrt(perYear);
  }

  /** Returns mean / sample deviation, per year; the risk-free rate is taken off before. */
  public static double sharpe(double[] returns, double perYear) {
    double deviation = StrictMath.sqrt(variance(returns));
    return deviation == 0 ? Double.NaN : mean(returns) / deviation * StrictMath.sqrt(perYear);
  }

  /** Returns the root of the mean of squares of the negative returns, per year. */
  public static double downsideRisk(double[] returns, double perYear) {
    double sum = 0;
    for (double r : returns) {
      sum += r < 0 ? r * r : 0;
    }
    return StrictMath.sqrt(sum / returns.length) * StrictMath.sqrt(perYear);
  }

  /** Returns the mean per year / downside risk. */
  public static double sortino(double[] returns, double perYear) {
    double risk = downsideRisk(returns, perYear);
    return risk == 0 ? Double.NaN : mean(returns) * perYear / risk;
  }

  /** Returns the annual return / the greatest drawdown. */
  public static double calmar(double[] returns, double perYear) {
    double drawdown = maxDrawdown(values(returns));
    return drawdown < 0 ? annualReturn(returns, perYear) / -drawdown : Double.NaN;
  }

  /** Returns the sum of returns above a threshold / the sum of those below it. */
  public static double omega(double[] returns, double threshold) {
    double above = 0;
    double below = 0;
    for (double r : returns) {
      above += Math.max(r - threshold, 0);
      below += Math.max(threshold - r, 0);
    }
    return returns.length < 2 || below == 0 ? Double.NaN : above / below;
  }

  /** Returns the 95th percentile / the 5th, both without sign. */
  public static double tailRatio(double[] returns) {
    return Math.abs(percentile(returns, 0.95)) / Math.abs(percentile(returns, 0.05));
  }

  /** Returns the value below which a share of the values lies, linear between neighbours. */
  public static double percentile(double[] values, double share) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double at = share * (sorted.length - 1);
    int low = (int) StrictMath.floor(at);
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  }

  /** Returns the covariance with a benchmark / the variance of the benchmark. */
  public static double beta(double[] returns, double[] benchmark) {
    if (returns.length != benchmark.length || returns.length < 2) {
      return Double.NaN;
    }
    double mean = mean(returns);
    double benchmarkMean = mean(benchmark);
    double covariance = 0;
    double variance = 0;
    for (int i = 0; i < returns.length; i++) {
      covariance += (returns[i] - mean) * (benchmark[i] - benchmarkMean);
      variance += (benchmark[i] - benchmarkMean) * (benchmark[i] - benchmarkMean);
    }
    return variance == 0 ? Double.NaN : covariance / variance;
  }

  /** Returns the mean return that beta does not explain, compounded to a year. */
  public static double alpha(double[] returns, double[] benchmark, double perYear) {
    double beta = beta(returns, benchmark);
    double rest = mean(returns) - beta * mean(benchmark);
    return StrictMath.pow(1 + rest, perYear) - 1;
  }

  /** Returns what one unit becomes, from 1 on: one more than there are returns. */
  private static double[] values(double[] returns) {
    double[] values = new double[returns.length + 1];
    values[0] = 1;
    for (int i = 0; i < returns.length; i++) {
      values[i + 1] = values[i] * (1 + returns[i]);
    }
    return values;
  }

  /** Returns, for each value, how far it lies below the greatest so far: 0 or below. */
  public static double[] drawdowns(double[] values) {
    double[] drawdowns = new double[values.length];
    double peak = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < values.length; i++) {
      peak = Math.max(peak, values[i]);
      drawdowns[i] = values[i] == peak ? 0 : values[i] / peak - 1;
    }
    return drawdowns;
  }

  /** Returns the greatest fall from a peak, e.g. -0.48. */
  public static double maxDrawdown(double[] values) {
    double worst = 0;
    for (double d : drawdowns(values)) {
      worst = Math.min(worst, d);
    }
    return worst;
  }

  /**
   * Returns the deviation per year of compounded returns: sqrt((v + g^2)^n - g^2n) with v the
   * sample variance, g one and the geometric mean, n the periods of a year (backtesting.py;
   * dx.doi.org/10.2139/ssrn.3054517).
   */
  public static double compoundedVolatility(double[] returns, double perYear) {
    double g = 1 + geometricMean(returns);
    return StrictMath.sqrt(
        StrictMath.pow(variance(returns) + g * g, perYear) - StrictMath.pow(g, 2 * perYear));
  }

  /** Returns the geometric mean of rates; 0 if one of them loses everything. */
  public static double geometricMean(double[] rates) {
    double sum = 0;
    for (double r : rates) {
      if (r <= -1) {
        return 0;
      }
      sum += StrictMath.log(1 + r);
    }
    return rates.length == 0 ? Double.NaN : StrictMath.exp(sum / rates.length) - 1;
  }

  /** Returns the sum of gains / the sum of losses without sign; NaN if there is no loss. */
  public static double profitFactor(double[] gains) {
    double won = sum(gains, g -> g > 0);
    double lost = -sum(gains, g -> g < 0);
    return lost == 0 ? Double.NaN : won / lost;
  }

  /** Returns the share of values above zero. */
  public static double winRate(double[] gains) {
    return (double) Arrays.stream(gains).filter(g -> g > 0).count() / gains.length;
  }

  /** Returns the system quality number: sqrt(n) x mean / sample deviation. */
  public static double sqn(double[] gains) {
    double deviation = StrictMath.sqrt(variance(gains));
    return deviation == 0 ? Double.NaN : StrictMath.sqrt(gains.length) * mean(gains) / deviation;
  }

  /** Returns Kelly's share: win rate - loss rate / (mean gain / mean loss). */
  public static double kelly(double[] gains) {
    double rate = winRate(gains);
    double gain = mean(Arrays.stream(gains).filter(g -> g > 0).toArray());
    double loss = -mean(Arrays.stream(gains).filter(g -> g < 0).toArray());
    return rate - (1 - rate) / (gain / loss);
  }

  private static double sum(double[] values, DoublePredicate which) {
    double sum = 0;
    for (double v : values) {
      sum += which.test(v) ? v : 0;
    }
    return sum;
  }
}
