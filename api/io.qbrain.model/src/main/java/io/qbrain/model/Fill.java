package io.qbrain.model;

import java.time.Instant;

/**
 * A trade of ours, as the venue reported it.
 *
 * @param executionId the venue's id of this fill (FIX ExecID)
 * @param orderId the order
 * @param instance the instance that owns the order
 * @param instrument the instrument
 * @param side the side
 * @param quantity the quantity traded (FIX LastQty), above zero
 * @param price the price (FIX LastPx)
 * @param fee what the trade costs on top, in the instrument's currency; negative is a rebate
 * @param timeNanos when it happened at the venue, in nanoseconds since 1970
 * @param receivedNanos when we learned of it, in nanoseconds since 1970
 */
public record Fill(
    ExecutionId executionId,
    ClientOrderId orderId,
    InstanceId instance,
    InstrumentId instrument,
    Side side,
    Quantity quantity,
    Price price,
    Money fee,
    long timeNanos,
    long receivedNanos) {

  /** Returns when it happened at the venue. */
  public Instant time() {
    return Times.instant(timeNanos);
  }
}
