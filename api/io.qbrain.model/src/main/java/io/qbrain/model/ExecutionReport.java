package io.qbrain.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a venue says of an order (FIX ExecutionReport).
 *
 * @param venueSequence the venue's number of this report, from 1; 0 where a venue has none
 * @param type what happened
 * @param orderId the order
 * @param venueOrderId the venue's id of the order; null on a rejection
 * @param executionId the venue's id of the fill; null but on a fill
 * @param side the side of a fill; null but on a fill
 * @param quantity the quantity of a fill; zero otherwise
 * @param price the price of a fill; zero otherwise
 * @param fee the fee of a fill; null but on a fill
 * @param orderQuantity on a fill, the quantity of the whole order (fixes an order sized at the
 *     fill); zero otherwise
 * @param reason why, for REJECTED, CANCELED, CANCEL_REJECTED and EXPIRED; else empty
 * @param timeNanos when it happened at the venue, in nanoseconds since 1970
 */
public record ExecutionReport(
    long venueSequence,
    Type type,
    ClientOrderId orderId,
    @Nullable VenueOrderId venueOrderId,
    @Nullable ExecutionId executionId,
    @Nullable Side side,
    Quantity quantity,
    Price price,
    @Nullable Money fee,
    Quantity orderQuantity,
    String reason,
    long timeNanos) {

  /** What happened (FIX ExecType). */
  public enum Type {
    ACCEPTED,
    REJECTED,
    TRIGGERED,
    FILL,
    CANCELED,
    CANCEL_REJECTED,
    EXPIRED
  }

  /** Checks that a fill has all that a fill has. */
  public ExecutionReport {
    if (type == Type.FILL) {
      Objects.requireNonNull(executionId, "executionId of a fill");
      Objects.requireNonNull(side, "side of a fill");
      Objects.requireNonNull(fee, "fee of a fill");
      if (quantity.signum() <= 0 || orderQuantity.compareTo(quantity) < 0) {
        throw new IllegalArgumentException(
            "order "
                + orderId
                + ": expected 0 < quantity <= orderQuantity, found "
                + quantity
                + " of "
                + orderQuantity);
      }
    }
  }

  /** Returns a report that is no fill. */
  public static ExecutionReport of(
      long venueSequence,
      Type type,
      ClientOrderId orderId,
      @Nullable VenueOrderId venueOrderId,
      String reason,
      long timeNanos) {
    return new ExecutionReport(
        venueSequence,
        type,
        orderId,
        venueOrderId,
        null,
        null,
        Quantity.ZERO,
        Price.ZERO,
        null,
        Quantity.ZERO,
        reason,
        timeNanos);
  }
}
