package io.qbrain.cache;

import io.qbrain.port.SharedCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evictions that the shared level has not heard of yet, because it was away. Until it has, it is
 * not asked. A file says that there are some, so that a node that is killed meanwhile evicts its
 * regions as a whole when it starts again. Safe for use by several threads.
 */
final class Owed {
  private static final Logger LOG = LoggerFactory.getLogger(Owed.class);
  private static final int MOST = 10_000;

  private record Eviction(String region, Optional<String> key) {}

  private final Path file;
  private final Set<Eviction> evictions = new LinkedHashSet<>();
  private volatile boolean some;
  private boolean unknown;

  Owed(Path file) {
    this.file = file;
  }

  /** Reads whether an earlier run left some. */
  synchronized void open() {
    unknown = Files.exists(file);
  }

  /**
   * A region is used for the first time: what is owed from an earlier run is owed for all of it.
   */
  synchronized void used(String region) {
    if (unknown) {
      add(region, Optional.empty());
    }
  }

  synchronized void add(String region, Optional<String> key) {
    if (evictions.size() >= MOST) {
      evictions.removeIf(e -> e.region().equals(region));
      evictions.add(new Eviction(region, Optional.empty()));
    } else {
      evictions.add(new Eviction(region, key));
    }
    some = true;
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, "evictions are owed to the shared cache\n");
      }
    } catch (IOException e) {
      LOG.warn("cannot note in {} that evictions are owed: {}", file, e.toString());
    }
  }

  boolean isAny() {
    return some;
  }

  /**
   * Tells the shared level.
   *
   * @throws io.qbrain.port.PortException if it is away still; the rest is owed on
   */
  synchronized void pay(SharedCache to) {
    while (!evictions.isEmpty()) {
      Eviction next = evictions.iterator().next();
      to.evict(next.region(), next.key());
      evictions.remove(next);
    }
    try {
      if (!unknown) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.warn("cannot remove {}: {}", file, e.toString());
    }
    some = false;
  }

  synchronized int size() {
    return evictions.size();
  }
}
