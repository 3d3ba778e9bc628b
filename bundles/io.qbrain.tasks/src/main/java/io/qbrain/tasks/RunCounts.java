package io.qbrain.tasks;

import io.qbrain.port.Metric;
import io.qbrain.service.TaskService.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How many runs of each kind ended how on this node, and what they took. Thread-safe. */
final class RunCounts {
  private static final Metric RUNS =
      Metric.counter(
          "qbrain_task_runs_total",
          "runs of tasks that ended on this node, by kind and result",
          "kind",
          "result");
  private static final Metric SECONDS =
      Metric.counter("qbrain_task_run_seconds_total", "time that they took", "kind");
  private static final double NANOS = 1e9;

  private final Map<String, Map<RunState, Long>> runs = new TreeMap<>();
  private final Map<String, Long> nanos = new TreeMap<>();

  synchronized void add(String kind, RunState state, long tookNanos) {
    runs.computeIfAbsent(kind, k -> new TreeMap<>()).merge(state, 1L, Long::sum);
    nanos.merge(kind, Math.max(0, tookNanos), Long::sum);
  }

  synchronized List<Metric.Sample> samples() {
    List<Metric.Sample> samples = new ArrayList<>();
    runs.forEach(
        (kind, states) ->
            states.forEach(
                (state, count) ->
                    samples.add(RUNS.of(count, kind, state.name().toLowerCase(Locale.ROOT)))));
    nanos.forEach((kind, took) -> samples.add(SECONDS.of(took / NANOS, kind)));
    return samples;
  }
}
