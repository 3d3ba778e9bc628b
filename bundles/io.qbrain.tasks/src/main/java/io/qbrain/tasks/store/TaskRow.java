package io.qbrain.tasks.store;

import io.qbrain.model.TaskId;
import io.qbrain.service.TaskService.RetryPolicy;
import io.qbrain.service.TaskService.TaskState;
import java.util.Map;

/**
 * A task as it is kept.
 *
 * @param state WAITING unless it came to its end
 */
public record TaskRow(
    TaskId id,
    String kind,
    Map<String, String> parameters,
    String schedule,
    String zone,
    RetryPolicy retry,
    boolean paused,
    TaskState state,
    String reason,
    long createdNanos) {

  /** Returns whether it came to its end. */
  public boolean ended() {
    return state != TaskState.WAITING;
  }
}
