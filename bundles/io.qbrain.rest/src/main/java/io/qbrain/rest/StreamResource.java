package io.qbrain.rest;

import io.qbrain.rest.view.Items;
import io.qbrain.rest.view.Message;
import io.qbrain.rest.view.Projection;
import io.qbrain.rest.view.Stream;
import io.qbrain.rest.wire.Wanted;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** The streams of messages. */
@Path("streams")
@Produces(MediaType.APPLICATION_JSON)
public final class StreamResource {
  private final Services services;

  /** Called by Jersey for each request. */
  public StreamResource(@Context Configuration configuration) {
    services = Services.of(configuration);
  }

  /** Lists the streams. */
  @GET
  @Operation(summary = "List the streams with their groups")
  public Items<Stream> streams() {
    return Items.of(services.streams().streams(), Stream::of);
  }

  /** Lists what the platform writes. */
  @GET
  @Path("written")
  @Operation(summary = "List what the platform writes into streams, and what it leaves out")
  public Items<Projection> written() {
    return Items.of(services.streams().projections(), Projection::of);
  }

  /** Lists messages. */
  @GET
  @Path("{name}/messages")
  @Operation(summary = "List messages after a place in a stream, the oldest first")
  public Items<Message> messages(
      @PathParam("name") String name,
      @Parameter(description = "id of a message; from the oldest on if absent") @QueryParam("after")
          @Nullable String after,
      @Parameter(
              description = "at most so many, 1 to 1000; 100 if absent",
              schema = @Schema(types = "integer"))
          @QueryParam("limit")
          @Nullable String limit) {
    return Items.of(
        services.streams().read(name, after == null ? "" : after, Wanted.limit(limit)),
        Message::of);
  }

  /** Lists dead letters. */
  @GET
  @Path("{name}/dead-letters")
  @Operation(summary = "List the messages of a stream that no handler could take")
  public Items<Message> deadLetters(
      @PathParam("name") String name,
      @Parameter(description = "id of a dead letter; from the oldest on if absent")
          @QueryParam("after")
          @Nullable String after,
      @Parameter(
              description = "at most so many, 1 to 1000; 100 if absent",
              schema = @Schema(types = "integer"))
          @QueryParam("limit")
          @Nullable String limit) {
    return Items.of(
        services.streams().deadLetters(name, after == null ? "" : after, Wanted.limit(limit)),
        Message::of);
  }
}
