package io.qbrain.rest;

import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.model.Times;
import io.qbrain.rest.view.Event;
import io.qbrain.rest.view.EventReader;
import io.qbrain.rest.view.Items;
import io.qbrain.rest.view.Replay;
import io.qbrain.rest.wire.Refusal;
import io.qbrain.rest.wire.Wanted;
import io.qbrain.service.EventService;
import io.qbrain.service.EventService.EventQuery;
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
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The event log, its readers and projections. */
@Path("events")
@Produces(MediaType.APPLICATION_JSON)
public final class EventResource {
  private final Services services;

  /** Called by Jersey for each request. */
  public EventResource(@Context Configuration configuration) {
    services = Services.of(configuration);
  }

  /** Lists the readers. */
  @GET
  @Path("readers")
  @Operation(summary = "List relays and projections of the event log, and how far each is behind")
  public Items<EventReader> readers() {
    return Items.of(services.events().readers(), EventReader::of);
  }

  /** Makes a projection again. */
  @POST
  @Path("projections/{name}/replay")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Empty a projection and make it again of the event log")
  public EventReader replay(@PathParam("name") String name, @Nullable Replay body) {
    Replay wanted = Wanted.body(body);
    return EventReader.of(
        services
            .events()
            .replay(
                name,
                Wanted.optional("after", wanted.after(), EventPosition::new)
                    .orElse(EventPosition.START),
                Wanted.text("reason", wanted.reason())));
  }

  /** Lists events; a full answer links to the next. */
  @GET
  @Path("{topic}")
  @Operation(summary = "List events of a topic, the oldest first")
  @ApiResponse(
      responseCode = "200",
      description = "the events",
      headers =
          @Header(
              name = "Link",
              description = "rel=next: the events that follow, if the answer is full",
              schema = @Schema(types = "string")),
      content = @Content(schema = @Schema(implementation = Events.class)))
  public Response list(
      @Parameter(description = "audit, system or performance") @PathParam("topic") String topic,
      @Parameter(description = "only events of this stream, e.g. an account") @QueryParam("stream")
          @Nullable String stream,
      @Parameter(description = "after a position that a listing gave") @QueryParam("after")
          @Nullable String after,
      @Parameter(
              description = "from a little before a time on",
              schema = @Schema(types = "string", format = "date-time"))
          @QueryParam("since")
          @Nullable String since,
      @Parameter(
              description = "at most so many, 1 to 1000; 100 if absent",
              schema = @Schema(types = "integer"))
          @QueryParam("limit")
          @Nullable String limit,
      @Parameter(description = "outbox or kafka; outbox if absent") @QueryParam("log")
          @Nullable String log,
      @Context UriInfo uri) {
    int most = Wanted.limit(limit);
    EventTopic wanted = Wanted.parsed("topic", topic, EventTopic::parse);
    String from = log == null ? EventService.OUTBOX : log;
    EventPage page =
        services
            .events()
            .list(
                new EventQuery(
                    from,
                    wanted,
                    Optional.ofNullable(stream),
                    place(from, wanted, after, since),
                    most));
    Response.ResponseBuilder response =
        Response.ok(new Events(page.events().stream().map(Event::of).toList(), page.next().text()));
    if (page.events().size() == most) {
      UriBuilder next =
          uri.getAbsolutePathBuilder()
              .queryParam("after", page.next().text())
              .queryParam("limit", most)
              .queryParam("log", from);
      response.link(
          stream == null ? next.build() : next.queryParam("stream", stream).build(), "next");
    }
    return response.build();
  }

  private EventPosition place(
      String log, EventTopic topic, @Nullable String after, @Nullable String since) {
    if (since == null) {
      return Wanted.optional("after", after, EventPosition::new).orElse(EventPosition.START);
    }
    if (after != null) {
      throw new Refusal(
          400, "request.invalid", "since: expected after or since, found both", "since");
    }
    return services.events().at(log, topic, Wanted.parsed("since", since, EventResource::nanos));
  }

  private static long nanos(String since) {
    try {
      return Times.nanos(Instant.parse(since));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "expected a time such as 2026-01-02T15:00:00Z, found '" + since + "'", e);
    }
  }

  /**
   * Some events.
   *
   * @param items the events, the oldest first
   * @param next where to read on
   */
  public record Events(List<Event> items, String next) {}
}
