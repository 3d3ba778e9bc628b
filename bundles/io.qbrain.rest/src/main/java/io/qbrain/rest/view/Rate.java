package io.qbrain.rest.view;

import io.qbrain.model.Fixed;
import io.qbrain.service.AccountingService.RateView;
import io.swagger.v3.oas.annotations.media.Schema;

/** A rate in force. */
@Schema(description = "A rate in force.")
public record Rate(
    @Schema(allowableValues = {"CONVERSION", "BORROW", "INTEREST", "CREDIT", "DEBIT"}) String kind,
    @Schema(example = "EUR/USD") String of,
    @Schema(format = "decimal") String rate,
    @Schema(format = "date-time") String since,
    @Schema(description = "the two rates that it follows from; empty if it is one of its own")
        String by) {

  /** Renders a rate. */
  public static Rate of(RateView v) {
    return new Rate(
        v.rate().kind().name(),
        v.rate().subject(),
        Fixed.format(v.rate().raw()),
        Moment.of(v.rate().timeNanos()),
        v.by());
  }
}
