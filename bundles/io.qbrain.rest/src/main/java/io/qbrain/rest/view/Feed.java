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
    @Schema(description = "why it is in this state") String message,
    @Schema(format = "date-time", description = "when the last message of a live source came")
        @Nullable String lastReceipt,
    @Schema(description = "milliseconds after its own time that the last event came") long delayMs,
    @Schema(description = "events that were missing") long gaps,
    @Schema(description = "connections to a live source since its start") long connections,
    @Schema(description = "milliseconds since the last event, or since its start; 0 if not running")
        long silentMs,
    @Schema(description = "whether that is longer than its configuration allows") boolean silent) {

  private static final long NANOS_PER_MS = 1_000_000;

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
        v.message(),
        Moment.ofLast(v.lastReceiptNanos()),
        v.delayNanos() / NANOS_PER_MS,
        v.gaps(),
        v.connections(),
        v.silentNanos() / NANOS_PER_MS,
        v.isSilent());
  }
}
