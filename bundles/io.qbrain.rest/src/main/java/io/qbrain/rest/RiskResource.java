package io.qbrain.rest;

import io.qbrain.model.RiskScope;
import io.qbrain.rest.view.Items;
import io.qbrain.rest.view.Kill;
import io.qbrain.rest.view.Limit;
import io.qbrain.rest.view.ScopeChange;
import io.qbrain.rest.wire.Wanted;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** The kill switch and the limits. */
@Path("risk")
@Produces(MediaType.APPLICATION_JSON)
public final class RiskResource {
  private final Services services;

  /** Called by Jersey for each request. */
  public RiskResource(@Context Configuration configuration) {
    services = Services.of(configuration);
  }

  /** Lists the kills in force. */
  @GET
  @Path("kills")
  @Operation(summary = "List the kills in force")
  public Items<Kill> kills() {
    return Items.of(services.risk().kills(), Kill::of);
  }

  /** Lists the limits in force. */
  @GET
  @Path("limits")
  @Operation(summary = "List the limits in force")
  public Items<Limit> limits() {
    return Items.of(services.risk().limits(), Limit::of);
  }

  /** Stops trading of a scope. */
  @POST
  @Path("kills")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Stop trading of a scope at once and cancel its open orders")
  public Kill kill(@Nullable ScopeChange body) {
    ScopeChange wanted = Wanted.body(body);
    return Kill.of(services.risk().kill(scope(wanted), reason(wanted)));
  }

  /** Allows trading of a scope again. */
  @POST
  @Path("resume")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Allow trading of a scope again")
  public void resume(@Nullable ScopeChange body) {
    ScopeChange wanted = Wanted.body(body);
    services.risk().resume(scope(wanted), reason(wanted));
  }

  private static RiskScope scope(ScopeChange wanted) {
    return Wanted.parsed("scope", wanted.scope(), RiskScope::parse);
  }

  private static String reason(ScopeChange wanted) {
    return Wanted.text("reason", wanted.reason());
  }
}
