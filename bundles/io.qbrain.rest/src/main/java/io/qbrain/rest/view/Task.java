package io.qbrain.rest.view;

import io.qbrain.service.TaskService.TaskView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A task: a kind of work with parameters and a schedule. */
@Schema(description = "A kind of work with parameters and a schedule.")
public record Task(
    String id,
    String kind,
    @Schema(description = "complete with defaults") Map<String, String> parameters,
    String schedule,
    @Schema(description = "time zone of the schedule") String zone,
    RetryPolicy retry,
    @Schema(allowableValues = {"WAITING", "RUNNING", "PAUSED", "FINISHED", "CANCELED", "DEAD"})
        String state,
    @Schema(description = "why it is in that state; may be empty") String reason,
    @Schema(format = "date-time", description = "when it runs next; absent if it does not")
        @Nullable String next,
    @Nullable TaskRun lastRun) {

  /** Renders a task. */
  public static Task of(TaskView v) {
    return new Task(
        v.id().toString(),
        v.kind(),
        v.parameters(),
        v.schedule(),
        v.zone(),
        RetryPolicy.of(v.retry()),
        v.state().name(),
        v.reason(),
        Moment.ofLast(v.nextNanos()),
        v.lastRun().map(TaskRun::of).orElse(null));
  }
}
