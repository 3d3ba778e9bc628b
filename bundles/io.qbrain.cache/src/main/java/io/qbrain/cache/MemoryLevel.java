package io.qbrain.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;

/** Values in memory, bounded by what they weigh; those seldom used go first. */
final class MemoryLevel {
  /** What an entry takes beside its value, about. */
  private static final int OVERHEAD = 100;

  private record Key(String region, String key) {}

  private record Held(Object value, int bytes, long nanos) {}

  private final com.github.benmanes.caffeine.cache.Cache<Key, Held> held;

  MemoryLevel(long maxBytes, Ticker ticker) {
    held =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .<Key, Held>weigher(
                (key, value) ->
                    (int)
                        Math.min(
                            Integer.MAX_VALUE, OVERHEAD + 2L * key.key().length() + value.bytes()))
            .expireAfter(Expiry.creating((Key key, Held value) -> Duration.ofNanos(value.nanos())))
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  Optional<Object> find(String region, String key) {
    return Optional.ofNullable(held.getIfPresent(new Key(region, key))).map(Held::value);
  }

  void put(String region, String key, Object value, int bytes, Duration ttl) {
    held.put(new Key(region, key), new Held(value, bytes, ttl.toNanos()));
  }

  boolean remove(String region, String key) {
    return held.asMap().remove(new Key(region, key)) != null;
  }

  void removeAll(String region) {
    held.asMap().keySet().removeIf(k -> k.region().equals(region));
  }

  /** Returns the values and bytes of a region. */
  long[] size(String region) {
    held.cleanUp();
    long[] size = new long[2];
    held.asMap()
        .forEach(
            (key, value) -> {
              if (key.region().equals(region)) {
                size[0]++;
                size[1] += OVERHEAD + 2L * key.key().length() + value.bytes();
              }
            });
    return size;
  }
}
