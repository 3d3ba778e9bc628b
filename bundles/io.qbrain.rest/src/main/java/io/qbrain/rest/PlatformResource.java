package io.qbrain.rest;

import io.qbrain.rest.view.Feed;
import io.qbrain.rest.view.Items;
import io.qbrain.rest.view.PlatformStatus;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** The platform and its feeds. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public final class PlatformResource {
  private final Services services;

  /** Called by Jersey for each request. */
  public PlatformResource(@Context Configuration configuration) {
    services = Services.of(configuration);
  }

  /** Lists the feeds. */
  @GET
  @Path("feeds")
  @Operation(summary = "List the feeds, in order of names")
  public Items<Feed> feeds() {
    return Items.of(services.feeds().list(), Feed::of);
  }

  /** Returns how the platform is. */
  @GET
  @Path("platform/status")
  @Operation(summary = "Show the platform's parts and whether it trades")
  public PlatformStatus status() {
    return PlatformStatus.of(services.platform().status());
  }
}
