package io.qbrain.rest;

import io.qbrain.rest.view.Items;
import io.qbrain.rest.view.TaskKind;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** Kinds of work. */
@Path("task-kinds")
@Produces(MediaType.APPLICATION_JSON)
public final class TaskKindResource {
  private final Services services;

  /** Called by Jersey for each request. */
  public TaskKindResource(@Context Configuration configuration) {
    services = Services.of(configuration);
  }

  /** Lists the kinds. */
  @GET
  @Operation(summary = "List the kinds of work and their parameters")
  public Items<TaskKind> list() {
    return Items.of(services.tasks().kinds(), TaskKind::of);
  }
}
