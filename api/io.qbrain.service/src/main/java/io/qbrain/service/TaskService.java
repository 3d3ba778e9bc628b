package io.qbrain.service;

import io.qbrain.model.TaskId;
import io.qbrain.service.StrategyService.ParameterView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Scheduled work: what is planned, what runs, what was done.
 *
 * <p>Callable on any thread; every change is durable when it returns. Each method may refuse with
 * UNAVAILABLE {@code tasks.unavailable} while the scheduler is not started.
 *
 * @since 1.1
 */
@ProviderType
public interface TaskService {

  /**
   * A kind of work.
   *
   * @param name its name
   * @param description what it does
   * @param parameters its parameters
   */
  record KindView(String name, String description, List<ParameterView> parameters) {}

  /** Where a task stands. */
  enum TaskState {
    /** It waits for its time, or for its next attempt. */
    WAITING,
    /** It runs now, on some node. */
    RUNNING,
    /** It does not run by its schedule until it is resumed. */
    PAUSED,
    /** A task of one time came to its end. */
    FINISHED,
    /** A task of one time was canceled. */
    CANCELED,
    /** A task of one time failed at every attempt. */
    DEAD
  }

  /** How a run stands. */
  enum RunState {
    /** It is under way. */
    RUNNING,
    /** It did what it should. */
    SUCCEEDED,
    /** It failed and is tried again. */
    FAILED,
    /** It failed and was the last attempt: somebody must look at it. */
    DEAD,
    /** It was dead, and somebody had it tried again. */
    RETRIED,
    /** It was canceled. */
    CANCELED,
    /** Its node died or was stopped in the middle; it runs again. */
    INTERRUPTED
  }

  /**
   * When work is tried again that failed: after the countdown, and after that times the factor for
   * each further attempt, at most {@link #LONGEST}.
   *
   * @param maxAttempts how often at most, the first included, 1 to 100
   * @param countdown wait before the second attempt, at most {@link #LONGEST}
   * @param factor 1 for equal waits, at most 10
   */
  record RetryPolicy(int maxAttempts, Duration countdown, int factor) {
    /** No wait is longer. */
    public static final Duration LONGEST = Duration.ofHours(6);

    /** Three attempts, the second after a minute, the third after two. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(3, Duration.ofMinutes(1), 2);

    /** Checks the ranges. */
    public RetryPolicy {
      if (maxAttempts < 1 || maxAttempts > 100) {
        throw new IllegalArgumentException("expected 1 to 100 attempts, found " + maxAttempts);
      }
      if (countdown.isNegative() || countdown.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "expected a countdown of PT0S to " + LONGEST + ", found " + countdown);
      }
      if (factor < 1 || factor > 10) {
        throw new IllegalArgumentException("expected a factor of 1 to 10, found " + factor);
      }
    }

    /** Returns the wait after a number of failed attempts, from 1. */
    public Duration waitAfter(int failedAttempts) {
      Duration wait = countdown;
      for (int i = 1; i < failedAttempts && wait.compareTo(LONGEST) < 0; i++) {
        wait = wait.multipliedBy(factor);
      }
      return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
  }

  /**
   * What is to be planned.
   *
   * @param id its id; empty for one made of the kind and a number
   * @param kind a kind of work
   * @param parameters parameters that differ from the defaults
   * @param schedule {@code now}; {@code at 2026-01-02T17:00:00Z} or, in the zone, {@code at
   *     2026-01-02T17:00}; {@code every PT15M}; five fields of cron (minute, hour, day, month, day
   *     of week) or six with the second first, e.g. {@code 30 17 * * MON-FRI}; {@code close
   *     us-equities PT15M}: that long after each close of a market
   * @param zone time zone of the schedule, e.g. {@code America/New_York}; empty for UTC
   * @param retry when it is tried again; empty for {@link RetryPolicy#DEFAULT}
   */
  record NewTask(
      Optional<TaskId> id,
      String kind,
      Map<String, String> parameters,
      String schedule,
      Optional<String> zone,
      Optional<RetryPolicy> retry) {}

