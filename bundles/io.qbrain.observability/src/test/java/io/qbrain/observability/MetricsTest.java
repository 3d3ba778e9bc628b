package io.qbrain.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.port.Metric;
import io.qbrain.port.MetricSource;
import io.qbrain.port.PortException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final Metric WATER = Metric.gauge("qbrain_water_meters", "how high", "place");
  private static final Metric DROPS = Metric.counter("qbrain_drops_total", "how many", "place");

  private final Metrics metrics = new Metrics();

  @AfterEach
  void close() {
    metrics.close();
  }

  private MetricSource add(String name, Supplier<List<Metric.Sample>> samples) {
    MetricSource source =
        new MetricSource() {
          @Override
          public String name() {
            return name;
          }

          @Override
          public List<Metric.Sample> read() {
            return samples.get();
          }
        };
    metrics.addSource(source);
    return source;
  }

  private List<String> lines(String beginning) {
    return metrics.text().lines().filter(line -> line.startsWith(beginning)).toList();
  }

  @Test
  void figuresAreReadWhenTheyAreAskedFor() {
    AtomicInteger asked = new AtomicInteger();
    add("sea", () -> List.of(DROPS.of(asked.incrementAndGet(), "north \"pole\"\n")));
    assertThat(asked).hasValue(0);
    assertThat(lines("qbrain_drops"))
        .containsExactly("qbrain_drops_total{place=\"north \\\"pole\\\"\\n\"} 1.0");
    assertThat(lines("qbrain_drops")).allMatch(line -> line.endsWith(" 2.0"));
    assertThat(lines("# TYPE qbrain_drops")).containsExactly("# TYPE qbrain_drops_total counter");
    assertThat(lines("# HELP qbrain_drops")).containsExactly("# HELP qbrain_drops_total how many");
    assertThat(lines("qbrain_metrics_source_up"))
        .containsExactly("qbrain_metrics_source_up{source=\"sea\"} 1.0");
  }

  @Test
  void theVirtualMachineIsMeasured() {
    assertThat(lines("jvm_memory_used_bytes{")).isNotEmpty();
    assertThat(lines("jvm_threads_live_threads ")).hasSize(1);
    assertThat(lines("process_uptime_seconds ")).hasSize(1);
    assertThat(lines("process_cpu_usage ")).hasSize(1);
  }

  @Test
  void aFrozenSourceIsLeftOutUntilItAnswersAgainAndIsAskedOnlyOnceMeanwhile() {
    CountDownLatch frozen = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    add("lake", () -> List.of(WATER.of(3, "lake")));
    add(
        "glacier",
        () -> {
          if (asked.incrementAndGet() == 1) {
            await(frozen);
          }
          return List.of(WATER.of(asked.get(), "glacier"));
        });
    long began = System.nanoTime();
    String text = metrics.text();
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(Metrics.PATIENCE, Metrics.PATIENCE.plusSeconds(3));
    assertThat(text)
        .contains("qbrain_water_meters{place=\"lake\"} 3.0")
        .doesNotContain("place=\"glacier\"")
        .contains("qbrain_metrics_source_up{source=\"glacier\"} 0.0")
        .contains("qbrain_metrics_source_up{source=\"lake\"} 1.0");
    metrics.text();
    assertThat(asked).hasValue(1);
    frozen.countDown();
    assertThat(metrics.text()).contains("qbrain_metrics_source_up{source=\"glacier\"} 1.0");
    assertThat(metrics.text()).contains("qbrain_water_meters{place=\"glacier\"} 2.0");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aSourceThatFailsIsLeftOut() {
    MetricSource source =
        add(
            "well",
            () -> {
              throw new PortException("dry");
            });
    assertThat(lines("qbrain_metrics_source_up"))
        .containsExactly("qbrain_metrics_source_up{source=\"well\"} 0.0");
    metrics.removeSource(source);
    assertThat(lines("qbrain_metrics_source_up")).isEmpty();
  }

  @Test
  void thereAreNeverTooManySamplesOfAMetric() {
    add(
        "rain",
        () ->
            IntStream.range(0, Snapshots.MAX_SAMPLES + 7)
                .mapToObj(i -> WATER.of(i, "p" + i))
                .toList());
    assertThat(lines("qbrain_water_meters")).hasSize(Snapshots.MAX_SAMPLES);
    assertThat(lines("qbrain_metrics_samples_left_out "))
        .containsExactly("qbrain_metrics_samples_left_out 7.0");
  }

  @Test
  void sourcesThatSayTheSameTwiceSpoilNothing() {
    Metric other = Metric.gauge("qbrain_water_meters", "how deep", "place");
    add("one", () -> List.of(WATER.of(1, "sea"), WATER.of(2, "sea")));
    add("two", () -> List.of(other.of(3, "ocean")));
    assertThat(lines("qbrain_water_meters")).hasSize(1);
    assertThat(lines("qbrain_metrics_samples_left_out ")).allMatch(line -> line.endsWith(" 1.0"));
  }

  @Test
  void aNameMustFollowTheRules() {
    assertThatThrownBy(() -> Metric.gauge("water", "x")).hasMessageContaining("found water");
    assertThatThrownBy(() -> Metric.gauge("qbrain_water_total", "x"))
        .hasMessageContaining("found qbrain_water_total");
    assertThatThrownBy(() -> Metric.counter("qbrain_water", "x"))
        .hasMessageContaining("found qbrain_water");
    assertThatThrownBy(() -> Metric.gauge("qbrain_water", "x", "Place"))
        .hasMessageContaining("found Place");
    assertThatThrownBy(() -> WATER.of(1)).hasMessageContaining("expected values of [place]");
  }
}
