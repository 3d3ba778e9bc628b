package io.qbrain.port;

import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The level of the cache that all nodes share. Whoever finds nothing gets a token to fill it, and
 * an eviction takes the token away: so one node loads, and what was read before a write never comes
 * to lie over it. Each eviction has a number, so a node can tell whether it missed one. Safe for
 * use by several threads.
 *
 * @since 1.1
 */
@ProviderType
public interface SharedCache {
  /**
   * What was found.
   *
   * @param value the value; empty if there is none
   * @param token entitles to {@link #fill}; empty if there is a value or another node is loading
   * @since 1.1
   */
  record Found(Optional<byte[]> value, Optional<String> token) {}

  /**
   * Where the evictions of a region stand.
   *
   * @param epoch changes when the server has lost its memory
   * @param number of the last eviction
   * @since 1.1
   */
  record Mark(String epoch, long number) {}

  /** Hears of evictions, on a thread that must not be blocked. */
  @ConsumerType
  interface Listener {
    /**
     * A value was evicted by some node, this one included.
     *
     * @param key what; empty for the whole region
     */
    void onEvicted(String region, Optional<String> key, Mark mark);

    /** The connection was lost: evictions may be missed from now on. */
    void onLost();

    /** The connection is there, again or for the first time. */
    void onConnected();
  }

  /** Returns whether it is worth to ask: false while the server does not answer. */
  boolean isAvailable();

  /**
   * Looks a value up.
   *
   * @param lease how long the token is good, if there is one
   * @throws PortException if the server does not answer in time
   */
  Found find(String region, String key, Duration lease);

  /**
   * Stores a value for a time.
   *
   * @return false if the token is not good any more: it was too late, or the value was evicted
   * @throws PortException if that is not known
   */
  boolean fill(String region, String key, String token, byte[] value, Duration ttl);

  /**
   * Gives a token back unused, because what it was for could not be loaded: the next who asks gets
   * one at once.
   *
   * @throws PortException if that is not known; the token is good until its lease ends then
   */
  default void release(String region, String key, String token) {
    evict(region, Optional.of(key));
  }

  /**
   * Evicts a value, and whoever is loading it will not store it; tells every listener.
   *
   * @param key what; empty for the whole region
   * @throws PortException if that is not known
   */
  void evict(String region, Optional<String> key);

  /**
   * Returns where the evictions of a region stand.
   *
   * @throws PortException if the server does not answer in time
   */
  Mark mark(String region);

  /** Begins to listen; at once, or when the server is there. */
  Broadcast.Listening listen(Listener listener);
}
