package io.qbrain.tasks;

import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import io.qbrain.model.TaskId;
import io.qbrain.model.Times;
import io.qbrain.port.PortException;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.service.TaskService;
import io.qbrain.tasks.schedule.Schedule;
import io.qbrain.tasks.schedule.Schedules;
import io.qbrain.tasks.store.RunTable;
import io.qbrain.tasks.store.TaskRow;
import io.qbrain.tasks.store.TaskTable;
import io.qbrain.tasks.store.Trigger;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service of tasks. The table of tasks decides; a trigger only says when to look at it. */
@Component(service = TaskService.class)
public final class ScheduledTasks implements TaskService {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduledTasks.class);
  private static final int MAX_PAGE = 1_000;

  private final TaskScheduler scheduler;
  private final TaskTable tasks;
  private final RunTable runs;

  /** Serves what a scheduler does. */
  @Activate
  public ScheduledTasks(@Reference TaskScheduler scheduler) {
    this.scheduler = scheduler;
    this.tasks = scheduler.tables().tasks();
    this.runs = scheduler.tables().runs();
  }

  @Override
  public List<KindView> kinds() {
    return scheduler.kinds().views();
  }

  @Override
  public List<TaskView> list(TaskFilter filter) {
    checkLimit(filter.limit());
    return asked(() -> tasks.list(filter));
  }

  @Override
  public TaskView get(TaskId id) {
    return asked(() -> view(id));
  }

  private TaskView view(TaskId id) {
    return tasks.view(id).orElseThrow(() -> unknown(id));
  }

  private TaskRow row(TaskId id) {
    return tasks.find(id).orElseThrow(() -> unknown(id));
  }

  private static ServiceException unknown(TaskId id) {
    return new ServiceException(
        Kind.NOT_FOUND, "task.unknown", "there is no task " + id + "; task:list shows them");
  }

  @Override
  public TaskView schedule(NewTask request) {
    return asked(
        () -> {
          Instant now = scheduler.clock().instant();
          TaskRow task = checked(request, now);
          Instant first =
              schedule(task)
                  .first(now)
                  .orElseThrow(
                      () -> invalid("task.schedule", task.schedule() + " never comes again"));
          if (!tasks.insert(task)) {
            throw new ServiceException(
                Kind.CONFLICT,
                "task.exists",
                "there is a task " + task.id() + "; choose another id, or remove it first");
          }
          scheduler.trigger(task.id(), first, Trigger.scheduled(Times.nanos(first)));
          return view(task.id());
        });
  }

  private TaskRow checked(NewTask request, Instant now) {
    Kinds.Offered<?> kind =
        scheduler
            .kinds()
            .find(request.kind())
            .orElseThrow(
                () ->
                    new ServiceException(
                        Kind.NOT_FOUND,
                        "task.kind",
                        "expected a kind of task of "
                            + scheduler.kinds().names()
                            + ", found '"
                            + request.kind()
                            + "'"));
    Map<String, String> parameters = parameters(kind, request.parameters());
    String zone = request.zone().orElse("UTC");
    String schedule = String.join(" ", request.schedule().strip().split("\\s+"));
    try {
      scheduler.schedules().parse(schedule, Schedules.zone(zone), now);
    } catch (IllegalArgumentException e) {
      throw invalid("task.schedule", String.valueOf(e.getMessage()));
    }
    TaskId id =
        request.id().orElseGet(() -> TaskId.of(request.kind() + "-" + Times.nanos(now) / 1_000));
    return new TaskRow(
        id,
        request.kind(),
        parameters,
        schedule,
        zone,
        request.retry().orElse(RetryPolicy.DEFAULT),
        false,
        TaskState.WAITING,
        "",
        Times.nanos(now));
  }

  private static Map<String, String> parameters(Kinds.Offered<?> kind, Map<String, String> given) {
    try {
      return kind.complete(given);
    } catch (IllegalArgumentException e) {
      throw invalid("task.parameters", String.valueOf(e.getMessage()));
    }
  }

  private static ServiceException invalid(String code, String message) {
    return new ServiceException(Kind.INVALID, code, message);
  }

  private Schedule schedule(TaskRow task) {
    ZoneId zone = Schedules.zone(task.zone());
    return scheduler.schedules().parse(task.schedule(), zone, Times.instant(task.createdNanos()));
  }

  @Override
  public TaskView run(TaskId id, String reason) {
    return asked(
        () -> {
          TaskRow task = row(id);
          Instant now = scheduler.clock().instant();
          if (task.ended()) {
            tasks.reopen(id, "run again " + reason);
          }
          scheduler.trigger(id, now, Trigger.manual(reason, Times.nanos(now)));
          LOG.info("task {} runs now, {}", id, reason);
          return view(id);
        });
  }

  @Override
  public TaskView pause(TaskId id, String reason) {
    return asked(
        () -> {
          refuseEnded(row(id));
          tasks.setPaused(id, true, "paused " + reason);
          try {
            scheduler.untrigger(id);
          } catch (TaskInstanceCurrentlyExecutingException e) {
            LOG.debug("task {} is paused after the run that is under way", id);
          }
          LOG.info("task {} is paused, {}", id, reason);
          return view(id);
        });
  }

  @Override
  public TaskView resume(TaskId id, String reason) {
    return asked(
        () -> {
          TaskRow task = row(id);
          refuseEnded(task);
          tasks.setPaused(id, false, "");
          Optional<Instant> next = schedule(task).first(scheduler.clock().instant());
          if (next.isPresent()) {
            triggerUnlessRunning(id, next.get());
          }
          LOG.info("task {} is resumed, {}", id, reason);
          return view(id);
        });
  }

  private void triggerUnlessRunning(TaskId id, Instant time) {
    try {
      scheduler.trigger(id, time, Trigger.scheduled(Times.nanos(time)));
    } catch (TaskInstanceCurrentlyExecutingException e) {
      LOG.debug("task {} runs; its end brings the next time", id);
    }
  }

  private static void refuseEnded(TaskRow task) {
    if (task.ended()) {
      throw new ServiceException(
          Kind.CONFLICT,
          "task.ended",
          "the task " + task.id() + " came to its end (" + task.state() + ")");
    }
  }

  @Override
  public TaskView cancel(TaskId id, String reason) {
    return asked(
        () -> {
          TaskRow task = row(id);
          if (!runs.requestCancel(id, reason) && !dropWaiting(task, reason)) {
            throw new ServiceException(
                Kind.CONFLICT,
                "task.idle",
                "the task " + id + " does not run and waits for its schedule; pause or remove it");
          }
          LOG.info("task {} is canceled, {}", id, reason);
          return view(id);
        });
  }

  /** Cancels what waits: a task of one time, or the next attempt of another. */
  private boolean dropWaiting(TaskRow task, String reason) {
    if (task.ended()) {
      return false;
    }
    Schedule schedule = schedule(task);
    if (!schedule.recurs()) {
      tasks.end(task.id(), TaskState.CANCELED, reason, Times.nanos(scheduler.clock().instant()));
      scheduler.untrigger(task.id());
      return true;
    }
    Optional<Trigger> waiting = scheduler.triggerOf(task.id());
    if (waiting.isEmpty() || waiting.get().attempt() == 1) {
      return false;
    }
    Instant now = scheduler.clock().instant();
    Optional<Instant> next = schedule.next(Times.instant(waiting.get().dueNanos()), now);
    if (next.isPresent()) {
      triggerUnlessRunning(task.id(), next.get());
    } else {
      scheduler.untrigger(task.id());
    }
    return true;
  }

  @Override
  public void remove(TaskId id, String reason) {
    asked(
        () -> {
          TaskRow task = row(id);
          scheduler.untrigger(task.id());
          tasks.delete(id);
          LOG.info("task {} is removed, {}", id, reason);
          return id;
        });
  }

  @Override
  public List<RunView> history(RunFilter filter) {
    checkLimit(filter.limit());
    return asked(
        () -> {
          filter.task().filter(t -> runs.list(one(t)).isEmpty()).ifPresent(this::row);
          return runs.list(filter);
        });
  }

  /** A task that was removed still has its history. */
  private static RunFilter one(TaskId task) {
    return new RunFilter(Optional.of(task), Optional.empty(), Optional.empty(), 1);
  }

  @Override
  public RunView runOf(long number) {
    return asked(() -> runs.find(number).orElseThrow(() -> unknownRun(number)));
  }

  private static ServiceException unknownRun(long number) {
    return new ServiceException(
        Kind.NOT_FOUND, "run.unknown", "there is no run " + number + "; task:history shows them");
  }

  @Override
  public TaskView retry(long number, String reason) {
    return asked(
        () -> {
          RunView run = runs.find(number).orElseThrow(() -> unknownRun(number));
          TaskRow task = row(run.task());
          if (run.state() != RunState.DEAD) {
            throw new ServiceException(
                Kind.CONFLICT,
                "run.not-dead",
                "expected a dead run, found run "
                    + number
                    + " of "
                    + task.id()
                    + " in state "
                    + run.state());
          }
          Instant now = scheduler.clock().instant();
          if (task.ended()) {
            tasks.reopen(task.id(), "retried " + reason);
          }
          scheduler.trigger(
              task.id(),
              now,
              Trigger.manual("retry of run " + number + " " + reason, Times.nanos(now)));
          runs.markRetried(number, reason);
          LOG.info("run {} of task {} is retried, {}", number, task.id(), reason);
          return view(task.id());
        });
  }

  private static void checkLimit(int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw invalid("page.limit", "expected a limit of 1 to 1000, found " + limit);
    }
  }

  private static <R> R asked(Supplier<R> question) {
    try {
      return question.get();
    } catch (TaskInstanceCurrentlyExecutingException e) {
      throw new ServiceException(
          Kind.CONFLICT, "task.running", "the task runs now; wait for its end, or cancel it", e);
    } catch (TaskInstanceNotFoundException e) {
      throw new ServiceException(
          Kind.CONFLICT, "task.running", "the task was changed at the same time; try again", e);
    } catch (PortException e) {
      throw new ServiceException(
          Kind.UNAVAILABLE, "tasks.unavailable", String.valueOf(e.getMessage()), e);
    }
  }
}
