package io.qbrain.service;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How the cache does, and a way to empty it.
 *
 * @since 1.1
 */
@ProviderType
public interface CacheService {
  /**
   * A level of a region since the start of this node.
   *
   * @param level MEMORY, SHARED or FILES
   * @param hits values that it had
   * @param misses values that it did not have
   * @param failures times that it could not be asked
   * @param entries values that it holds now; -1 where that is not known
   * @param bytes what they take, about; -1 where that is not known
   * @since 1.1
   */
  record LevelView(String level, long hits, long misses, long failures, long entries, long bytes) {}

  /**
   * A region.
   *
   * @param name its name
   * @param levels its levels, in the order in which they are asked
   * @param loads values that were loaded
   * @param loadFailures loads that failed
   * @param loadNanos time that loading took, in nanoseconds
   * @param waits times that somebody waited for a value that another was loading
   * @param evictions values that were evicted because the truth changed, here or elsewhere
   * @param refused values that were loaded but not kept, because they were evicted meanwhile
   * @since 1.1
   */
  record RegionView(
      String name,
      List<LevelView> levels,
      long loads,
      long loadFailures,
      long loadNanos,
      long waits,
      long evictions,
      long refused) {}

  /**
   * The cache.
   *
   * @param shared whether the shared level answers
   * @param detail where it is, or why it does not
   * @param fileBytes what the files take
   * @param maxFileBytes the most that they may take
   * @param regions the regions that were used, by name
   * @since 1.1
   */
  record CacheView(
      boolean shared, String detail, long fileBytes, long maxFileBytes, List<RegionView> regions) {}

  /** Returns how it does. */
  CacheView view();

  /**
   * Empties a region on every level and node, or all that were used here.
   *
   * @return the names of the regions
   * @throws ServiceException if there is no such region
   */
  List<String> clear(Optional<String> region);
}
