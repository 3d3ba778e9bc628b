package io.qbrain.backtest;

import java.util.Locale;

/** How returns per day become figures of a year; the names that other engines are known by. */
public enum Convention {
  /** Arithmetic means and 365 calendar days for CAGR, as LEAN and empyrical count. */
  ARITHMETIC(365),
  /** Compounded means, 365.25 days for CAGR, profit factor of rates, as backtesting.py counts. */
  COMPOUNDED(365.25);

  private final double daysPerYear;

  Convention(double daysPerYear) {
    this.daysPerYear = daysPerYear;
  }

  double daysPerYear() {
    return daysPerYear;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
