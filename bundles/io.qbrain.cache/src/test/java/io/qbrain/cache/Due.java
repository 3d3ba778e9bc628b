package io.qbrain.cache;

import io.qbrain.model.Report;
import io.qbrain.model.TaskId;
import io.qbrain.port.TaskRun;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** A run that was due at a time. */
record Due(long dueNanos) implements TaskRun {
  @Override
  public TaskId task() {
    return TaskId.of("job");
  }

  @Override
  public long number() {
    return 1;
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public ZoneId zone() {
    return ZoneOffset.UTC;
  }

  @Override
  public void progress(double share, String message) {}

  @Override
  public boolean isCanceled() {
    return false;
  }

  @Override
  public long publish(Report report) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Report> report(String kind, String subject, String key) {
    return Optional.empty();
  }
}
