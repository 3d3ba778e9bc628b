package io.qbrain.rest;

import io.qbrain.model.AccountId;
import io.qbrain.model.InstanceId;
import io.qbrain.model.StrategyRef;
import io.qbrain.rest.view.Amount;
import io.qbrain.rest.view.Instance;
import io.qbrain.rest.view.Items;
import io.qbrain.rest.view.NewInstance;
import io.qbrain.rest.view.Reason;
import io.qbrain.rest.wire.Wanted;
import io.qbrain.service.InstanceService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Instances of strategies. */
@Path("instances")
@Produces(MediaType.APPLICATION_JSON)
public final class InstanceResource {
  private final Services services;

  /** Called by Jersey for each request. */
  public InstanceResource(@Context Configuration configuration) {
    services = Services.of(configuration);
  }

  private static InstanceId id(String text) {
    return Wanted.parsed("id", text, InstanceId::of);
  }

  /** Lists the instances: all of them, or those that have some parameters, page by page. */
  @GET
  @Operation(summary = "List the instances, in order of ids")
  @ApiResponse(
      responseCode = "200",
      description = "the instances",
      headers =
          @Header(
              name = "Link",
              description = "rel=next: those that follow, if pages are asked for and this is full",
              schema = @Schema(types = "string")),
      content = @Content(schema = @Schema(implementation = Instances.class)))
  public Response list(
      @Parameter(description = "with this parameter only, as fast:10; may be given 8 times")
          @QueryParam("parameter")
          List<String> parameters,
      @Parameter(description = "after this id, as the link to the next page has it")
          @QueryParam("after")
          @Nullable String after,
      @Parameter(
              description =
                  "at most so many, 1 to 1000; 100 if absent beside a parameter or a place, else all",
              schema = @Schema(types = "integer"))
          @QueryParam("limit")
          @Nullable String limit,
      @Context UriInfo uri) {
    if (parameters.isEmpty() && after == null && limit == null) {
      return Response.ok(Items.of(services.instances().list(), Instance::of)).build();
    }
    InstanceService.InstanceFilter filter =
        new InstanceService.InstanceFilter(
            Wanted.conditions("parameter", parameters),
            Wanted.optional("after", after, InstanceId::of),
            Wanted.limit(limit));
    List<InstanceService.InstanceView> found = services.instances().list(filter);
    return Pages.of(
        found, Instance::of, filter.limit(), uri, "after", view -> view.instance().id());
  }

  /**
   * Some instances.
   *
   * @param items the instances, in order of ids
   */
  public record Instances(List<Instance> items) {}

  /** Makes an instance. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Make an instance of an installed strategy; it does not run yet")
  @ApiResponse(
      responseCode = "201",
      description = "made; Location names it",
      content = @Content(schema = @Schema(implementation = Instance.class)))
  public Response create(@Nullable NewInstance body, @Context UriInfo uri) {
    NewInstance wanted = Wanted.body(body);
    InstanceService.NewInstance request =
        new InstanceService.NewInstance(
            Wanted.parsed("id", wanted.id(), InstanceId::of),
            Wanted.parsed("strategy", wanted.strategy(), StrategyRef::parse),
            Wanted.parameters(wanted.parameters()),
            Wanted.optional("account", wanted.account(), AccountId::of),
            Wanted.optional("capital", wanted.capital(), Amount::toMoney));
    Instance made = Instance.of(services.instances().create(request));
    return Response.created(uri.getAbsolutePathBuilder().path(made.id()).build())
        .entity(made)
        .build();
  }

  /** Returns an instance. */
  @GET
  @Path("{id}")
  @Operation(summary = "Show an instance")
  public Instance get(@PathParam("id") String id) {
    return Instance.of(services.instances().get(id(id)));
  }

  /** Removes a stopped instance without positions. */
  @DELETE
  @Path("{id}")
  @Operation(summary = "Remove a stopped instance without positions")
  public void remove(@PathParam("id") String id, @QueryParam("reason") @Nullable String reason) {
    services.instances().remove(id(id), StrategyResource.reason(new Reason(reason)));
  }

  /** Starts an instance. */
  @POST
  @Path("{id}/start")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Start an instance; does nothing if it runs")
  public Instance start(@PathParam("id") String id, @Nullable Reason body) {
    return Instance.of(services.instances().start(id(id), StrategyResource.reason(body)));
  }

  /** Stops an instance. */
  @POST
  @Path("{id}/stop")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Stop an instance and cancel its open orders; positions stay")
  public Instance stop(@PathParam("id") String id, @Nullable Reason body) {
    return Instance.of(services.instances().stop(id(id), StrategyResource.reason(body)));
  }

  /** Returns the last log lines of an instance. */
  @GET
  @Path("{id}/log")
  @Operation(summary = "Show the last log lines of an instance, the oldest first")
  public Items<String> log(@PathParam("id") String id) {
    return Items.of(services.instances().log(id(id)), Function.identity());
  }
}
