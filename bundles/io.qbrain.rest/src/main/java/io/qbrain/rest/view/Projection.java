package io.qbrain.rest.view;

import io.qbrain.service.StreamService.ProjectionView;
import io.swagger.v3.oas.annotations.media.Schema;

/** What the platform writes into a stream. */
@Schema(description = "What the platform writes into a stream.")
public record Projection(
    String stream,
    @Schema(description = "messages written since the start") long written,
    @Schema(description = "older values of which only a newer one was written") long conflated,
    long waiting,
    @Schema(description = "why nothing is written; empty if all is well") String message) {

  /** Renders it. */
  public static Projection of(ProjectionView v) {
    return new Projection(v.stream(), v.written(), v.conflated(), v.waiting(), v.detail());
  }
}
