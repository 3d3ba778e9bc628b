package io.qbrain.kernel;

import io.qbrain.model.Currency;
import java.util.List;

/**
 * How many days a year has when interest of money is counted by its days (the day count of money
 * markets: actual days over a fixed year).
 */
public enum DayCount {
  /** Actual days over 360, whatever the currency. */
  ACTUAL_360,
  /** Actual days over 365, whatever the currency, in leap years, too. */
  ACTUAL_365,
  /**
   * What the money market of each currency uses: 365 for AUD, CAD, GBP, HKD, NZD, SGD and ZAR, 360
   * for all others.
   */
  MONEY_MARKET;

  private static final int LONG_YEAR = 365;
  private static final int SHORT_YEAR = 360;
  private static final List<String> LONG_YEARS =
      List.of("AUD", "CAD", "GBP", "HKD", "NZD", "SGD", "ZAR");

  /** Returns the days of a year for money of a currency. */
  public int daysOfYear(Currency currency) {
    return switch (this) {
      case ACTUAL_360 -> SHORT_YEAR;
      case ACTUAL_365 -> LONG_YEAR;
      case MONEY_MARKET -> LONG_YEARS.contains(currency.toString()) ? LONG_YEAR : SHORT_YEAR;
    };
  }
}
