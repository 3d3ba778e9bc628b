package io.qbrain.rest.view;

import io.qbrain.service.EventService.ReaderView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A reader of the event log. */
@Schema(description = "A reader of the event log.")
public record EventReader(
    String name,
    @Schema(allowableValues = {"relay", "projection"}) String kind,
    @Schema(description = "the process that reads now") @Nullable String owner,
    @Schema(description = "where it stands in each topic") Map<String, String> positions,
    @Schema(description = "events that it has not had, up to 100000; -1 if not known") long behind,
    @Schema(format = "date-time") @Nullable String moved,
    @Schema(description = "why it does not go on; empty if it does") String problem) {

  /** Renders a reader. */
  public static EventReader of(ReaderView v) {
    Map<String, String> positions = new TreeMap<>();
    v.positions().forEach((topic, place) -> positions.put(topic.toString(), place.text()));
    return new EventReader(
        v.name(),
        v.projection() ? "projection" : "relay",
        v.owner().orElse(null),
        positions,
        v.behind(),
        Moment.ofLast(v.movedNanos()),
        v.problem());
  }
}
