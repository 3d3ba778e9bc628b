package io.qbrain.kernel;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.Fill;
import io.qbrain.model.Quantity;
import io.qbrain.model.VenueOrderId;
import java.util.function.Consumer;

/** Takes what a venue reports, in order. What is reported most needs no report of its own. */
public interface ReportSink extends Consumer<ExecutionReport> {
  /**
   * The venue has an order: the same as a report of the type ACCEPTED.
   *
   * @param venueSequence the number of the report
   * @param timeNanos when, in nanoseconds since 1970
   */
  default void accepted(
      ClientOrderId order, VenueOrderId byVenue, long venueSequence, long timeNanos) {
    accept(
        ExecutionReport.of(
            venueSequence, ExecutionReport.Type.ACCEPTED, order, byVenue, "", timeNanos));
  }

  /**
   * A part of an order or all of it traded: the same as a report of the type FILL.
   *
   * @param fill what traded; when it is received is for the one who takes it to say
   * @param orderQuantity the quantity of the whole order
   * @param venueSequence the number of the report
   */
  default void filled(Fill fill, VenueOrderId byVenue, Quantity orderQuantity, long venueSequence) {
    accept(
        new ExecutionReport(
            venueSequence,
            ExecutionReport.Type.FILL,
            fill.orderId(),
            byVenue,
            fill.executionId(),
            fill.side(),
            fill.quantity(),
            fill.price(),
            fill.fee(),
            orderQuantity,
            "",
            fill.timeNanos()));
  }
}