  /**
   * A run.
   *
   * @param number its number
   * @param task the task
   * @param kind its kind
   * @param state how it stands
   * @param cause why it ran: {@code schedule}, {@code retry}, {@code manual: by whom}, {@code
   *     recovery: ...}
   * @param attempt which attempt it is, from 1
   * @param node where it runs or ran
   * @param dueNanos when it was due
   * @param startedNanos when it started
   * @param endedNanos when it ended; 0 while it runs
   * @param progress from 0 to 1
   * @param message what it does now, or why it ended so
   * @param result what came out, by name
   * @param cancelRequested whether it was asked to stop
   */
  record RunView(
      long number,
      TaskId task,
      String kind,
      RunState state,
      String cause,
      int attempt,
      String node,
      long dueNanos,
      long startedNanos,
      long endedNanos,
      double progress,
      String message,
      Map<String, String> result,
      boolean cancelRequested) {}

  /**
   * A task.
   *
   * @param id its id
   * @param kind its kind
   * @param parameters all its parameters
   * @param schedule its schedule, see {@link NewTask#schedule}
   * @param zone the schedule's time zone
   * @param retry when it is tried again
   * @param state where it stands
   * @param reason why it is in this state; empty where there is nothing to say
   * @param nextNanos when it runs next; 0 if it does not
   * @param lastRun its last run
   */
  record TaskView(
      TaskId id,
      String kind,
      Map<String, String> parameters,
      String schedule,
      String zone,
      RetryPolicy retry,
      TaskState state,
      String reason,
      long nextNanos,
      Optional<RunView> lastRun) {}

  /**
   * Which tasks.
   *
   * @param kind of this kind only
   * @param state in this state only
   * @param after after this id: the last one of the page before
   * @param limit how many at most, 1 to 1,000
   */
  record TaskFilter(
      Optional<String> kind, Optional<TaskState> state, Optional<TaskId> after, int limit) {}

  /**
   * Which runs.
   *
   * @param task of this task only
   * @param state in this state only
   * @param before before this number: the last one of the page before
   * @param limit how many at most, 1 to 1,000
   */
  record RunFilter(
      Optional<TaskId> task, Optional<RunState> state, Optional<Long> before, int limit) {}

  /** Returns the kinds that the bundles of this node provide, in order of names. */
  List<KindView> kinds();

  /** Returns tasks, in order of ids. */
  List<TaskView> list(TaskFilter filter);

  /** Returns a task; NOT_FOUND {@code task.unknown}. */
  TaskView get(TaskId id);

  /**
   * Plans a task. NOT_FOUND {@code task.kind}, INVALID {@code task.parameters}, {@code
   * task.schedule}, CONFLICT {@code task.exists}.
   */
  TaskView schedule(NewTask request);

  /**
   * Has a task run at once, beside its schedule; a paused one, too. CONFLICT {@code task.running}.
   */
  TaskView run(TaskId id, String reason);

  /** Has a task not run by its schedule; a run that is under way goes on. */
  TaskView pause(TaskId id, String reason);

  /** Has a paused task run by its schedule again; what was due meanwhile is not made up for. */
  TaskView resume(TaskId id, String reason);

  /**
   * Asks the run that is under way to stop; drops the next attempt of what failed; a task of one
   * time that waits never runs. CONFLICT {@code task.idle} if there is nothing to cancel.
   */
  TaskView cancel(TaskId id, String reason);

  /** Forgets a task that does not run, not its history. CONFLICT {@code task.running}. */
  void remove(TaskId id, String reason);

  /** Returns runs, the newest first. */
  List<RunView> history(RunFilter filter);

  /** Returns a run; NOT_FOUND {@code run.unknown}. */
  RunView runOf(long number);

  /**
   * Has the work of a dead run done again at once, with all its attempts. NOT_FOUND {@code
   * run.unknown}, {@code task.unknown} if the task was removed, CONFLICT {@code run.not-dead},
   * {@code task.running}.
   */
  TaskView retry(long run, String reason);
}
