package io.qbrain.cache;

import io.qbrain.port.Cache.Level;
import io.qbrain.service.CacheService.LevelView;
import io.qbrain.service.CacheService.RegionView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the regions of a cache tell of themselves. */
final class RegionViews {
  private final Map<String, RegionState> regions;
  private final MemoryLevel memory;
  private final FileLevel files;

  RegionViews(Map<String, RegionState> regions, MemoryLevel memory, FileLevel files) {
    this.regions = regions;
    this.memory = memory;
    this.files = files;
  }

  /** Of each level that was asked, how much of what was asked it had. */
  String hitRates() {
    StringBuilder text = new StringBuilder();
    for (Level level : Level.values()) {
      long hits = regions.values().stream().mapToLong(r -> r.counts.hits(level)).sum();
      long misses = regions.values().stream().mapToLong(r -> r.counts.misses(level)).sum();
      if (hits + misses > 0) {
        text.append(text.isEmpty() ? "; hits: " : ", ")
            .append(level.name().toLowerCase(Locale.ROOT))
            .append(' ')
            .append(hits * 100 / (hits + misses))
            .append(" %");
      }
    }
    return text.toString();
  }

  List<RegionView> regions() {
    List<RegionView> views = new ArrayList<>();
    regions.forEach((name, state) -> views.add(view(name, state)));
    return views;
  }

  private RegionView view(String name, RegionState state) {
    Counts c = state.counts;
    List<LevelView> levels = new ArrayList<>();
    for (Level level : Level.values()) {
      if (state.isOn(level)) {
        long[] size =
            switch (level) {
              case MEMORY -> memory.size(name);
              case SHARED -> new long[] {-1, -1};
              case FILES -> files.size(name);
            };
        levels.add(
            new LevelView(
                level.name(), c.hits(level), c.misses(level), c.failures(level), size[0], size[1]));
      }
    }
    return new RegionView(
        name,
        levels,
        c.loads.sum(),
        c.loadFailures.sum(),
        c.loadNanos.sum(),
        c.waits.sum(),
        c.evictions.sum(),
        c.refused.sum());
  }
}
