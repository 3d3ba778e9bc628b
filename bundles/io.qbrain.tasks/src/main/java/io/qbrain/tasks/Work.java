package io.qbrain.tasks;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.qbrain.model.TaskId;
import io.qbrain.model.Times;
import io.qbrain.port.PortException;
import io.qbrain.port.TaskCanceled;
import io.qbrain.service.TaskService.RunState;
import io.qbrain.service.TaskService.RunView;
import io.qbrain.service.TaskService.TaskState;
import io.qbrain.tasks.schedule.Schedule;
import io.qbrain.tasks.schedule.Schedules;
import io.qbrain.tasks.store.ReportTable;
import io.qbrain.tasks.store.RunTable;
import io.qbrain.tasks.store.RunTable.Begun;
import io.qbrain.tasks.store.RunTable.End;
import io.qbrain.tasks.store.Sql;
import io.qbrain.tasks.store.TaskRow;
import io.qbrain.tasks.store.TaskTable;
import io.qbrain.tasks.store.Trigger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a task is due: the run begins in the table, the kind does its work, the run
 * ends in the table, and only then the trigger moves on. A node that is lost between two of these
 * steps leaves enough for another to do exactly what is missing.
 */
final class Work {
  private static final Logger LOG = LoggerFactory.getLogger(Work.class);

  /** Work during which so many nodes were lost is not tried again: it may be what kills them. */
  private static final int MAX_INTERRUPTIONS = 10;

  /** After so many polls a node looks again whether a kind is provided or an error is over. */
  private static final int LATER_POLLS = 10;

  private final TaskTable tasks;
  private final RunTable runs;
  private final LiveRun.Around around;
  private final Kinds kinds;
  private final Schedules schedules;
  private final LiveRuns live;
  private final String node;
  private final Duration later;
  private final Duration silence;
  private final Clock clock;

  /** The tables. */
  record Tables(TaskTable tasks, RunTable runs, ReportTable reports) {
    static Tables of(TaskScheduler.Stores stores) {
      Sql sql = new Sql(stores.database());
      return new Tables(
          new TaskTable(sql),
          new RunTable(sql, stores.outbox()),
          new ReportTable(sql, stores.reports()));
    }
  }

  Work(
      Tables tables,
      Kinds kinds,
      Schedules schedules,
      LiveRuns live,
      Settings settings,
      Clock clock) {
    this.tasks = tables.tasks();
    this.runs = tables.runs();
    this.around = new LiveRun.Around(tables.reports(), live.helpers(), clock);
    this.kinds = kinds;
    this.schedules = schedules;
    this.live = live;
    this.node = settings.node();
    this.silence = settings.silence();
    this.later = settings.polling().multipliedBy(LATER_POLLS);
    this.clock = clock;
  }

  /** Does what is due, and says what becomes of its trigger. */
  CompletionHandler<Trigger> execute(TaskInstance<Trigger> instance, ExecutionContext context) {
    Trigger trigger = instance.getData();
    Optional<TaskRow> found = tasks.find(TaskId.of(instance.getId()));
    if (found.isEmpty() || found.get().ended() || (found.get().paused() && !trigger.byHand())) {
      return remove();
    }
    TaskRow task = found.get();
    Optional<RunView> before =
        trigger.doubtful() ? runs.ended(task.id(), trigger) : Optional.empty();
    if (before.isPresent()) {
      return after(task, trigger, before.get().state());
    }
    Optional<Kinds.Offered<?>> kind = kinds.find(task.kind());
    if (kind.isEmpty()) {
      LOG.info(
          "no bundle of node {} provides the kind {} of task {}", node, task.kind(), task.id());
      return at(later, trigger);
    }
    return run(task, trigger, kind.get());
  }

  /** After an error of the tables: once more in a while. */
  void onError(ExecutionComplete complete, ExecutionOperations<Trigger> operations) {
    LOG.warn(
        "task {} cannot be done now: {}",
        complete.getExecution().getId(),
        complete.getCause().map(Work::words).orElse("no reason given"));
    operations.reschedule(complete, clock.instant().plus(later), doubtful(complete));
  }

  /** After a node was lost: at once, here. */
  void onLostNode(ExecutionComplete complete, ExecutionOperations<Trigger> operations) {
    LOG.warn(
        "node {} was lost in the middle of task {}; it runs again",
        complete.getExecution().pickedBy,
        complete.getExecution().getId());
    operations.reschedule(complete, clock.instant(), doubtful(complete));
  }

  private static Trigger doubtful(ExecutionComplete complete) {
    return ((Trigger) complete.getExecution().taskInstance.getData()).inDoubt();
  }

  private CompletionHandler<Trigger> run(TaskRow task, Trigger trigger, Kinds.Offered<?> kind) {
    Begun begun = runs.begin(task, trigger, node, now());
    long began = System.nanoTime();
    LiveRun run = new LiveRun(task, trigger, begun.number(), around);
    live.add(run);
    End end;
    try {
      end = refusal(task, begun).orElseGet(() -> outcome(task, trigger, kind, run));
    } finally {
      live.remove(run);
      run.endHelp();
    }
    if (!finish(begun.number(), task, end)) {
      LOG.warn("run {} of task {} was taken over by another node", begun.number(), task.id());
      return (complete, operations) -> {};
    }
    kinds.counts().add(task.kind(), end.state(), System.nanoTime() - began);
    tell(task, begun.number(), trigger, end);
    return end.state() == RunState.INTERRUPTED
        ? at(Duration.ZERO, trigger)
        : after(task, trigger, end.state());
  }

