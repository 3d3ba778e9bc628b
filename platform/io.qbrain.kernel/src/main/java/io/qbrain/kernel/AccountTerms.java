package io.qbrain.kernel;

import io.qbrain.model.Fixed;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The terms of an account besides how it pays for positions. {@link #DEFAULT} is what accounts have
 * that say nothing: netting, exact, all money settled and converted at once, no liquidation.
 *
 * @param positions how it counts what it holds
 * @param profit how profit of what was not paid for is calculated
 * @param conversion when money of other currencies becomes money of the base currency
 * @param settlement what money from sales is before it is settled
 * @param maintenanceShare the maintenance margin as a share of the initial one, in units of 1e-8; 0
 *     if positions are never liquidated, unless an instrument says otherwise
 * @param rollover how interest of positions in currency pairs is charged
 * @param borrowDays days of a year for borrow fees, e.g. 360
 * @param interestDays how the days of interest of money are counted
 * @param rates the instruments whose prices are rates of exchange; empty for every listed currency
 *     pair
 * @param marginCalls when positions are closed for want of margin
 * @param dayLeverage the leverage while markets are open, where it is another one
 * @param borrowOn of what borrow fees are a share
 */
public record AccountTerms(
    PositionMode positions,
    ProfitArithmetic profit,
    Conversion conversion,
    Settlement settlement,
    long maintenanceShare,
    RolloverRule rollover,
    int borrowDays,
    DayCount interestDays,
    List<RateFeed> rates,
    MarginCalls marginCalls,
    DayLeverage dayLeverage,
    BorrowOn borrowOn) {

  /** When money of other currencies becomes money of the base currency. */
  public enum Conversion {
    /** With each entry that brings or takes it, at the last known rate. */
    AT_ONCE,
    /** When somebody asks; until then the account holds or owes it. */
    ON_REQUEST
  }

  /** Of what borrow fees are a share. */
  public enum BorrowOn {
    /** What is borrowed is worth at the last price. */
    VALUE,
    /** What it was sold for. */
    COST
  }

  /** What money from sales is before it is settled. */
  public enum Settlement {
    /** Cash: the days of settlement do not matter. */
    IGNORED,
    /** Unsettled money, which may be spent but not withdrawn. */
    TRACKED,
    /** Unsettled money, which may be neither spent nor withdrawn. */
    REQUIRED
  }

  /** The terms of accounts that say nothing. */
  public static final AccountTerms DEFAULT =
      new AccountTerms(
          PositionMode.NETTING,
          ProfitArithmetic.EXACT,
          Conversion.AT_ONCE,
          Settlement.IGNORED,
          0,
          RolloverRule.NONE,
          360);

  /** Checks the ranges. */
  public AccountTerms {
    if (maintenanceShare < 0 || maintenanceShare > Fixed.ONE) {
      throw new IllegalArgumentException(
          "expected 0 <= maintenanceShare <= 1, found " + Fixed.format(maintenanceShare));
    }
    if (borrowDays < 1) {
      throw new IllegalArgumentException("expected borrowDays >= 1, found " + borrowDays);
    }
    rates = List.copyOf(rates);
    if (rates.stream().map(RateFeed::instrument).distinct().count() < rates.size()) {
      throw new IllegalArgumentException(
          "expected one rate of an instrument, found " + list(rates, ", "));
    }
  }

  /** Makes terms of one leverage, under which positions are closed as a whole. */
  public AccountTerms(
      PositionMode positions,
      ProfitArithmetic profit,
      Conversion conversion,
      Settlement settlement,
      long maintenanceShare,
      RolloverRule rollover,
      int borrowDays,
      DayCount interestDays,
      List<RateFeed> rates) {
    this(
        positions,
        profit,
        conversion,
        settlement,
        maintenanceShare,
        rollover,
        borrowDays,
        interestDays,
        rates,
        MarginCalls.WHOLE,
        DayLeverage.NONE,
        BorrowOn.VALUE);
  }

  /** Makes terms under which interest of money is actual/360 and every currency pair is a rate. */
  public AccountTerms(
      PositionMode positions,
      ProfitArithmetic profit,
      Conversion conversion,
      Settlement settlement,
      long maintenanceShare,
      RolloverRule rollover,
      int borrowDays) {
    this(
        positions,
        profit,
        conversion,
        settlement,
        maintenanceShare,
        rollover,
        borrowDays,
        DayCount.ACTUAL_360,
        List.of());
  }

  /** Returns this with another way to count positions. */
  public AccountTerms with(PositionMode mode) {
    return new AccountTerms(
        mode,
        profit,
        conversion,
        settlement,
        maintenanceShare,
        rollover,
        borrowDays,
        interestDays,
        rates,
        marginCalls,
        dayLeverage,
        borrowOn);
  }

  /** Returns this with another arithmetic of profit. */
  public AccountTerms with(ProfitArithmetic arithmetic) {
    return new AccountTerms(
        positions,
        arithmetic,
        conversion,
        settlement,
        maintenanceShare,
        rollover,
        borrowDays,
        interestDays,
        rates,
        marginCalls,
        dayLeverage,
        borrowOn);
  }

  /** Returns this with another rule of conversion. */
  public AccountTerms with(Conversion rule) {
    return new AccountTerms(
        positions,
        profit,
        rule,
        settlement,
        maintenanceShare,
        rollover,
        borrowDays,
        interestDays,
        rates,
        marginCalls,
        dayLeverage,
        borrowOn);
  }

  /** Returns this with another rule of settlement. */
  public AccountTerms with(Settlement rule) {
    return new AccountTerms(
        positions,
        profit,
        conversion,
        rule,
        maintenanceShare,
        rollover,
        borrowDays,
        interestDays,
        rates,
        marginCalls,
        dayLeverage,
        borrowOn);
  }

  /** Returns this with another rule of rollover interest. */
  public AccountTerms with(RolloverRule rule) {
    return new AccountTerms(
        positions,
        profit,
        conversion,
        settlement,
        maintenanceShare,
        rule,
        borrowDays,
        interestDays,
        rates,
        marginCalls,
        dayLeverage,
        borrowOn);
  }

  /** Returns this with another day count of interest of money. */
  public AccountTerms with(DayCount days) {
    return new AccountTerms(
        positions,
        profit,
        conversion,
        settlement,
        maintenanceShare,
        rollover,
        borrowDays,
        days,
        rates,
        marginCalls,
        dayLeverage,
        borrowOn);
  }

  /** Returns this with other instruments whose prices are rates. */
  public AccountTerms with(List<RateFeed> feeds) {
    return new AccountTerms(
        positions,
        profit,
        conversion,
        settlement,
        maintenanceShare,
        rollover,
        borrowDays,
        interestDays,
        feeds,
        marginCalls,
        dayLeverage,
        borrowOn);
  }

  /** Returns this with a maintenance margin as a share of the initial one, in units of 1e-8. */
  public AccountTerms withMaintenance(long share) {
    return new AccountTerms(
        positions,
        profit,
        conversion,
        settlement,
        share,
        rollover,
        borrowDays,
        interestDays,
        rates,
        marginCalls,
        dayLeverage,
        borrowOn);
  }

  /** Returns this with other margin calls. */
  public AccountTerms with(MarginCalls calls) {
    return new AccountTerms(
        positions,
        profit,
        conversion,
        settlement,
        maintenanceShare,
        rollover,
        borrowDays,
        interestDays,
        rates,
        calls,
        dayLeverage,
        borrowOn);
  }

  /** Returns this with another leverage while markets are open. */
  public AccountTerms with(DayLeverage byDay) {
    return new AccountTerms(
        positions,
        profit,
        conversion,
        settlement,
        maintenanceShare,
        rollover,
        borrowDays,
        interestDays,
        rates,
        marginCalls,
        byDay,
        borrowOn);
  }

  /** Returns this with borrow fees of something else. */
  public AccountTerms with(BorrowOn what) {
    return new AccountTerms(
        positions,
        profit,
        conversion,
        settlement,
        maintenanceShare,
        rollover,
        borrowDays,
        interestDays,
        rates,
        marginCalls,
        dayLeverage,
        what);
  }

  /** Returns this with other days of a year for borrow fees. */
  public AccountTerms withBorrowDays(int days) {
    return new AccountTerms(
        positions,
        profit,
        conversion,
        settlement,
        maintenanceShare,
        rollover,
        days,
        interestDays,
        rates,
        marginCalls,
        dayLeverage,
        borrowOn);
  }

  /**
   * Returns this with what a text says, e.g. {@code positions=hedging,settlement=required}: {@code
   * positions}, {@code profit}, {@code conversion}, {@code settlement}, {@code rollover} and {@code
   * interest} and {@code borrow-on} take names such as {@code ieee-cents}, {@code on-request},
   * {@code forex}, {@code actual-365}; {@code maintenance} a share such as 0.5, {@code borrow-days}
   * a number, {@code rates} instruments such as {@code EUR/USD@EURUSD.SIM+USD/JPY@USDJPY.SIM}, or
   * {@code pairs} for every currency pair; {@code margin-calls} and {@code day-leverage} what
   * {@link MarginCalls#parse} and {@link DayLeverage#parse} read. {@link #text} is the inverse.
   *
   * @throws IllegalArgumentException naming what is unknown
   */
  public AccountTerms and(String text) {
    AccountTerms terms = this;
    for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
      int equals = part.indexOf('=');
      String name = part.substring(0, Math.max(equals, 0)).trim();
      String value = part.substring(equals + 1).trim();
      terms =
          switch (name) {
            case "positions" -> terms.with(named(PositionMode.class, value));
            case "profit" -> terms.with(named(ProfitArithmetic.class, value));
            case "conversion" -> terms.with(named(Conversion.class, value));
            case "settlement" -> terms.with(named(Settlement.class, value));
            case "rollover" -> terms.with(RolloverRule.named(value));
            case "maintenance" -> terms.withMaintenance(Fixed.parse(value));
            case "borrow-days" -> terms.withBorrowDays(Integer.parseInt(value));
            case "borrow-on" -> terms.with(named(BorrowOn.class, value));
            case "interest" -> terms.with(named(DayCount.class, value));
            case "rates" -> terms.with(RateFeed.parseAll(value));
            case "margin-calls" -> terms.with(MarginCalls.parse(value));
            case "day-leverage" -> terms.with(DayLeverage.parse(value));
            default ->
                throw new IllegalArgumentException(
                    "expected terms of positions, profit, conversion, settlement, rollover,"
                        + " maintenance, borrow-days, borrow-on, interest, rates, margin-calls and"
                        + " day-leverage, such as positions=hedging, found '"
                        + part
                        + "'");
          };
    }
    return terms;
  }

  /** Returns every term as a text that {@link #and} reads. */
  public String text() {
    return "positions="
        + name(positions)
        + ",profit="
        + name(profit)
        + ",conversion="
        + name(conversion)
        + ",settlement="
        + name(settlement)
        + ",maintenance="
        + Fixed.format(maintenanceShare)
        + ",rollover="
        + rollover.text()
        + ",borrow-days="
        + borrowDays
        + ",interest="
        + name(interestDays)
        + ",rates="
        + (rates.isEmpty() ? RateFeed.EVERY_PAIR : list(rates, "+"))
        + ",margin-calls="
        + marginCalls
        + ",day-leverage="
        + dayLeverage
        + ",borrow-on="
        + name(borrowOn);
  }

  private static String list(List<RateFeed> feeds, String between) {
    return feeds.stream().map(RateFeed::toString).collect(Collectors.joining(between));
  }

  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> E named(Class<E> type, String value) {
    for (E e : type.getEnumConstants()) {
      if (e.name().replace('_', '-').equalsIgnoreCase(value)) {
        return e;
      }
    }
    throw new IllegalArgumentException(
        "expected one of "
            + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT).replace('_', '-')
            + ", found '"
            + value
            + "'");
  }

  boolean isHedging() {
    return positions == PositionMode.HEDGING;
  }

  @Override
  public String toString() {
    return positions
        + ", profit "
        + profit
        + ", conversion "
        + conversion
        + ", settlement "
        + settlement
        + ", maintenance "
        + (maintenanceShare == 0 ? "none" : Fixed.format(maintenanceShare) + " of initial")
        + ", rollover "
        + rollover
        + ", borrow fees actual/"
        + borrowDays
        + (borrowOn == BorrowOn.VALUE ? "" : " of what it was sold for")
        + ", interest "
        + interestDays
        + ", rates "
        + (rates.isEmpty() ? "of currency pairs" : list(rates, " "))
        + (marginCalls.whole() ? "" : ", margin calls for what is " + marginCalls)
        + (dayLeverage.leverage() == 0 ? "" : ", leverage by day " + dayLeverage);
  }
}
