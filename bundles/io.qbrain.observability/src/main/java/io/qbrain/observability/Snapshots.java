package io.qbrain.observability;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.qbrain.port.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Samples as Prometheus's client takes them: by name, each set of labels once, not too many. */
final class Snapshots {
  /** A metric has no more samples than this; what is more is left out and counted. */
  static final int MAX_SAMPLES = 500;

  static final Metric LEFT_OUT =
      Metric.gauge(
          "qbrain_metrics_samples_left_out",
          "samples that are not here because their metric has too many");

  private static final String TOTAL = "_total";

  private record Family(Metric metric, Map<String, Metric.Sample> samples) {}

  private final Map<String, Family> families = new TreeMap<>();
  private int leftOut;

  void add(List<Metric.Sample> more) {
    more.forEach(this::add);
  }

  private void add(Metric.Sample sample) {
    Metric metric = sample.metric();
    Family family =
        families.computeIfAbsent(metric.name(), n -> new Family(metric, new TreeMap<>()));
    if (!family.metric().equals(metric) || family.samples().size() >= MAX_SAMPLES) {
      leftOut++;
    } else {
      family.samples().putIfAbsent(String.join("\u0000", sample.labels()), sample);
    }
  }

  MetricSnapshots all() {
    add(LEFT_OUT.of(leftOut));
    List<MetricSnapshot> all = new ArrayList<>();
    families.values().forEach(family -> all.add(snapshot(family)));
    return new MetricSnapshots(all);
  }

  private static MetricSnapshot snapshot(Family family) {
    Metric metric = family.metric();
    if (metric.kind() == Metric.Kind.COUNTER) {
      String name = metric.name().substring(0, metric.name().length() - TOTAL.length());
      CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(metric.help());
      for (Metric.Sample sample : family.samples().values()) {
        // A count that a source had to read while it changed is never below zero.
        counter.dataPoint(
            CounterDataPointSnapshot.builder()
                .labels(labels(sample))
                .value(Math.max(0, sample.value()))
                .build());
      }
      return counter.build();
    }
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(metric.name()).help(metric.help());
    for (Metric.Sample sample : family.samples().values()) {
      gauge.dataPoint(
          GaugeDataPointSnapshot.builder().labels(labels(sample)).value(sample.value()).build());
    }
    return gauge.build();
  }

  private static Labels labels(Metric.Sample sample) {
    return Labels.of(sample.metric().labels(), sample.labels());
  }
}