  /** What was done must be told: a database that is away for a moment is waited for. */
  private boolean finish(long number, TaskRow task, End end) {
    Instant last = clock.instant().plus(silence);
    while (true) {
      try {
        return runs.finish(number, task.id(), end, now());
      } catch (PortException e) {
        if (Thread.currentThread().isInterrupted() || clock.instant().isAfter(last)) {
          throw e;
        }
        LockSupport.parkNanos(later.toNanos() / LATER_POLLS);
      }
    }
  }

  /** Why work that was interrupted is not done again, if it is not. */
  private Optional<End> refusal(TaskRow task, Begun begun) {
    if (begun.cancelReason().isPresent()) {
      return Optional.of(
          new End(
              RunState.CANCELED,
              begun.cancelReason().get(),
              Map.of(),
              over(task, TaskState.CANCELED)));
    }
    if (begun.interruptions() > MAX_INTERRUPTIONS) {
      return Optional.of(
          new End(
              RunState.DEAD,
              "its node was lost " + begun.interruptions() + " times in the middle of it",
              Map.of(),
              over(task, TaskState.DEAD)));
    }
    return Optional.empty();
  }

  private End outcome(TaskRow task, Trigger trigger, Kinds.Offered<?> kind, LiveRun run) {
    try {
      Map<String, String> result = kind.run(task.parameters(), run);
      return new End(RunState.SUCCEEDED, run.message(), result, over(task, TaskState.FINISHED));
    } catch (TaskCanceled e) {
      return stopped(task, trigger, run, e);
    } catch (Throwable e) { // whatever a bundle throws ends its run, not the scheduler
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return run.isCanceled() ? stopped(task, trigger, run, e) : failed(task, trigger, e);
    }
  }

  private End stopped(TaskRow task, Trigger trigger, LiveRun run, Throwable e) {
    if (run.cancelReason().isPresent()) {
      return new End(
          RunState.CANCELED, run.cancelReason().get(), Map.of(), over(task, TaskState.CANCELED));
    }
    if (run.isStopping() || run.isLost()) {
      String message = "node " + node + " was stopped in the middle; it runs again";
      return new End(RunState.INTERRUPTED, message, Map.of(), Optional.empty());
    }
    return failed(task, trigger, e);
  }

  private End failed(TaskRow task, Trigger trigger, Throwable e) {
    boolean last = trigger.attempt() >= task.retry().maxAttempts();
    return last
        ? new End(RunState.DEAD, words(e), Map.of(), over(task, TaskState.DEAD))
        : new End(RunState.FAILED, words(e), Map.of(), Optional.empty());
  }

  /** The state of a task of one time after its end. */
  private Optional<TaskState> over(TaskRow task, TaskState state) {
    return schedule(task).recurs() ? Optional.empty() : Optional.of(state);
  }

  private void tell(TaskRow task, long number, Trigger trigger, End end) {
    switch (end.state()) {
      case FAILED ->
          LOG.warn(
              "task {}, run {}: attempt {} of {} failed: {}",
              task.id(),
              number,
              trigger.attempt(),
              task.retry().maxAttempts(),
              end.message());
      case DEAD ->
          LOG.error(
              "task {}, run {} failed at every attempt: {}", task.id(), number, end.message());
      case CANCELED -> LOG.info("task {}, run {} was canceled", task.id(), number);
      default -> LOG.debug("task {}, run {}: {}", task.id(), number, end.state());
    }
  }

  /** What becomes of the trigger after a run ended so. */
  private CompletionHandler<Trigger> after(TaskRow task, Trigger trigger, RunState state) {
    if (state == RunState.FAILED) {
      return at(task.retry().waitAfter(trigger.attempt()), trigger.nextAttempt());
    }
    Optional<Instant> next =
        schedule(task).next(Times.instant(trigger.dueNanos()), clock.instant());
    return next.<CompletionHandler<Trigger>>map(
            time ->
                (complete, operations) ->
                    operations.reschedule(complete, time, Trigger.scheduled(Times.nanos(time))))
        .orElseGet(Work::remove);
  }

  private Schedule schedule(TaskRow task) {
    return schedules.parse(
        task.schedule(), Schedules.zone(task.zone()), Times.instant(task.createdNanos()));
  }

  private CompletionHandler<Trigger> at(Duration wait, Trigger trigger) {
    return (complete, operations) ->
        operations.reschedule(complete, clock.instant().plus(wait), trigger);
  }

  private static CompletionHandler<Trigger> remove() {
    return (complete, operations) -> operations.remove();
  }

  private long now() {
    return Times.nanos(clock.instant());
  }

  private static String words(Throwable e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }
}
