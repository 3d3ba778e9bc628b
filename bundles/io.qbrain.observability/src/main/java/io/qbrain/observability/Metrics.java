package io.qbrain.observability;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.qbrain.port.Metric;
import io.qbrain.port.MetricSource;
import io.qbrain.service.MetricsService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Asks every source at once, and the JVM by Micrometer, when somebody asks for the metrics. */
@Component(service = MetricsService.class, immediate = true)
public final class Metrics implements MetricsService {
  /** A source that takes longer is left out. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  static final Metric UP =
      Metric.gauge(
          "qbrain_metrics_source_up",
          "whether the figures of a part are here; 0 if it did not answer within two seconds",
          "source");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final List<Reading> readings = new CopyOnWriteArrayList<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "qbrain-metrics");
            thread.setDaemon(true);
            return thread;
          });

  /** Begins to count the collections of garbage; everything else is read when it is asked for. */
  @Activate
  public Metrics() {
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
    registry
        .getPrometheusRegistry()
        .register(
            new MultiCollector() {
              @Override
              public MetricSnapshots collect() {
                return read();
              }
            });
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addSource(MetricSource source) {
    readings.add(new Reading(source));
  }

  void removeSource(MetricSource source) {
    for (Reading reading : readings) {
      if (reading.isOf(source)) {
        readings.remove(reading);
        reading.cancel();
      }
    }
  }

  @Override
  public String text() {
    return registry.scrape();
  }

  private MetricSnapshots read() {
    List<Reading> asked = new ArrayList<>(readings);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    asked.forEach(reading -> reading.begin(threads));
    Snapshots snapshots = new Snapshots();
    for (Reading reading : asked) {
      Optional<List<Metric.Sample>> samples = reading.await(deadline);
      samples.ifPresent(snapshots::add);
      snapshots.add(List.of(UP.of(samples.isPresent(), reading.name())));
    }
    return snapshots.all();
  }

  @Deactivate
  void close() {
    collections.close();
    registry.close();
    threads.shutdownNow();
  }
}
