package io.qbrain.rest;

import io.qbrain.model.TaskId;
import io.qbrain.rest.view.NewTask;
import io.qbrain.rest.view.Reason;
import io.qbrain.rest.view.RetryPolicy;
import io.qbrain.rest.view.Task;
import io.qbrain.rest.wire.Wanted;
import io.qbrain.service.TaskService;
import io.qbrain.service.TaskService.TaskFilter;
import io.qbrain.service.TaskService.TaskState;
import io.qbrain.service.TaskService.TaskView;
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
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Scheduled work. */
@Path("tasks")
@Produces(MediaType.APPLICATION_JSON)
public final class TaskResource {
  private final Services services;

  /** Called by Jersey for each request. */
  public TaskResource(@Context Configuration configuration) {
    services = Services.of(configuration);
  }

  private static TaskId id(String text) {
    return Wanted.parsed("id", text, TaskId::of);
  }

  /** Lists tasks; a full answer links to the next. */
  @GET
  @Operation(summary = "List the tasks, in order of ids")
  @ApiResponse(
      responseCode = "200",
      description = "the tasks",
      headers =
          @Header(
              name = "Link",
              description = "rel=next: the tasks that follow, if the answer is full",
              schema = @Schema(types = "string")),
      content = @Content(schema = @Schema(implementation = Tasks.class)))
  public Response list(
      @Parameter(description = "of this kind only") @QueryParam("kind") @Nullable String kind,
      @Parameter(description = "in this state only") @QueryParam("state") @Nullable String state,
      @Parameter(description = "after this id") @QueryParam("after") @Nullable String after,
      @Parameter(
              description = "at most so many, 1 to 1000; 100 if absent",
              schema = @Schema(types = "integer"))
          @QueryParam("limit")
          @Nullable String limit,
      @Context UriInfo uri) {
    int most = Wanted.limit(limit);
    TaskFilter filter =
        new TaskFilter(
            Optional.ofNullable(kind),
            Wanted.constant("state", state, TaskState.class),
            Wanted.optional("after", after, TaskId::of),
            most);
    List<TaskView> found = services.tasks().list(filter);
    return Pages.of(found, Task::of, most, uri, "after", TaskView::id);
  }

  /** Plans a task. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Plan a task")
  @ApiResponse(
      responseCode = "201",
      description = "planned; Location names it",
      content = @Content(schema = @Schema(implementation = Task.class)))
  public Response schedule(@Nullable NewTask body, @Context UriInfo uri) {
    NewTask wanted = Wanted.body(body);
    TaskService.NewTask request =
        new TaskService.NewTask(
            Wanted.optional("id", wanted.id(), TaskId::of),
            Wanted.text("kind", wanted.kind()),
            Wanted.parameters(wanted.parameters()),
            Wanted.text("schedule", wanted.schedule()),
            Optional.ofNullable(wanted.zone()),
            Wanted.optional("retry", wanted.retry(), RetryPolicy::toPolicy));
    Task made = Task.of(services.tasks().schedule(request));
    return Response.created(uri.getAbsolutePathBuilder().path(made.id()).build())
        .entity(made)
        .build();
  }

  /** Returns a task. */
  @GET
  @Path("{id}")
  @Operation(summary = "Show a task and its last run")
  public Task get(@PathParam("id") String id) {
    return Task.of(services.tasks().get(id(id)));
  }

  /** Forgets a task. */
  @DELETE
  @Path("{id}")
  @Operation(summary = "Forget a task that does not run, not its history")
  public void remove(@PathParam("id") String id, @QueryParam("reason") @Nullable String reason) {
    services.tasks().remove(id(id), StrategyResource.reason(new Reason(reason)));
  }

  private static Task changed(
      BiFunction<TaskId, String, TaskView> change, String id, @Nullable Reason body) {
    return Task.of(change.apply(id(id), StrategyResource.reason(body)));
  }

  /** Has a task run at once. */
  @POST
  @Path("{id}/run")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Have a task run at once, beside its schedule")
  public Task run(@PathParam("id") String id, @Nullable Reason body) {
    return changed(services.tasks()::run, id, body);
  }

  /** Pauses a task. */
  @POST
  @Path("{id}/pause")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Have a task not run by its schedule until it is resumed")
  public Task pause(@PathParam("id") String id, @Nullable Reason body) {
    return changed(services.tasks()::pause, id, body);
  }

  /** Resumes a task. */
  @POST
  @Path("{id}/resume")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Have a paused task run by its schedule again")
  public Task resume(@PathParam("id") String id, @Nullable Reason body) {
    return changed(services.tasks()::resume, id, body);
  }

  /** Cancels what runs or waits to be tried. */
  @POST
  @Path("{id}/cancel")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Stop the run that is under way, or what waits to be tried")
  public Task cancel(@PathParam("id") String id, @Nullable Reason body) {
    return changed(services.tasks()::cancel, id, body);
  }

  /**
   * Some tasks.
   *
   * @param items the tasks, in order of ids
   */
  public record Tasks(List<Task> items) {}
}
