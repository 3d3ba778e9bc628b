package io.qbrain.rest;

import io.qbrain.model.TaskId;
import io.qbrain.rest.view.Reason;
import io.qbrain.rest.view.Task;
import io.qbrain.rest.view.TaskRun;
import io.qbrain.rest.wire.Wanted;
import io.qbrain.service.TaskService.RunFilter;
import io.qbrain.service.TaskService.RunState;
import io.qbrain.service.TaskService.RunView;
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

/** What tasks did. */
@Path("task-runs")
@Produces(MediaType.APPLICATION_JSON)
public final class TaskRunResource {
  private final Services services;

  /** Called by Jersey for each request. */
  public TaskRunResource(@Context Configuration configuration) {
    services = Services.of(configuration);
  }

  private static long number(String text) {
    return Wanted.number("number", text, 0, 1, Long.MAX_VALUE);
  }

  /** Lists runs; a full answer links to the next. */
  @GET
  @Operation(summary = "List runs, the newest first; state=DEAD for what somebody must look at")
  @ApiResponse(
      responseCode = "200",
      description = "the runs",
      headers =
          @Header(
              name = "Link",
              description = "rel=next: the older ones, if the answer is full",
              schema = @Schema(types = "string")),
      content = @Content(schema = @Schema(implementation = TaskRuns.class)))
  public Response list(
      @Parameter(description = "of this task only") @QueryParam("task") @Nullable String task,
      @Parameter(description = "in this state only") @QueryParam("state") @Nullable String state,
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
    RunFilter filter =
        new RunFilter(
            Wanted.optional("task", task, TaskId::of),
            Wanted.constant("state", state, RunState.class),
            Wanted.optional(
                "before", before, b -> Wanted.number("before", b, 0, 1, Long.MAX_VALUE)),
            most);
    List<RunView> found = services.tasks().history(filter);
    return Pages.of(found, TaskRun::of, most, uri, "before", RunView::number);
  }

  /** Returns a run. */
  @GET
  @Path("{number}")
  @Operation(summary = "Show a run")
  public TaskRun get(@PathParam("number") String number) {
    return TaskRun.of(services.tasks().runOf(number(number)));
  }

  /** Has the work of a dead run done again. */
  @POST
  @Path("{number}/retry")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Have the work of a dead run done again, with all its attempts")
  public Task retry(@PathParam("number") String number, @Nullable Reason body) {
    return Task.of(services.tasks().retry(number(number), StrategyResource.reason(body)));
  }

  /**
   * Some runs.
   *
   * @param items the runs, the newest first
   */
  public record TaskRuns(List<TaskRun> items) {}
}
