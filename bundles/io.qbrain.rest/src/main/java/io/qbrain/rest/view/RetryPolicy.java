package io.qbrain.rest.view;

import io.qbrain.service.TaskService;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** When work that failed is tried again. */
@Schema(description = "When work that failed is tried again; what is left out is default.")
public record RetryPolicy(
    @Schema(description = "how often at most, 1 to 100; 3 if absent") @Nullable Integer maxAttempts,
    @Schema(description = "wait before the second attempt; PT1M if absent", example = "PT1M")
        @Nullable String countdown,
    @Schema(description = "each further wait is longer by this factor, 1 to 10; 2 if absent")
        @Nullable Integer factor) {

  static RetryPolicy of(TaskService.RetryPolicy policy) {
    return new RetryPolicy(policy.maxAttempts(), policy.countdown().toString(), policy.factor());
  }

  /** Returns the policy; throws IllegalArgumentException if it is none. */
  public TaskService.RetryPolicy toPolicy() {
    TaskService.RetryPolicy usual = TaskService.RetryPolicy.DEFAULT;
    return new TaskService.RetryPolicy(
        maxAttempts == null ? usual.maxAttempts() : maxAttempts,
        countdown == null ? usual.countdown() : duration(countdown),
        factor == null ? usual.factor() : factor);
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "expected a countdown such as PT1M or PT30S, found '" + text + "'", e);
    }
  }
}
