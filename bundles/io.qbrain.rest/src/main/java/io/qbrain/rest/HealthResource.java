package io.qbrain.rest;

import io.qbrain.rest.view.Health;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Whether the platform lives and whether it trades. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource {
  private final Services services;

  /** Called by Jersey for each request. */
  public HealthResource(@Context Configuration configuration) {
    services = Services.of(configuration);
  }

  /** Answers as long as the process does. */
  @GET
  @Path("live")
  @Operation(summary = "Whether the process answers")
  public Health live() {
    return Health.of(true);
  }

  /** Answers 200 when the platform trades, else 503, and names the parts that are not up. */
  @GET
  @Path("ready")
  @Operation(summary = "Whether the platform trades")
  @ApiResponse(
      responseCode = "200",
      description = "every part is up",
      content = @Content(schema = @Schema(implementation = Health.class)))
  @ApiResponse(
      responseCode = "503",
      description = "some part is not up",
      content = @Content(schema = @Schema(implementation = Health.class)))
  public Response ready() {
    Health health =
        services
            .platformIfThere()
            .map(p -> Health.of(p.status()))
            .orElseGet(() -> Health.of(false));
    return Response.status(health.status().equals("UP") ? 200 : 503).entity(health).build();
  }
}
