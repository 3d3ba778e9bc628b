package io.qbrain.tasks.store;

import io.qbrain.model.Report;
import io.qbrain.port.Cache;
import io.qbrain.port.Cache.Codec;
import io.qbrain.port.Cache.Level;
import io.qbrain.port.Cache.Region;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Reports by number, on all levels of the cache if there is one. What has a number never changes;
 * who removes it from the database says so here afterwards. Safe for use by several threads.
 */
@Component(service = ReportCache.class)
public final class ReportCache {
  private static final Region<Report> REPORTS =
      Region.of("reports.1", new JsonReport()).on(EnumSet.allOf(Level.class));

  private volatile @Nullable Cache cache;

  /** Reads through a cache from now on. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindCache(Cache value) {
    cache = value;
  }

  /** Forgets a cache. */
  public void unbindCache(Cache value) {
    if (value.equals(cache)) {
      cache = null;
    }
  }

  /** Returns a report of a database, kept or loaded; what the load throws is thrown. */
  Report get(Supplier<String> database, long number, Supplier<Report> load) {
    Cache through = cache;
    return through == null
        ? load.get()
        : through.get(REPORTS, key(database.get(), number), k -> load.get());
  }

  /** Reports of a database were removed there. */
  void removed(Supplier<String> database, List<Long> numbers) {
    Cache through = cache;
    if (through != null) {
      numbers.forEach(number -> through.evict(REPORTS, key(database.get(), number)));
    }
  }

  private static String key(String database, long number) {
    return database + " " + number;
  }

  private static final class JsonReport implements Codec<Report> {
    @Override
    public byte[] write(Report value) {
      return Json.write(value).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Report read(byte[] bytes) {
      return Json.read(new String(bytes, StandardCharsets.UTF_8), Report.class);
    }
  }
}
