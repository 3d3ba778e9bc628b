package io.qbrain.rest.view;

import io.swagger.v3.oas.annotations.media.Schema;

/** A trade of ours. */
@Schema(description = "A trade of ours, as the venue reported it.")
public record Fill(
    String executionId,
    String orderId,
    String instance,
    String instrument,
    @Schema(allowableValues = {"BUY", "SELL"}) String side,
    @Schema(format = "decimal") String quantity,
    @Schema(format = "decimal") String price,
    Amount fee,
    @Schema(format = "date-time", description = "when it happened at the venue") String time,
    @Schema(format = "date-time", description = "when it was received") String received) {

  /** Renders a fill. */
  public static Fill of(io.qbrain.model.Fill f) {
    return new Fill(
        f.executionId().toString(),
        f.orderId().toString(),
        f.instance().toString(),
        f.instrument().toString(),
        f.side().name(),
        f.quantity().toString(),
        f.price().toString(),
        Amount.of(f.fee()),
        Moment.of(f.timeNanos()),
        Moment.of(f.receivedNanos()));
  }
}
