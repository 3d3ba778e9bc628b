package io.qbrain.rest.view;

import io.qbrain.model.Fixed;
import io.qbrain.model.Price;
import io.qbrain.model.VenueOrderId;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An order as it stands. */
@Schema(description = "An order as it stands.")
public record Order(
    String id,
    String instance,
    String instrument,
    @Schema(allowableValues = {"BUY", "SELL"}) String side,
    @Schema(allowableValues = {"MARKET", "LIMIT", "STOP"}) String type,
    @Schema(
            allowableValues = {
              "INITIALIZED",
              "DENIED",
              "SUBMITTED",
              "REJECTED",
              "ACCEPTED",
              "TRIGGERED",
              "PARTIALLY_FILLED",
              "FILLED",
              "PENDING_CANCEL",
              "CANCELED",
              "EXPIRED"
            })
        String status,
    @Schema(description = "it is on its way to the venue or works there") boolean open,
    @Schema(format = "decimal", description = "0 until an order sized at the fill is filled")
        String quantity,
    @Schema(format = "decimal") String filledQuantity,
    @Schema(format = "decimal", description = "what may still fill") String leavesQuantity,
    @Schema(format = "decimal") @Nullable String limitPrice,
    @Schema(format = "decimal") @Nullable String stopPrice,
    @Schema(format = "decimal", description = "mean price of the fills")
        @Nullable String averagePrice,
    @Schema(format = "decimal", description = "weight of equity of an order sized at the fill")
        @Nullable String weightAtFill,
    @Nullable String venueOrderId,
    String tag,
    @Schema(description = "why it was denied, rejected, canceled or expired, else empty")
        String reason,
    @Schema(format = "date-time") String created,
    @Schema(format = "date-time") String updated) {

  /** Renders an order. */
  public static Order of(io.qbrain.model.Order o) {
    return new Order(
        o.id().toString(),
        o.instance().toString(),
        o.instrument().toString(),
        o.side().name(),
        o.type().name(),
        o.status().name(),
        o.status().isOpen(),
        o.quantity().toString(),
        o.filledQuantity().toString(),
        o.leavesQuantity().toString(),
        o.request().limitPrice().map(Price::toString).orElse(null),
        o.request().stopPrice().map(Price::toString).orElse(null),
        o.averagePrice().map(Price::toString).orElse(null),
        o.isSizedAtFill() ? Fixed.format(o.weightAtFillRaw()) : null,
        o.venueOrderId().map(VenueOrderId::toString).orElse(null),
        o.request().tag(),
        o.reason(),
        Moment.of(o.createdNanos()),
        Moment.of(o.updatedNanos()));
  }
}
