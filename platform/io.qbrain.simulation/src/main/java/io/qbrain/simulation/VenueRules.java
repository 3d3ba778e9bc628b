package io.qbrain.simulation;

import io.qbrain.kernel.FeeModel;
import java.time.Duration;

/**
 * The conventions of a simulated venue. Within one bar market orders come first, then stops, then
 * limits; so a stop comes before a target. A limit fills at its price or at a better open; a stop
 * at its price, or at the open if that is worse. A trailing stop is compared with the bar's prices
 * before the bar moves it.
 *
 * @param timing when an order may first fill
 * @param strictLimits whether the market must trade through a limit (true) or touch it (false)
 * @param slippage how much worse an order fills
 * @param fees what a fill costs
 * @param liquidity how much fills at once
 * @param orderLatencyNanos how long an order, a cancel or a replacement is on its way
 * @param dataLatencyNanos how long a market event is on its way to the strategy
 * @param entryBarProtects whether an order that is triggered by a fill at the open of a bar may
 *     fill in the rest of that bar
 * @param restsOnTrades whether all but market orders trade where the market trades, though it is
 *     quoted, too; otherwise what is quoted counts, and trades do not
 * @param bars finer conventions by which orders meet a bar
 * @param waiting how orders behave that wait for a price or for the close
 */
public record VenueRules(
    FillTiming timing,
    boolean strictLimits,
    Slippage slippage,
    FeeModel fees,
    Liquidity liquidity,
    long orderLatencyNanos,
    long dataLatencyNanos,
    boolean entryBarProtects,
    boolean restsOnTrades,
    BarRules bars,
    WaitingRules waiting) {
  /** Checks the latencies. */
  public VenueRules {
    if (orderLatencyNanos < 0 || dataLatencyNanos < 0) {
      throw new IllegalArgumentException(
          "expected latencies >= 0, found " + orderLatencyNanos + " and " + dataLatencyNanos);
    }
  }

  /** Rules that fill any quantity from the next open on, without latency. */
  public VenueRules(boolean strictLimits, long slippage, FeeModel fees) {
    this(
        FillTiming.NEXT_OPEN,
        strictLimits,
        new Slippage.Amount(slippage),
        fees,
        Liquidity.ANY,
        0,
        0,
        true,
        false,
        BarRules.DEFAULT,
        WaitingRules.DEFAULT);
  }

  /** Returns this with another time of the first fill. */
  public VenueRules withTiming(FillTiming value) {
    return new VenueRules(
        value,
        strictLimits,
        slippage,
        fees,
        liquidity,
        orderLatencyNanos,
        dataLatencyNanos,
        entryBarProtects,
        restsOnTrades,
        bars,
        waiting);
  }

  /** Returns this with another slippage. */
  public VenueRules withSlippage(Slippage value) {
    return new VenueRules(
        timing,
        strictLimits,
        value,
        fees,
        liquidity,
        orderLatencyNanos,
        dataLatencyNanos,
        entryBarProtects,
        restsOnTrades,
        bars,
        waiting);
  }

  /** Returns this with other fees. */
  public VenueRules withFees(FeeModel value) {
    return new VenueRules(
        timing,
        strictLimits,
        slippage,
        value,
        liquidity,
        orderLatencyNanos,
        dataLatencyNanos,
        entryBarProtects,
        restsOnTrades,
        bars,
        waiting);
  }

  /** Returns this with another liquidity. */
  public VenueRules withLiquidity(Liquidity value) {
    return new VenueRules(
        timing,
        strictLimits,
        slippage,
        fees,
        value,
        orderLatencyNanos,
        dataLatencyNanos,
        entryBarProtects,
        restsOnTrades,
        bars,
        waiting);
  }

  /** Returns this with other latencies, in nanoseconds. */
  public VenueRules withLatency(long orders, long data) {
    return new VenueRules(
        timing,
        strictLimits,
        slippage,
        fees,
        liquidity,
        orders,
        data,
        entryBarProtects,
        restsOnTrades,
        bars,
        waiting);
  }

  /** Returns this, triggered orders protecting the bar of the entry or not. */
  public VenueRules withEntryBarProtected(boolean value) {
    return new VenueRules(
        timing,
        strictLimits,
        slippage,
        fees,
        liquidity,
        orderLatencyNanos,
        dataLatencyNanos,
        value,
        restsOnTrades,
        bars,
        waiting);
  }

  /** Returns this, resting orders trading where the market trades or where it is quoted. */
  public VenueRules withRestsOnTrades(boolean value) {
    return new VenueRules(
        timing,
        strictLimits,
        slippage,
        fees,
        liquidity,
        orderLatencyNanos,
        dataLatencyNanos,
        entryBarProtects,
        value,
        bars,
        waiting);
  }

  /** Returns this with other conventions by which orders meet a bar. */
  public VenueRules withBars(BarRules value) {
    return new VenueRules(
        timing,
        strictLimits,
        slippage,
        fees,
        liquidity,
        orderLatencyNanos,
        dataLatencyNanos,
        entryBarProtects,
        restsOnTrades,
        value,
        waiting);
  }

  /** Returns this with other rules for orders that wait for a price or for the close. */
  public VenueRules withWaiting(WaitingRules value) {
    return new VenueRules(
        timing,
        strictLimits,
        slippage,
        fees,
        liquidity,
        orderLatencyNanos,
        dataLatencyNanos,
        entryBarProtects,
        restsOnTrades,
        bars,
        value);
  }

  /** Returns when and at which price orders fill, e.g. for the settings of a run. */
  public String describeFills() {
    String latency =
        orderLatencyNanos == 0 && dataLatencyNanos == 0
            ? ""
            : "; latency of orders "
                + Duration.ofNanos(orderLatencyNanos)
                + ", of data "
                + Duration.ofNanos(dataLatencyNanos);
    return timing
        + "; limits "
        + (strictLimits ? "traded through" : "touched")
        + "; slippage "
        + slippage
        + "; "
        + liquidity
        + latency
        + (entryBarProtects ? "" : "; triggered orders from the next bar")
        + (restsOnTrades ? "; resting orders where the market trades" : "")
        + bars
        + waiting;
  }

  @Override
  public String toString() {
    return describeFills() + "; fees " + fees;
  }
}
