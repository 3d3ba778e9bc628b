package io.qbrain.rest;

import io.qbrain.model.InstanceId;
import io.qbrain.rest.view.Fill;
import io.qbrain.rest.view.Items;
import io.qbrain.rest.view.Position;
import io.qbrain.rest.wire.Wanted;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Fills and positions. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public final class PortfolioResource {
  private final Services services;

  /** Called by Jersey for each request. */
  public PortfolioResource(@Context Configuration configuration) {
    services = Services.of(configuration);
  }

  /** Lists the last fills. */
  @GET
  @Path("fills")
  @Operation(summary = "List the last fills, the newest first")
  public Items<Fill> fills(
      @Parameter(description = "only those of this instance") @QueryParam("instance")
          @Nullable String instance,
      @Parameter(
              description = "at most so many, 1 to 1000; 100 if absent",
              schema = @Schema(types = "integer"))
          @QueryParam("limit")
          @Nullable String limit) {
    return Items.of(
        services
            .portfolio()
            .fills(Wanted.optional("instance", instance, InstanceId::of), Wanted.limit(limit)),
        Fill::of);
  }

  /** Lists positions that are not flat. */
  @GET
  @Path("positions")
  @Operation(summary = "List positions of books and, without an instance, of accounts")
  public Items<Position> positions(
      @Parameter(description = "only those of this instance") @QueryParam("instance")
          @Nullable String instance) {
    return Items.of(
        services.portfolio().positions(Wanted.optional("instance", instance, InstanceId::of)),
        Position::of);
  }
}
