package io.qbrain.rest;

import io.qbrain.service.MetricsService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;

/** What the platform counts and measures. */
@Path("/")
public final class MetricsResource {
  private final Services services;

  /** Called by Jersey for each request. */
  public MetricsResource(@Context Configuration configuration) {
    services = Services.of(configuration);
  }

  /** Returns every figure as Prometheus reads it. */
  @GET
  @Produces(MetricsService.CONTENT_TYPE)
  @Operation(summary = "Show every figure in the text format of Prometheus")
  @ApiResponse(
      responseCode = "200",
      description = "the figures",
      content = @Content(mediaType = "text/plain", schema = @Schema(types = "string")))
  public String metrics() {
    return services.metrics().text();
  }
}
