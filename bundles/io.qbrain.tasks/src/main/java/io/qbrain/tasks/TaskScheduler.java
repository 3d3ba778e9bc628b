package io.qbrain.tasks;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.event.SchedulerListener.SchedulerEventType;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.qbrain.model.TaskId;
import io.qbrain.model.Times;
import io.qbrain.port.EventOutbox;
import io.qbrain.port.Mirror;
import io.qbrain.port.PortException;
import io.qbrain.port.TaskKind;
import io.qbrain.tasks.schedule.Schedules;
import io.qbrain.tasks.store.ReportCache;
import io.qbrain.tasks.store.TaskRow;
import io.qbrain.tasks.store.TaskTable;
import io.qbrain.tasks.store.Trigger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scheduler of this node. Passive until it is started; it starts when the database is there,
 * and trading goes on without it.
 *
 * <p>Safe for use by several threads.
 */
@Component(
    service = {TaskScheduler.class, Mirror.class},
    configurationPid = "io.qbrain.tasks")
@Designate(ocd = TasksConfiguration.class)
public final class TaskScheduler implements Mirror {
  private static final Logger LOG = LoggerFactory.getLogger(TaskScheduler.class);

  private final DataSource database;
  private final Settings settings;
  private final Plans plans;
  private final Clock clock;
  private final Kinds kinds = new Kinds();
  private final Schedules schedules = new Schedules();
  private final Work.Tables tables;
  private volatile @Nullable Running running;

  /** What is there while it is started. */
  private record Running(
      Scheduler scheduler, CustomTask<Trigger> task, LiveRuns live, Troubles troubles) {}

  /**
   * Where the scheduler keeps what it knows.
   *
   * @param database connections of the platform's database
   * @param reports what is read of reports through the cache
   * @param outbox the log of events in that database
   */
  record Stores(DataSource database, ReportCache reports, EventOutbox outbox) {}

  /** Takes the configuration. */
  @Activate
  public TaskScheduler(
      @Reference(target = "(qbrain.database=shared)") DataSource database,
      @Reference ReportCache reports,
      @Reference EventOutbox outbox,
      TasksConfiguration configuration,
      Map<String, Object> all) {
    this(
        new Stores(database, reports, outbox),
        TasksConfigurations.settings(configuration),
        all,
        Clock.systemUTC());
  }

  TaskScheduler(Stores stores, Settings settings, Map<String, Object> configuration, Clock clock) {
    this.database = stores.database();
    this.settings = settings;
    this.plans = new Plans(configuration, this);
    this.clock = clock;
    this.tables = Work.Tables.of(stores);
  }

