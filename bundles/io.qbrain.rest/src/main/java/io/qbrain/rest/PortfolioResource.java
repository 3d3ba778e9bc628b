package io.qbrain.rest;

import io.qbrain.model.AccountId;
import io.qbrain.model.InstanceId;
import io.qbrain.rest.view.Fill;
import io.qbrain.rest.view.Items;
import io.qbrain.rest.view.Position;
import io.qbrain.rest.view.Turn;
import io.qbrain.rest.wire.Wanted;
import io.qbrain.service.PortfolioService.Happened;
import io.qbrain.service.PortfolioService.Place;
import io.qbrain.service.PortfolioService.TurnFilter;
import io.qbrain.service.PortfolioService.TurnView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Fills, positions and turns. */
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
  @Operation(summary = "List fills, the newest first")
  @ApiResponse(
      responseCode = "200",
      description = "the fills",
      headers =
          @Header(
              name = "Link",
              description = "rel=next: the older ones, if the answer is full",
              schema = @Schema(types = "string")),
      content = @Content(schema = @Schema(implementation = Fills.class)))
  public Response fills(
      @Parameter(description = "only those of this instance") @QueryParam("instance")
          @Nullable String instance,
      @Parameter(
              description = "at most so many, 1 to 1000; 100 if absent",
              schema = @Schema(types = "integer"))
          @QueryParam("limit")
          @Nullable String limit,
      @Parameter(description = "those after this place, as the link to the next page has it")
          @QueryParam("before")
          @Nullable String before,
      @Context UriInfo uri) {
    int most = Wanted.limit(limit);
    Optional<InstanceId> of = Wanted.optional("instance", instance, InstanceId::of);
    List<io.qbrain.model.Fill> found =
        Wanted.optional("before", before, Place::parse)
            .map(place -> services.portfolio().fills(of, most, place))
            .orElseGet(() -> services.portfolio().fills(of, most));
    return Pages.of(found, Fill::of, most, uri, "before", Place::of);
  }

  /**
   * What is listed.
   *
   * @param items the fills, the newest first
   */
  public record Fills(List<Fill> items) {}

  /** Lists turns of an account's journal. */
  @GET
  @Path("turns")
  @Operation(summary = "List turns of an account's journal, the newest first: what an input did")
  @ApiResponse(
      responseCode = "200",
      description = "the turns",
      headers =
          @Header(
              name = "Link",
              description = "rel=next: the older ones, if the answer is full",
              schema = @Schema(types = "string")),
      content = @Content(schema = @Schema(implementation = Turns.class)))
  public Response turns(
      @Parameter(description = "the account") @QueryParam("account") @Nullable String account,
      @Parameter(description = "those that changed the order of this id") @QueryParam("id")
          @Nullable String id,
      @Parameter(
              description = "else, those in which this happened",
              schema = @Schema(allowableValues = {"ANYTHING", "DENIAL", "KILL"}))
          @QueryParam("what")
          @Nullable String what,
      @Parameter(description = "before this number", schema = @Schema(types = "integer"))
          @QueryParam("before")
          @Nullable String before,
      @Parameter(
              description = "at most so many, 1 to 1000; 100 if absent",
              schema = @Schema(types = "integer"))
          @QueryParam("limit")
          @Nullable String limit,
      @Context UriInfo uri) {
    int most = Wanted.limit(limit);
    TurnFilter filter =
        new TurnFilter(
            Wanted.parsed("account", account, AccountId::of),
            Optional.ofNullable(id),
            Wanted.constant("what", what, Happened.class).orElse(Happened.ANYTHING),
            before == null
                ? OptionalLong.empty()
                : OptionalLong.of(Wanted.number("before", before, 0, 1, Long.MAX_VALUE)),
            most);
    return Pages.of(
        services.portfolio().turns(filter), Turn::of, most, uri, "before", TurnView::sequence);
  }

  /**
   * What is listed.
   *
   * @param items the turns, the newest first
   */
  public record Turns(List<Turn> items) {}

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
