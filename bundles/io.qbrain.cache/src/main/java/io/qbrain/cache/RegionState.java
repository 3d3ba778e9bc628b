package io.qbrain.cache;

import io.qbrain.port.Cache.Level;
import io.qbrain.port.Cache.Region;
import io.qbrain.port.SharedCache.Mark;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * A region in this node: what it counts, who is loading what, and how often its keys were evicted.
 * A value is kept only if its key was not evicted since before it was looked for.
 */
final class RegionState {
  private static final int STRIPES = 256;

  /** Keys of one stripe share a number: one evicted too many costs a load. */
  private static final class Stripe {
    private long evictions;
  }

  final Region<?> region;
  final Counts counts = new Counts();
  final ConcurrentMap<String, CompletableFuture<Object>> flights = new ConcurrentHashMap<>();
  private final Stripe[] stripes = new Stripe[STRIPES];

  /** Where the evictions stood that this node has seen; null if it has seen none. */
  volatile @Nullable Mark seen;

  RegionState(Region<?> region) {
    this.region = region;
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Stripe();
    }
  }

  boolean isOn(Level level) {
    return region.levels().contains(level);
  }

  private Stripe stripe(String key) {
    return stripes[(key.hashCode() & Integer.MAX_VALUE) % STRIPES];
  }

  /** Returns how often the key was evicted, as far as that matters. */
  long evictions(String key) {
    Stripe stripe = stripe(key);
    synchronized (stripe) {
      return stripe.evictions;
    }
  }

  /** Does something unless the key was evicted since; returns whether it was done. */
  boolean unlessEvicted(String key, long since, Runnable action) {
    Stripe stripe = stripe(key);
    synchronized (stripe) {
      if (stripe.evictions != since) {
        return false;
      }
      action.run();
      return true;
    }
  }

  /** Counts an eviction, forgets who loads the key, and does something with it. */
  void evict(String key, Runnable action) {
    Stripe stripe = stripe(key);
    synchronized (stripe) {
      stripe.evictions++;
      flights.remove(key);
      action.run();
    }
  }

  /** As if every key had been evicted. */
  void evictAll(Runnable action) {
    for (Stripe stripe : stripes) {
      synchronized (stripe) {
        stripe.evictions++;
      }
    }
    flights.clear();
    action.run();
  }
}
