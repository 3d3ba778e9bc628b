package io.qbrain.rest;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.InstanceId;
import io.qbrain.rest.view.Order;
import io.qbrain.rest.view.Reason;
import io.qbrain.rest.wire.Wanted;
import io.qbrain.service.PortfolioService.OrderFilter;
import io.qbrain.service.PortfolioService.Place;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.Consumes;
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
import org.jspecify.annotations.Nullable;

/** Orders. */
@Path("orders")
@Produces(MediaType.APPLICATION_JSON)
public final class OrderResource {
  private final Services services;

  /** Called by Jersey for each request. */
  public OrderResource(@Context Configuration configuration) {
    services = Services.of(configuration);
  }

  /** Lists orders. */
  @GET
  @Operation(summary = "List orders, the newest first")
  @ApiResponse(
      responseCode = "200",
      description = "the orders",
      headers =
          @Header(
              name = "Link",
              description = "rel=next: the older ones, if the answer is full",
              schema = @Schema(types = "string")),
      content = @Content(schema = @Schema(implementation = Orders.class)))
  public Response list(
      @Parameter(description = "only those of this instance") @QueryParam("instance")
          @Nullable String instance,
      @Parameter(description = "true for open ones only", schema = @Schema(types = "boolean"))
          @QueryParam("open")
          @Nullable String open,
      @Parameter(
              description = "at most so many, 1 to 1000; 100 if absent",
              schema = @Schema(types = "integer"))
          @QueryParam("limit")
          @Nullable String limit,
      @Parameter(description = "those after this place, as the link to the next page has it")
          @QueryParam("before")
          @Nullable String before,
      @Context UriInfo uri) {
    OrderFilter filter =
        new OrderFilter(
            Wanted.optional("instance", instance, InstanceId::of),
            Wanted.flag("open", open, false),
            Wanted.limit(limit));
    List<io.qbrain.model.Order> found =
        Wanted.optional("before", before, Place::parse)
            .map(place -> services.portfolio().orders(filter, place))
            .orElseGet(() -> services.portfolio().orders(filter));
    return Pages.of(found, Order::of, filter.limit(), uri, "before", Place::of);
  }

  /**
   * What is listed.
   *
   * @param items the orders, the newest first
   */
  public record Orders(List<Order> items) {}

  /** Returns an order. */
  @GET
  @Path("{id}")
  @Operation(summary = "Show an order")
  public Order get(@PathParam("id") String id) {
    return Order.of(services.portfolio().order(Wanted.parsed("id", id, ClientOrderId::of)));
  }

  /** Asks to cancel an order. */
  @POST
  @Path("{id}/cancel")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Ask to cancel an order; answers once the request is durable")
  public Order cancel(@PathParam("id") String id, @Nullable Reason body) {
    return Order.of(
        services
            .portfolio()
            .cancel(Wanted.parsed("id", id, ClientOrderId::of), StrategyResource.reason(body)));
  }
}
