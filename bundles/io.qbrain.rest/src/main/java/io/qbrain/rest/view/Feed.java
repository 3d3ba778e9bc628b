package io.qbrain.rest.view;

import io.qbrain.service.FeedService.FeedView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A feed of market data. */
@Schema(description = "A feed of market data.")
public record Feed(
    String name,
    @Schema(allowableValues = {"STOPPED", "RUNNING", "FINISHED", "FAILED"}) String state,
    String source,
    List<String> instruments,
    @Schema(description = "events delivered since its start") long events,
    @Schema(description = "events refused as impossible or out of order") long rejected,
    @Schema(format = "date-time") @Nullable String lastEvent,
    @Schema(description = "why it is in this state") String message) {

  /** Renders a feed. */
  public static Feed of(FeedView v) {
    return new Feed(
        v.name(),
        v.state(),
        v.source(),
        v.instruments(),
        v.events(),
        v.rejected(),
        Moment.ofLast(v.lastEventNanos()),
        v.message());
  }
}
