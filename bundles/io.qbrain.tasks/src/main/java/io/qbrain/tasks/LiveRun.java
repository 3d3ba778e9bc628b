package io.qbrain.tasks;

import io.qbrain.model.Report;
import io.qbrain.model.TaskId;
import io.qbrain.port.TaskCanceled;
import io.qbrain.port.TaskRun;
import io.qbrain.tasks.store.ReportTable;
import io.qbrain.tasks.store.RunTable;
import io.qbrain.tasks.store.TaskRow;
import io.qbrain.tasks.store.Trigger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run of this node; written by its own thread and by the one that watches. */
final class LiveRun implements TaskRun {
  private final TaskRow task;
  private final Trigger trigger;
  private final long number;
  private final ReportTable reports;
  private final Helpers helpers;
  private final List<TaskId> planned = new ArrayList<>();
  private final Clock clock;
  private volatile double share;
  private volatile String message = "";
  private volatile @Nullable String cancelReason;
  private volatile boolean stopping;
  private volatile boolean lost;
  private volatile Instant lastBeat;

  /** What a run uses. */
  record Around(ReportTable reports, Helpers helpers, Clock clock) {}

  LiveRun(TaskRow task, Trigger trigger, long number, Around around) {
    this.task = task;
    this.trigger = trigger;
    this.number = number;
    this.reports = around.reports();
    this.helpers = around.helpers();
    this.clock = around.clock();
    this.lastBeat = clock.instant();
  }

  @Override
  public TaskId task() {
    return task.id();
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public int attempt() {
    return trigger.attempt();
  }

  @Override
  public long dueNanos() {
    return trigger.dueNanos();
  }

  @Override
  public ZoneId zone() {
    return ZoneId.of(task.zone());
  }

  @Override
  public void progress(double newShare, String newMessage) {
    if (!(newShare >= 0 && newShare <= 1)) {
      throw new IllegalArgumentException("expected a share of 0 to 1, found " + newShare);
    }
    share = newShare;
    message = newMessage;
  }

  @Override
  public boolean isCanceled() {
    return cancelReason != null || stopping || lost;
  }

  @Override
  public long publish(Report report) {
    return reports
        .publish(report, number, io.qbrain.model.Times.nanos(clock.instant()))
        .orElseThrow(
            () -> {
              lost = true;
              return new TaskCanceled();
            });
  }

  @Override
  public Optional<Report> report(String kind, String subject, String key) {
    return reports.find(kind, subject, key);
  }

  @Override
  public int spread(List<Map<String, String>> parameters) {
    for (Map<String, String> each : parameters) {
      helpers.plan(task, number, planned.size() + 1, each).ifPresent(planned::add);
    }
    return planned.size();
  }

  /** Ends the tasks that helped. */
  void endHelp() {
    planned.forEach(helpers::cancel);
  }

  Optional<String> cancelReason() {
    return Optional.ofNullable(cancelReason);
  }

  boolean isStopping() {
    return stopping;
  }

  boolean isLost() {
    return lost;
  }

  String message() {
    return message;
  }

  /** The platform stops. */
  void stop() {
    stopping = true;
  }

  /** Tells the progress, hears of a cancellation. */
  void beat(RunTable runs) {
    RunTable.Beat beat = runs.beat(number, share, message);
    lastBeat = clock.instant();
    if (!beat.ours()) {
      lost = true;
    }
    beat.cancelReason().ifPresent(reason -> cancelReason = reason);
  }

  /** A node that could not tell for so long that it lives has to expect that another took over. */
  void giveUpAfter(Duration silence) {
    if (Duration.between(lastBeat, clock.instant()).compareTo(silence) > 0) {
      lost = true;
    }
  }
}