  @Override
  public String name() {
    return "tasks";
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addKind(TaskKind<?> kind) {
    try {
      kinds.add(kind);
      if (running != null) {
        plans.make();
      }
    } catch (IllegalArgumentException | PortException e) {
      LOG.warn("the kind of task {} is left out: {}", kind.name(), e.getMessage());
    }
  }

  void removeKind(TaskKind<?> kind) {
    kinds.remove(kind);
  }

  @Override
  public synchronized void start() {
    if (running != null) {
      return;
    }
    checkDatabase();
    LiveRuns live = new LiveRuns(tables.runs(), new Helpers(this), settings);
    try {
      Running started = prepare(live);
      started.scheduler().start();
      running = started;
      mend(started);
      plans.make();
    } catch (RuntimeException e) {
      Running half = running;
      running = null;
      if (half != null) {
        half.scheduler().stop();
      }
      live.close();
      throw new PortException("the scheduler cannot start: " + e.getMessage(), e);
    }
    LOG.info("tasks: node {} with {} threads", settings.node(), settings.threads());
  }

  private Running prepare(LiveRuns live) {
    Work work = new Work(tables, kinds, schedules, live, settings, clock);
    CustomTask<Trigger> task =
        Tasks.custom(TaskTable.TRIGGERS, Trigger.class)
            .onFailure(work::onError)
            .onDeadExecution(work::onLostNode)
            .execute(work::execute);
    Troubles troubles = new Troubles(settings.polling());
    return new Running(scheduler(task, troubles), task, live, troubles);
  }

  private void checkDatabase() {
    try (var connection = database.getConnection()) {
      connection.isValid(1);
    } catch (java.sql.SQLException e) {
      throw new PortException("tasks wait for the database: " + e.getMessage(), e);
    }
  }

  private Scheduler scheduler(CustomTask<Trigger> task, Troubles troubles) {
    return Scheduler.create(database, task)
        .tableName("task_trigger")
        .serializer(new TriggerJson())
        .schedulerName(new SchedulerName.Fixed(settings.node()))
        .executorService(workers())
        .threads(settings.threads())
        .pollUsingLockAndFetch(0.5, 1.0)
        .pollingInterval(settings.polling())
        .heartbeatInterval(settings.heartbeat())
        .missedHeartbeatsLimit(Settings.MISSED_HEARTBEATS)
        .shutdownMaxWait(settings.patience())
        .alwaysPersistTimestampInUTC()
        .enableImmediateExecution()
        .failureLogging(LogLevel.OFF, false)
        .addSchedulerListener(troubles)
        .clock(clock::instant)
        .build();
  }

  /** Tasks give way to trading. */
  private ExecutorService workers() {
    AtomicInteger count = new AtomicInteger();
    return Executors.newFixedThreadPool(
        settings.threads(),
        work -> {
          Thread thread = new Thread(work, "qbrain-task-" + count.incrementAndGet());
          thread.setDaemon(true);
          thread.setPriority(Thread.MIN_PRIORITY);
          return thread;
        });
  }

  /** A crash between planning and triggering leaves a task that waits for nothing. */
  private void mend(Running with) {
    Instant now = clock.instant();
    for (TaskRow task : tables.tasks().withoutTrigger()) {
      schedules
          .parse(task.schedule(), Schedules.zone(task.zone()), Times.instant(task.createdNanos()))
          .first(now)
          .ifPresent(
              time ->
                  with.scheduler()
                      .scheduleIfNotExists(
                          with.task()
                              .instance(task.id().toString(), Trigger.scheduled(Times.nanos(time))),
                          time));
    }
  }

  @Override
  @Deactivate
  public synchronized void stop() {
    Running current = running;
    running = null;
    if (current != null) {
      stop(current);
    }
  }

  private static void stop(Running current) {
    current.live().askToStop();
    current.scheduler().stop();
    current.live().close();
  }

  @Override
  public Health health() {
    Running current = running;
    if (current == null) {
      return new Health(false, "not started");
    }
    String trouble = current.troubles().current();
    return trouble.isEmpty()
        ? new Health(
            true,
            "node "
                + settings.node()
                + ", "
                + current.live().size()
                + " of "
                + settings.threads()
                + " threads busy, "
                + kinds.names().size()
                + " kinds of task")
        : new Health(false, trouble);
  }

  Kinds kinds() {
    return kinds;
  }

  Schedules schedules() {
    return schedules;
  }

  Work.Tables tables() {
    return tables;
  }

  Clock clock() {
    return clock;
  }

  /** Has a task run at a time, in place of its trigger if it has one. */
  void trigger(TaskId id, Instant time, Trigger trigger) {
    Running with = started();
    with.scheduler()
        .schedule(
            with.task().instance(id.toString(), trigger),
            time,
            com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions
                .WHEN_EXISTS_RESCHEDULE);
  }

  /** Takes the trigger of a task away; does nothing if there is none. */
  void untrigger(TaskId id) {
    Running with = started();
    if (with.scheduler().getScheduledExecution(with.task().instanceId(id.toString())).isPresent()) {
      with.scheduler().cancel(with.task().instanceId(id.toString()));
    }
  }

  /** Returns what triggers a task next. */
  java.util.Optional<Trigger> triggerOf(TaskId id) {
    Running with = started();
    return with.scheduler()
        .getScheduledExecution(with.task().instanceId(id.toString()))
        .map(e -> (Trigger) e.getData());
  }

  boolean isStarted() {
    return running != null;
  }

  private Running started() {
    Running current = running;
    if (current == null) {
      throw new PortException("the scheduler of tasks is not started; platform:status says why");
    }
    return current;
  }

  /**
   * What goes wrong inside the scheduler, in one line, and when it is over: each look for work that
   * fails is told, and looks that find nothing to do are not, so silence means that all is well.
   */
  private static final class Troubles extends AbstractSchedulerListener {
    private static final int LOOKS = 3;
    private static final Duration SHORTEST = Duration.ofSeconds(4);
    private static final Duration TELL_AGAIN = Duration.ofMinutes(1);

    private final long silenceNanos;
    private volatile long failedAt;
    private long toldAt = System.nanoTime() - TELL_AGAIN.toNanos();
    private volatile boolean failing;

    Troubles(Duration polling) {
      Duration looks = polling.multipliedBy(LOOKS);
      silenceNanos = (looks.compareTo(SHORTEST) < 0 ? SHORTEST : looks).toNanos();
    }

    String current() {
      if (failing && System.nanoTime() - failedAt > silenceNanos) {
        over();
      }
      return failing ? "no answer from the database; tasks go on when it is back" : "";
    }

    private synchronized void over() {
      if (failing) {
        failing = false;
        LOG.info("the scheduler of tasks goes on");
      }
    }

    private synchronized void failed(SchedulerEventType type) {
      failedAt = System.nanoTime();
      failing = true;
      if (failedAt - toldAt >= TELL_AGAIN.toNanos()) {
        toldAt = failedAt;
        LOG.warn("the scheduler of tasks has lost the database ({})", type);
      }
    }

    @Override
    public void onSchedulerEvent(SchedulerEventType type) {
      switch (type) {
        case UNEXPECTED_ERROR,
            FAILED_HEARTBEAT,
            FAILED_MULTIPLE_HEARTBEATS,
            COMPLETIONHANDLER_ERROR,
            FAILUREHANDLER_ERROR ->
            failed(type);
        case RAN_EXECUTE_DUE, RAN_UPDATE_HEARTBEATS -> over();
        default -> {
          // nothing that anybody must know
        }
      }
    }
  }
}
