package io.qbrain.backtest;

import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;

/**
 * What was opened and closed again: one fill that reduces a position makes one trade of the
 * quantity that it closes, at the average price of what it reduces.
 *
 * @param instance the instance that traded
 * @param instrument what it traded
 * @param side BUY if it was long, SELL if it was short
 * @param quantity how much was closed, above zero
 * @param entryNanos when the position was opened from flat, in nanoseconds since 1970
 * @param entryPrice average price of the position, half even to 1e-8
 * @param exitNanos when it was closed
 * @param exitPrice price at which it was closed
 * @param cost what was closed at its average price, above zero
 * @param profit what the close brought less what the open cost, before fees
 * @param fees this quantity's share of the fees of opening and closing
 * @param result the profit after fees in the currency of the account, at the rate that was recorded
 *     when it was closed
 */
public record Trade(
    InstanceId instance,
    InstrumentId instrument,
    Side side,
    Quantity quantity,
    long entryNanos,
    Price entryPrice,
    long exitNanos,
    Price exitPrice,
    Money cost,
    Money profit,
    Money fees,
    Money result) {

  /** Returns the profit after fees, in the currency of the instrument. */
  public Money netProfit() {
    return profit.minus(fees);
  }

  /** Returns the profit after fees as a share of the cost; 0.05 is 5 %. */
  public double rateOfReturn() {
    return cost.raw() == 0 ? 0 : (double) netProfit().raw() / cost.raw();
  }

  /** Returns how long the position was held, in nanoseconds. */
  public long nanosHeld() {
    return exitNanos - entryNanos;
  }
}
