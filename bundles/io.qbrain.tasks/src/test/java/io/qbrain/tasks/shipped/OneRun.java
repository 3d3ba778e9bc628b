package io.qbrain.tasks.shipped;

import io.qbrain.model.Report;
import io.qbrain.model.TaskId;
import io.qbrain.model.Times;
import io.qbrain.port.TaskRun;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run that keeps its reports in memory. */
final class OneRun implements TaskRun {
  final Map<String, Report> reports = new LinkedHashMap<>();
  final List<Map<String, String>> spread = new ArrayList<>();
  final ZoneId zone;
  String message = "";
  boolean canceled;
  private final long due;

  OneRun(String due, String zone) {
    this.due = Times.nanos(Instant.parse(due));
    this.zone = ZoneId.of(zone);
  }

  /** Another run that finds the reports of this one. */
  OneRun later(String time) {
    OneRun later = new OneRun(time, zone.getId());
    later.reports.putAll(reports);
    return later;
  }

  Report only() {
    return reports.values().stream().reduce((a, b) -> b).orElseThrow();
  }

  String fact(String name) {
    return only().facts().stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no fact " + name + " in " + only().facts()))
        .value();
  }

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
  public long dueNanos() {
    return due;
  }

  @Override
  public ZoneId zone() {
    return zone;
  }

  @Override
  public void progress(double share, String what) {
    message = what;
  }

  @Override
  public boolean isCanceled() {
    return canceled;
  }

  @Override
  public long publish(Report report) {
    reports.remove(name(report.kind(), report.subject(), report.key()));
    reports.put(name(report.kind(), report.subject(), report.key()), report);
    return reports.size();
  }

  @Override
  public Optional<Report> report(String kind, String subject, String key) {
    return Optional.ofNullable(reports.get(name(kind, subject, key)));
  }

  @Override
  public int spread(List<Map<String, String>> parameters) {
    spread.addAll(parameters);
    return 0; // nobody has room
  }

  private static String name(String kind, String subject, String key) {
    return kind + " " + subject + " " + key;
  }
}
