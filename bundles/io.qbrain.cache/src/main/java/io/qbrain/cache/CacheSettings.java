package io.qbrain.cache;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How large the cache may be.
 *
 * @param memoryBytes the most that values take in memory, about
 * @param fileBytes the most that files take
 * @param directory where the files are
 */
public record CacheSettings(long memoryBytes, long fileBytes, Path directory) {
  /** Checks. */
  public CacheSettings {
    if (memoryBytes < 1 || fileBytes < 1) {
      throw new IllegalArgumentException(
          "expected sizes above zero, found " + memoryBytes + " and " + fileBytes);
    }
    directory = directory.toAbsolutePath().normalize();
  }

  static CacheSettings of(CacheConfiguration file, Map<String, String> environment) {
    return new CacheSettings(
        megabytes("QBRAIN_CACHE_MEMORY", environment.get("QBRAIN_CACHE_MEMORY"), file.memory()),
        megabytes("QBRAIN_CACHE_FILES", environment.get("QBRAIN_CACHE_FILES"), file.files()),
        Path.of(environment.getOrDefault("QBRAIN_CACHE_DIRECTORY", file.directory())));
  }

  private static long megabytes(String name, @Nullable String text, int otherwise) {
    if (text == null || text.isBlank()) {
      return (long) otherwise << 20;
    }
    if (!text.matches("\\d{1,7}")) {
      throw new IllegalArgumentException(
          "expected megabytes in " + name + ", found '" + text + "'");
    }
    return Long.parseLong(text) << 20;
  }
}
