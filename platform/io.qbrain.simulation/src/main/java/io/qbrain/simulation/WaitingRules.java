package io.qbrain.simulation;

import java.time.Duration;

/**
 * How orders behave that wait for a price or for the close.
 *
 * @param after at which prices of a bar an order trades once the bar has triggered it
 * @param changedMeetBar whether an order that is changed when a bar closes is compared with that
 *     bar again, as it is then; otherwise only later bars count
 * @param closeCutoffNanos how long before the close of the market an order for it must come; a
 *     later one is rejected
 * @param lastPriceNanos how old the last price may be at which a market order fills that comes
 *     between two bars; 0 if it waits for the next one. For {@link FillTiming#QUOTE_CLOSE}
 * @param openRefused whether an order for the open is rejected while the market is open
 * @param limitPrice at which price a limit order fills that rests in the book
 * @param chance how likely it is that what may happen does
 * @param afterHours whether limit, stop-limit and limit-if-touched orders trade outside of the
 *     market's hours, too, where the data go on
 * @param stopRejected whether an order with a stop is rejected that the market would trigger as it
 *     comes; where orders are on their way, it is not
 */
public record WaitingRules(
    AfterTrigger after,
    boolean changedMeetBar,
    long closeCutoffNanos,
    long lastPriceNanos,
    boolean openRefused,
    LimitPrice limitPrice,
    Chance chance,
    boolean afterHours,
    boolean stopRejected) {
  /** Within the bar; changes count from the next bar; no cutoff. */
  public static final WaitingRules DEFAULT = new WaitingRules(AfterTrigger.WITHIN_BAR, false, 0);

  /** At which price a limit order fills that rests in the book when the market goes beyond it. */
  public enum LimitPrice {
    /** What the market shows, which may be better. */
    MARKET,
    /**
     * Its own, and all of it, whatever is quoted; where its price is only touched, as much as is
     * quoted. A stop-limit or limit-if-touched order that the market triggers fills no worse than
     * its trigger price.
     */
    OWN
  }

  /** Returns this with another price of limit orders that rest. */
  public WaitingRules with(LimitPrice value) {
    return new WaitingRules(
        after,
        changedMeetBar,
        closeCutoffNanos,
        lastPriceNanos,
        openRefused,
        value,
        chance,
        afterHours,
        stopRejected);
  }

  /** Returns this, rejecting stops that the market is beyond or not. */
  public WaitingRules withStopRejected(boolean value) {
    return new WaitingRules(
        after,
        changedMeetBar,
        closeCutoffNanos,
        lastPriceNanos,
        openRefused,
        limitPrice,
        chance,
        afterHours,
        value);
  }

  /** Returns this with something left to chance. */
  public WaitingRules with(Chance value) {
    return new WaitingRules(
        after,
        changedMeetBar,
        closeCutoffNanos,
        lastPriceNanos,
        openRefused,
        limitPrice,
        value,
        afterHours,
        stopRejected);
  }

  /** At which prices of a bar a stop-limit, limit-if-touched or trailing order trades. */
  public enum AfterTrigger {
    /** From the price that triggered it on, where the bar allows it. */
    WITHIN_BAR,
    /**
     * By the close. A stop-limit order trades if the close is better than its limit, at the limit
     * or at the worst price of the bar if that is better; a limit-if-touched order at what is
     * quoted at the close, if that is as good as its limit; a trailing stop at its stop or at the
     * close, whichever is worse, and it is compared with the bar a second time after the bar has
     * moved it. Stop-limit orders and trailing stops meet what is quoted where the data have it.
     */
    AT_CLOSE,
    /**
     * As {@link #AT_CLOSE}; besides, a stop that is traded through trades at its price or at the
     * close, whichever is worse, and a limit order at its limit or at the worst price of the bar,
     * whichever is better.
     */
    AT_WORST
  }

  /** Makes rules by which orders wait for the next bar, and for the next open at any time. */
  public WaitingRules(AfterTrigger after, boolean changedMeetBar, long closeCutoffNanos) {
    this(after, changedMeetBar, closeCutoffNanos, 0, false);
  }

  /**
   * Makes rules under which limits fill at what the market shows, and nothing is left to chance.
   */
  public WaitingRules(
      AfterTrigger after,
      boolean changedMeetBar,
      long closeCutoffNanos,
      long lastPriceNanos,
      boolean openRefused) {
    this(
        after,
        changedMeetBar,
        closeCutoffNanos,
        lastPriceNanos,
        openRefused,
        LimitPrice.MARKET,
        Chance.NONE,
        false,
        false);
  }

  /** Returns this with limits that trade outside of the market's hours, or without. */
  public WaitingRules withAfterHours(boolean value) {
    return new WaitingRules(
        after,
        changedMeetBar,
        closeCutoffNanos,
        lastPriceNanos,
        openRefused,
        limitPrice,
        chance,
        value,
        stopRejected);
  }

  /** Checks the times. */
  public WaitingRules {
    if (lastPriceNanos < 0) {
      throw new IllegalArgumentException("expected an age >= 0, found " + lastPriceNanos);
    }
    if (closeCutoffNanos < 0) {
      throw new IllegalArgumentException("expected a cutoff >= 0, found " + closeCutoffNanos);
    }
  }

  /** Returns whether what a bar triggers trades by its close. */
  boolean byClose() {
    return after != AfterTrigger.WITHIN_BAR;
  }

  @Override
  public String toString() {
    return (byClose() ? "; triggered orders by the close of the bar" : "")
        + (after == AfterTrigger.AT_WORST ? ", stops and limits at the worst price" : "")
        + (changedMeetBar ? "; changed orders meet the bar again" : "")
        + (closeCutoffNanos == 0
            ? ""
            : "; orders for the close " + Duration.ofNanos(closeCutoffNanos) + " before it")
        + (lastPriceNanos == 0
            ? ""
            : "; between bars at the last price of " + Duration.ofNanos(lastPriceNanos))
        + (openRefused ? "; orders for the open while the market is closed" : "")
        + (limitPrice == LimitPrice.MARKET ? "" : "; resting limits at their own price")
        + chance
        + (afterHours ? "; limits after hours" : "")
        + (stopRejected ? "; stops that the market is beyond are rejected" : "");
  }
}
