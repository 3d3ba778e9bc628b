package io.qbrain.app;

import io.qbrain.port.Cache;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A cache that keeps bytes, so that each value goes through its codec. */
final class BytesCache implements Cache {
  int loads;
  private final Map<String, byte[]> values = new TreeMap<>();

  @Override
  public <V> V get(Region<V> region, String key, Function<String, V> load) {
    byte[] there = values.get(region.name() + " " + key);
    if (there != null) {
      return region.codec().read(there);
    }
    V value = load.apply(key);
    loads++;
    values.put(region.name() + " " + key, region.codec().write(value));
    return value;
  }

  @Override
  public void evict(Region<?> region, String key) {
    values.remove(region.name() + " " + key);
  }

  @Override
  public void evictAll(Region<?> region) {
    values.keySet().removeIf(key -> key.startsWith(region.name() + " "));
  }
}
