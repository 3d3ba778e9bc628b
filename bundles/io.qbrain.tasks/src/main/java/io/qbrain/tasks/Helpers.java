package io.qbrain.tasks;

import io.qbrain.model.TaskId;
import io.qbrain.port.PortException;
import io.qbrain.service.ServiceException;
import io.qbrain.service.TaskService.NewTask;
import io.qbrain.service.TaskService.RetryPolicy;
import io.qbrain.tasks.store.TaskRow;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tasks that help a run on whatever node has room. They are tasks like any other, so one whose node
 * is lost goes on elsewhere; without them the run does everything alone.
 */
final class Helpers {
  private static final Logger LOG = LoggerFactory.getLogger(Helpers.class);
  private static final int MAX_NAME = 36;

  private final TaskScheduler scheduler;

  Helpers(TaskScheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Plans one; empty if that cannot be now. */
  Optional<TaskId> plan(TaskRow of, long run, int number, Map<String, String> parameters) {
    String name = of.id().toString();
    String begin = name.substring(0, Math.min(name.length(), MAX_NAME));
    TaskId id = TaskId.of(begin + "-" + run + "-" + number);
    try {
      new ScheduledTasks(scheduler)
          .schedule(
              new NewTask(
                  Optional.of(id),
                  of.kind(),
                  parameters,
                  "now",
                  Optional.of(of.zone()),
                  Optional.of(new RetryPolicy(1, Duration.ZERO, 1))));
      return Optional.of(id);
    } catch (ServiceException | PortException e) {
      LOG.warn("run {} of task {} gets no help: {}", run, of.id(), e.getMessage());
      return Optional.empty();
    }
  }

  /** Ends one that is not needed any more. */
  void cancel(TaskId helper) {
    try {
      new ScheduledTasks(scheduler).cancel(helper, "the run that it helped has ended");
    } catch (ServiceException | PortException e) {
      LOG.debug("{} has ended by itself: {}", helper, e.getMessage());
    }
  }
}
