package io.qbrain.rest;

import io.qbrain.rest.view.CacheState;
import io.qbrain.rest.view.Items;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cache. */
@Path("cache")
@Produces(MediaType.APPLICATION_JSON)
public final class CacheResource {
  private final Services services;

  /** Called by Jersey for each request. */
  public CacheResource(@Context Configuration configuration) {
    services = Services.of(configuration);
  }

  /** Shows what it found and did not find. */
  @GET
  @Operation(summary = "Show what the cache found and did not find, by region and level")
  public CacheState state() {
    return CacheState.of(services.cache().view());
  }

  /** Empties it. */
  @POST
  @Path("clear")
  @Operation(summary = "Empty a region of the cache, or all, on every level and node")
  public Items<String> clear(
      @Parameter(description = "name of a region; all if absent") @QueryParam("region")
          @Nullable String region) {
    return Items.of(services.cache().clear(Optional.ofNullable(region)), name -> name);
  }
}
