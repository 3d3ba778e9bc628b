package io.qbrain.kernel;

import io.qbrain.model.Fixed;

/**
 * The limits of the risk rules, by name. All amounts are in units of 1e-8 of the base currency;
 * {@link #UNLIMITED} switches a limit off.
 *
 * @param name its name, printed by every run
 * @param checkTicks whether order prices must be on the tick grid
 * @param volumeShare an order's greatest share of the average daily volume, unless the instrument
 *     has an absolute limit
 * @param maxOrderNotional greatest notional of an order
 * @param collar greatest distance of an order's price from the last price, as a rate
 * @param maxReferenceIntervals how many intervals old the last price may be
 * @param maxPositionNotional greatest notional that a position may reach with all open orders
 * @param paying when an order must be payable
 * @param shortsPaid whether a sale that opens a position must be payable, too; otherwise, where
 *     fills must be payable, cash counts alone: what sales bring, and purchases take
 */
public record RiskProfile(
    String name,
    boolean checkTicks,
    long volumeShare,
    long maxOrderNotional,
    long collar,
    int maxReferenceIntervals,
    long maxPositionNotional,
    Paying paying,
    boolean shortsPaid) {
  /** No limit. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** For paper and live: limits that fit a private account. */
  public static final RiskProfile RETAIL =
      new RiskProfile(
          "retail",
          true,
          Fixed.parse("0.01"),
          Fixed.parse("50000"),
          Fixed.parse("0.05"),
          3,
          Fixed.parse("100000"));

  /** For reference cases, benchmarks and wherever a backtest asks: sanity, margin and kill only. */
  public static final RiskProfile REFERENCE =
      new RiskProfile(
          "reference", false, UNLIMITED, UNLIMITED, UNLIMITED, Integer.MAX_VALUE, UNLIMITED);

  /** When an order must be payable by cash, margin or leverage. */
  public enum Paying {
    /** When it is submitted, with what other open orders may take; what it then costs is booked. */
    AT_ORDER,
    /** When it fills, for what opens a position; the rest of the order is canceled then. */
    AT_FILL,
    /**
     * When it is submitted, at its price and by itself, or, where short sales are free, with what
     * was submitted at the same time; and when it fills.
     */
    TWICE,
    /** Never. */
    NEVER;

    /** Returns whether fills must be payable. */
    public boolean isAtFill() {
      return this == AT_FILL || this == TWICE;
    }
  }

  /** Limits under which an order must be payable when it is submitted. */
  public RiskProfile(
      String name,
      boolean checkTicks,
      long volumeShare,
      long maxOrderNotional,
      long collar,
      int maxReferenceIntervals,
      long maxPositionNotional) {
    this(
        name,
        checkTicks,
        volumeShare,
        maxOrderNotional,
        collar,
        maxReferenceIntervals,
        maxPositionNotional,
        Paying.AT_ORDER,
        true);
  }

  /** Returns this with another time at which orders must be payable. */
  public RiskProfile with(Paying value) {
    return new RiskProfile(
        name,
        checkTicks,
        volumeShare,
        maxOrderNotional,
        collar,
        maxReferenceIntervals,
        maxPositionNotional,
        value,
        shortsPaid);
  }

  /** Returns this, sales that open a position being paid for or not. */
  public RiskProfile withShortsPaid(boolean value) {
    return new RiskProfile(
        name,
        checkTicks,
        volumeShare,
        maxOrderNotional,
        collar,
        maxReferenceIntervals,
        maxPositionNotional,
        paying,
        value);
  }

  /** Returns {@code retail} or {@code reference}. */
  public static RiskProfile named(String name) {
    return switch (name) {
      case "retail" -> RETAIL;
      case "reference" -> REFERENCE;
      default ->
          throw new IllegalArgumentException(
              "expected the risk profile retail or reference, found '" + name + "'");
    };
  }
}
