package io.qbrain.rest.view;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.qbrain.model.LoggedEvent;
import io.swagger.v3.oas.annotations.media.Schema;

/** An event of the log. */
@Schema(description = "An event of the log.")
public record Event(
    @Schema(description = "the place after it") String position,
    @Schema(allowableValues = {"audit", "system", "performance"}) String topic,
    @Schema(description = "what it is about, e.g. an account") String stream,
    @Schema(description = "its number in its stream, from 1 without gaps") long sequence,
    @Schema(example = "order.filled") String type,
    @Schema(description = "the version of the type's form") int version,
    @Schema(format = "date-time") String time,
    @JsonRawValue
        @Schema(types = "object", description = "an object that says more, in the type's form")
        String data) {

  /** Renders an event. */
  public static Event of(LoggedEvent e) {
    return new Event(
        e.position().text(),
        e.topic().toString(),
        e.stream(),
        e.sequence(),
        e.type(),
        e.version(),
        Moment.of(e.timeNanos()),
        e.data());
  }
}
