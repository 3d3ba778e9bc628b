package io.qbrain.rest.view;

import io.qbrain.service.CacheService.CacheView;
import io.qbrain.service.CacheService.LevelView;
import io.qbrain.service.CacheService.RegionView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** How the cache does. */
@Schema(description = "How the cache does, since the start of this node.")
public record CacheState(
    @Schema(description = "whether the level that nodes share answers") boolean shared,
    String message,
    long fileBytes,
    long maxFileBytes,
    List<Region> regions) {

  /** A level of a region. */
  @Schema(name = "CacheLevel", description = "A level of a region of the cache.")
  public record Level(
      @Schema(allowableValues = {"MEMORY", "SHARED", "FILES"}) String level,
      long hits,
      long misses,
      @Schema(description = "times that it could not be asked") long failures,
      @Schema(description = "-1 if not known") long entries,
      @Schema(description = "-1 if not known") long bytes) {

    static Level of(LevelView v) {
      return new Level(v.level(), v.hits(), v.misses(), v.failures(), v.entries(), v.bytes());
    }
  }

  /** A kind of values. */
  @Schema(name = "CacheRegion", description = "A kind of values in the cache.")
  public record Region(
      String name,
      List<Level> levels,
      long loads,
      long loadFailures,
      @Schema(description = "time that loading took, in nanoseconds") long loadNanos,
      @Schema(description = "times that somebody waited for what another was loading") long waits,
      long evictions,
      @Schema(description = "loaded but not kept: evicted meanwhile") long refused) {

    static Region of(RegionView v) {
      return new Region(
          v.name(),
          v.levels().stream().map(Level::of).toList(),
          v.loads(),
          v.loadFailures(),
          v.loadNanos(),
          v.waits(),
          v.evictions(),
          v.refused());
    }
  }

  /** Renders it. */
  public static CacheState of(CacheView v) {
    return new CacheState(
        v.shared(),
        v.detail(),
        v.fileBytes(),
        v.maxFileBytes(),
        v.regions().stream().map(Region::of).toList());
  }
}
