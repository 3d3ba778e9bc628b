package io.qbrain.port;

import io.qbrain.model.Report;
import io.qbrain.model.TaskId;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One run of a task, for the kind that does it. Used on the thread of the run.
 *
 * @since 1.1
 */
@ProviderType
public interface TaskRun {
  /** Returns the task. */
  TaskId task();

  /** Returns the number of the run; no other run has it. */
  long number();

  /** Returns which attempt it is, from 1. */
  int attempt();

  /**
   * Returns when the work was due, in nanoseconds since 1970: the same for every attempt, and not
   * later than the start.
   */
  long dueNanos();

  /** Returns the time zone of the task's schedule. */
  ZoneId zone();

  /**
   * Tells how far it is; shown within a second, so that calling it often costs nothing.
   *
   * @param share from 0 to 1
   * @param message what it does now, in few words
   */
  void progress(double share, String message);

  /**
   * Returns whether it shall stop: it was canceled, the platform stops, or another node took over.
   */
  boolean isCanceled();

  /** Throws {@link TaskCanceled} if it shall stop; the kind lets it pass. */
  default void checkCanceled() {
    if (isCanceled()) {
      throw new TaskCanceled();
    }
  }

  /**
   * Keeps a report, in place of an earlier one of its kind, subject and key; durable when it
   * returns. A run that was taken over by another node keeps nothing more.
   *
   * @return its number
   */
  long publish(Report report);

  /** Returns a report that is kept. */
  Optional<Report> report(String kind, String subject, String key);

  /**
   * Plans work of the same kind beside this run, for any node that has room: tasks of one time,
   * named after this one, which are canceled when this run ends. Whether they run is not known, so
   * this run must be able to do everything alone.
   *
   * @param parameters the parameters of each, as in a task
   * @return how many are planned; fewer than asked for, or none, if that cannot be now
   */
  default int spread(List<Map<String, String>> parameters) {
    return 0;
  }
}
