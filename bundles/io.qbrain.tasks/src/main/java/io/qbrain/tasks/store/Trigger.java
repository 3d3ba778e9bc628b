package io.qbrain.tasks.store;

/**
 * Why a task is due: what the scheduler keeps beside the time, as JSON.
 *
 * @param cause {@code schedule}, {@code retry} or {@code manual: reason}
 * @param attempt which attempt, from 1
 * @param dueNanos when the work was due; attempts share it
 * @param doubtful whether the work may have come to its end already: its node was lost
 */
public record Trigger(String cause, int attempt, long dueNanos, boolean doubtful) {
  private static final String SCHEDULE = "schedule";
  private static final String RETRY = "retry";
  private static final String MANUAL = "manual: ";

  /** By the schedule. */
  public static Trigger scheduled(long dueNanos) {
    return new Trigger(SCHEDULE, 1, dueNanos, false);
  }

  /** By somebody. */
  public static Trigger manual(String reason, long dueNanos) {
    return new Trigger(MANUAL + reason, 1, dueNanos, false);
  }

  /** The next attempt. */
  public Trigger nextAttempt() {
    return new Trigger(byHand() ? cause : RETRY, attempt + 1, dueNanos, false);
  }

  /** The same attempt, after its node was lost. */
  public Trigger inDoubt() {
    return new Trigger(cause, attempt, dueNanos, true);
  }

  /** Whether somebody asked for it, so that a pause does not hold it. */
  public boolean byHand() {
    return cause.startsWith(MANUAL);
  }
}
