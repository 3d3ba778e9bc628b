package io.qbrain.model;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a venue says of an order (FIX ExecutionReport).
 *
 * @param venueSequence the venue's number of this report, from 1; 0 where a venue has none
 * @param type what happened
 * @param orderId the order
 * @param venueOrderId the venue's id of the order; null on a rejection
 * @param executionId the venue's id of the fill, or of the report that takes a fill back or changes
 *     it; null otherwise
 * @param side the side of a fill; null but on a fill
 * @param quantity the quantity of a fill, or of the changed fill; for STATUS what has filled in
 *     all; zero otherwise
 * @param price the price of a fill, or of the changed fill; zero otherwise
 * @param fee the fee of a fill, or of the changed fill; null otherwise
 * @param orderQuantity on a fill, REPLACED, RESTATED or STATUS, the quantity of the whole order
 *     (fixes an order sized at the fill); zero otherwise
 * @param reason why, for REJECTED, CANCELED, CANCEL_REJECTED, REPLACE_REJECTED, RESTATED,
 *     TRADE_CANCEL, UNKNOWN and EXPIRED; for STATUS the name of the order's status; else empty
 * @param timeNanos when it happened at the venue, in nanoseconds since 1970
 * @param reference the fill that is taken back or changed (FIX ExecRefID); null otherwise; since
 *     1.1
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
    long timeNanos,
    @Nullable ExecutionId reference) {

  /** What happened (FIX ExecType). */
  public enum Type {
    ACCEPTED,
    REJECTED,
    TRIGGERED,
    FILL,
    CANCELED,
    CANCEL_REJECTED,
    EXPIRED,
    /**
     * The order is as the replacement asked for.
     *
     * @since 1.1
     */
    REPLACED,
    /**
     * The order is as it was before the replacement was asked for.
     *
     * @since 1.1
     */
    REPLACE_REJECTED,
    /**
     * The venue has changed the order's quantity by itself; a replacement that was asked for is
     * still to be answered (FIX Restated).
     *
     * @since 1.1
     */
    RESTATED,
    /**
     * A fill is taken back.
     *
     * @since 1.1
     */
    TRADE_CANCEL,
    /**
     * A fill is changed.
     *
     * @since 1.1
     */
    TRADE_CORRECT,
    /**
     * The answer did not come or was not understood: not a rejection. The venue is asked for the
     * order by its id before anything else is done with it.
     *
     * @since 1.1
     */
    UNKNOWN,
    /**
     * How the order stands at the venue, as an answer to a query; nothing happened (FIX Order
     * Status).
     *
     * @since 1.1
     */
    STATUS
  }

  /** Checks that a fill has all that a fill has. */
  public ExecutionReport {
    if (type == Type.FILL) {
      Objects.requireNonNull(executionId, "executionId of a fill");
      Objects.requireNonNull(side, "side of a fill");
      Objects.requireNonNull(fee, "fee of a fill");
      if (quantity.signum() <= 0 || orderQuantity.signum() <= 0) {
        throw new IllegalArgumentException(
            "order "
                + orderId
                + ": expected quantity and orderQuantity > 0, found "
                + quantity
                + " of "
                + orderQuantity);
      }
    } else if (type == Type.STATUS) {
      OrderStatus.valueOf(reason);
    } else if (type == Type.TRADE_CANCEL || type == Type.TRADE_CORRECT) {
      Objects.requireNonNull(executionId, "executionId of a changed fill");
      Objects.requireNonNull(reference, "reference of a changed fill");
      if (type == Type.TRADE_CORRECT && (quantity.signum() <= 0 || fee == null)) {
        throw new IllegalArgumentException(
            "order "
                + orderId
                + ": expected a quantity > 0 and a fee of a changed fill, found "
                + quantity
                + " and "
                + fee);
      }
    }
  }

  /** Returns a report that refers to no fill before it. */
  public ExecutionReport(
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
    this(
        venueSequence,
        type,
        orderId,
        venueOrderId,
        executionId,
        side,
        quantity,
        price,
        fee,
        orderQuantity,
        reason,
        timeNanos,
        null);
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

  /**
   * Returns a report that a fill is taken back.
   *
   * @param executionId the venue's id of this report
   * @param reference the fill that is taken back
   * @since 1.1
   */
  public static ExecutionReport bust(
      long venueSequence,
      ClientOrderId orderId,
      ExecutionId executionId,
      ExecutionId reference,
      String reason,
      long timeNanos) {
    return new ExecutionReport(
        venueSequence,
        Type.TRADE_CANCEL,
        orderId,
        null,
        executionId,
        null,
        Quantity.ZERO,
        Price.ZERO,
        null,
        Quantity.ZERO,
        reason,
        timeNanos,
        reference);
  }

  /**
   * Returns an answer to a query.
   *
   * @param venueOrderId the venue's id of the order; null if it never had one
   * @param status how the order stands at the venue
   * @param orderQuantity the quantity of the whole order there; zero if that is not known
   * @param filled what has filled of it in all
   * @since 1.1
   */
  public static ExecutionReport status(
      ClientOrderId orderId,
      @Nullable VenueOrderId venueOrderId,
      OrderStatus status,
      Quantity orderQuantity,
      Quantity filled,
      long timeNanos) {
    return new ExecutionReport(
        0,
        Type.STATUS,
        orderId,
        venueOrderId,
        null,
        null,
        filled,
        Price.ZERO,
        null,
        orderQuantity,
        status.name(),
        timeNanos);
  }

  /**
   * Returns how the order stands at the venue, for STATUS; empty for every other type.
   *
   * @since 1.1
   */
  public Optional<OrderStatus> status() {
    return type == Type.STATUS ? Optional.of(OrderStatus.valueOf(reason)) : Optional.empty();
  }

  /**
   * Returns a report that the venue has changed an order as it was asked to.
   *
   * @param orderQuantity the quantity of the whole order now
   * @since 1.1
   */
  public static ExecutionReport replaced(
      long venueSequence,
      ClientOrderId orderId,
      @Nullable VenueOrderId venueOrderId,
      Quantity orderQuantity,
      long timeNanos) {
    return new ExecutionReport(
        venueSequence,
        Type.REPLACED,
        orderId,
        venueOrderId,
        null,
        null,
        Quantity.ZERO,
        Price.ZERO,
        null,
        orderQuantity,
        "",
        timeNanos);
  }

  /**
   * Returns a report that the venue has changed the quantity of an order by itself.
   *
   * @param orderQuantity the quantity of the whole order now, above 0
   * @since 1.1
   */
  public static ExecutionReport restated(
      long venueSequence,
      ClientOrderId orderId,
      @Nullable VenueOrderId venueOrderId,
      Quantity orderQuantity,
      String reason,
      long timeNanos) {
    return new ExecutionReport(
        venueSequence,
        Type.RESTATED,
        orderId,
        venueOrderId,
        null,
        null,
        Quantity.ZERO,
        Price.ZERO,
        null,
        orderQuantity,
        reason,
        timeNanos);
  }
}
