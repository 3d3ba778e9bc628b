package io.qbrain.observability;

import io.qbrain.port.Metric;
import io.qbrain.port.MetricSource;
import io.qbrain.service.CacheService;
import io.qbrain.service.CacheService.CacheView;
import io.qbrain.service.CacheService.LevelView;
import io.qbrain.service.CacheService.RegionView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What was asked of each level of the cache. */
@Component(service = MetricSource.class)
public final class CacheFigures implements MetricSource {
  private static final Metric REQUESTS =
      Metric.counter(
          "qbrain_cache_requests_total",
          "questions to a level of the cache: hit, miss, or failure if it could not be asked",
          "region",
          "level",
          "result");
  private static final Metric ENTRIES =
      Metric.gauge("qbrain_cache_entries", "values that a level holds", "region", "level");
  private static final Metric BYTES =
      Metric.gauge("qbrain_cache_bytes", "what they take, about", "region", "level");
  private static final Metric LOADS =
      Metric.counter(
          "qbrain_cache_loads_total",
          "values that were loaded because no level had them: loaded, failed, or refused because"
              + " the truth changed meanwhile",
          "region",
          "result");
  private static final Metric LOAD_SECONDS =
      Metric.counter("qbrain_cache_load_seconds_total", "time that loading took", "region");
  private static final Metric WAITS =
      Metric.counter(
          "qbrain_cache_waits_total", "waits for a value that another was loading", "region");
  private static final Metric EVICTIONS =
      Metric.counter(
          "qbrain_cache_evictions_total",
          "values evicted because the truth changed, here or on another node",
          "region");
  private static final Metric SHARED_UP =
      Metric.gauge("qbrain_cache_shared_up", "whether the level that nodes share answers");
  private static final Metric FILES =
      Metric.gauge("qbrain_cache_files_bytes", "what the files of the cache take");
  private static final Metric MAX_FILES =
      Metric.gauge("qbrain_cache_files_limit_bytes", "the most that they may take");
  private static final double NANOS = 1e9;

  private final CacheService cache;

  /** Reads a cache. */
  @Activate
  public CacheFigures(@Reference CacheService cache) {
    this.cache = cache;
  }

  @Override
  public String name() {
    return "cache";
  }

  @Override
  public List<Metric.Sample> read() {
    CacheView view = cache.view();
    List<Metric.Sample> samples = new ArrayList<>();
    samples.add(SHARED_UP.of(view.shared()));
    samples.add(FILES.of(view.fileBytes()));
    samples.add(MAX_FILES.of(view.maxFileBytes()));
    view.regions().forEach(region -> add(region, samples));
    return samples;
  }

  private static void add(RegionView region, List<Metric.Sample> to) {
    String name = region.name();
    for (LevelView level : region.levels()) {
      String of = level.level().toLowerCase(Locale.ROOT);
      to.add(REQUESTS.of(level.hits(), name, of, "hit"));
      to.add(REQUESTS.of(level.misses(), name, of, "miss"));
      to.add(REQUESTS.of(level.failures(), name, of, "failure"));
      if (level.entries() >= 0) {
        to.add(ENTRIES.of(level.entries(), name, of));
      }
      if (level.bytes() >= 0) {
        to.add(BYTES.of(level.bytes(), name, of));
      }
    }
    to.add(LOADS.of(region.loads(), name, "loaded"));
    to.add(LOADS.of(region.loadFailures(), name, "failed"));
    to.add(LOADS.of(region.refused(), name, "refused"));
    to.add(LOAD_SECONDS.of(region.loadNanos() / NANOS, name));
    to.add(WAITS.of(region.waits(), name));
    to.add(EVICTIONS.of(region.evictions(), name));
  }
}
