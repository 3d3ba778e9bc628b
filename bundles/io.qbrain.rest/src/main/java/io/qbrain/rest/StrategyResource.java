package io.qbrain.rest;

import io.qbrain.model.StrategyRef;
import io.qbrain.rest.view.Items;
import io.qbrain.rest.view.Reason;
import io.qbrain.rest.view.Strategy;
import io.qbrain.rest.wire.Wanted;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** The strategies of the store. */
@Path("strategies")
@Produces(MediaType.APPLICATION_JSON)
public final class StrategyResource {
  private static final String VERSION = "{ns}/{name}/versions/{v}";

  private final Services services;

  /** Called by Jersey for each request. */
  public StrategyResource(@Context Configuration configuration) {
    services = Services.of(configuration);
  }

  /** Returns the name of a version in a path. */
  static StrategyRef ref(String ns, String name, String version) {
    return Wanted.parsed("path", ns, n -> new StrategyRef(n, name, version));
  }

  /** Returns why, or that it came by REST. */
  static String reason(@Nullable Reason body) {
    return body == null || body.reason() == null || body.reason().isBlank()
        ? "by REST"
        : body.reason();
  }

  /** Lists the stored strategies. */
  @GET
  @Operation(summary = "List the stored strategies, in order of names")
  public Items<Strategy> list() {
    return Items.of(services.strategies().list(), Strategy::of);
  }

  /** Returns a version of a strategy. */
  @GET
  @Path(VERSION)
  @Operation(summary = "Show a version of a strategy and its parameters")
  public Strategy get(
      @PathParam("ns") String ns, @PathParam("name") String name, @PathParam("v") String version) {
    return Strategy.of(services.strategies().get(ref(ns, name, version)));
  }

  /** Installs a stored version. */
  @POST
  @Path(VERSION + "/install")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Install a stored version, so that instances can be made of it")
  public Strategy install(
      @PathParam("ns") String ns,
      @PathParam("name") String name,
      @PathParam("v") String version,
      @Nullable Reason body) {
    return Strategy.of(services.strategies().install(ref(ns, name, version), reason(body)));
  }

  /** Takes a version out; it stays in the store. */
  @POST
  @Path(VERSION + "/uninstall")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Take a version out; it stays in the store")
  public void uninstall(
      @PathParam("ns") String ns,
      @PathParam("name") String name,
      @PathParam("v") String version,
      @Nullable Reason body) {
    services.strategies().uninstall(ref(ns, name, version), reason(body));
  }
}
