package io.qbrain.rest.view;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.qbrain.service.PortfolioService.TurnView;
import io.swagger.v3.oas.annotations.media.Schema;

/** A turn of an account's journal. */
@Schema(description = "A turn of an account's journal: what one input did.")
public record Turn(
    String account,
    @Schema(description = "its number") long sequence,
    @Schema(format = "date-time") String time,
    @Schema(format = "date-time", description = "when its cause was received") String received,
    @JsonRawValue
        @Schema(types = "array", description = "what it did: objects, each named by its effect")
        String effects) {

  /** Renders a turn. */
  public static Turn of(TurnView t) {
    return new Turn(
        t.account().toString(),
        t.sequence(),
        Moment.of(t.timeNanos()),
        Moment.of(t.receivedNanos()),
        t.effects());
  }
}
