package io.qbrain.rest.view;

import io.qbrain.service.TaskService.RunView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of a task. */
@Schema(description = "One run of a task.")
public record TaskRun(
    long number,
    String task,
    String kind,
    @Schema(
            allowableValues = {
              "RUNNING",
              "SUCCEEDED",
              "FAILED",
              "DEAD",
              "RETRIED",
              "CANCELED",
              "INTERRUPTED"
            })
        String state,
    @Schema(description = "schedule, retry, manual or recovery, with the reason") String cause,
    @Schema(description = "which attempt, from 1") int attempt,
    @Schema(description = "where it runs or ran") String node,
    @Schema(format = "date-time") String due,
    @Schema(format = "date-time") String started,
    @Schema(format = "date-time", description = "absent while it runs") @Nullable String ended,
    @Schema(description = "from 0 to 1") double progress,
    @Schema(description = "what it does now, or why it ended so") String message,
    @Schema(description = "what came out, by name") Map<String, String> result,
    boolean cancelRequested) {

  /** Renders a run. */
  public static TaskRun of(RunView v) {
    return new TaskRun(
        v.number(),
        v.task().toString(),
        v.kind(),
        v.state().name(),
        v.cause(),
        v.attempt(),
        v.node(),
        Moment.of(v.dueNanos()),
        Moment.of(v.startedNanos()),
        Moment.ofLast(v.endedNanos()),
        v.progress(),
        v.message(),
        v.result(),
        v.cancelRequested());
  }
}
