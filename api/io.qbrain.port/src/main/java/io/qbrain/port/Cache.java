package io.qbrain.port;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What is expensive to find, kept for a while on three levels: in memory, shared by the nodes, and
 * in files. Who changes the truth writes it first and then evicts; who reads gets what was true at
 * some time after the last eviction that its node knows. Of many who ask for one key at once, one
 * loads, in this node and, while the shared level is there, among all nodes.
 *
 * <p>A level that is away is passed over: reading never fails because of one. Safe for use by
 * several threads.
 *
 * @since 1.1
 */
@ProviderType
public interface Cache {
  /** A level, in the order in which they are asked. */
  enum Level {
    /** Values in this process. */
    MEMORY,
    /** Bytes that all nodes share. */
    SHARED,
    /** Files of this node: for what is large and changes seldom. */
    FILES
  }

  /** Values as bytes, for the levels outside of this process. */
  @ConsumerType
  interface Codec<V> {
    /** Returns the bytes of a value. */
    byte[] write(V value);

    /**
     * Returns the value of bytes.
     *
     * @throws RuntimeException if they are not of this form; the value is loaded anew then
     */
    V read(byte[] bytes);
  }

  /**
   * A kind of values. The name also says how they are written: another form, another name.
   *
   * @param name letters, digits, '-' and '.'
   * @param codec their form outside of this process
   * @param levels where they are kept
   * @param inMemory how long in memory
   * @param shared how long on the shared level
   * @param inFiles how long in files
   * @since 1.1
   */
  record Region<V>(
      String name,
      Codec<V> codec,
      Set<Level> levels,
      Duration inMemory,
      Duration shared,
      Duration inFiles) {
    /** Checks and copies. */
    public Region {
      if (!name.matches("[A-Za-z0-9.-]{1,64}")) {
        throw new IllegalArgumentException(
            "expected a region's name of letters, digits, '-' and '.', found '" + name + "'");
      }
      if (levels.isEmpty()) {
        throw new IllegalArgumentException("expected a level for region " + name + ", found none");
      }
      levels = Set.copyOf(levels);
    }

    /** Returns a region in memory for five minutes and shared for an hour. */
    public static <V> Region<V> of(String name, Codec<V> codec) {
      return new Region<>(
          name,
          codec,
          EnumSet.of(Level.MEMORY, Level.SHARED),
          Duration.ofMinutes(5),
          Duration.ofHours(1),
          Duration.ofDays(30));
    }

    /** Returns this on other levels. */
    public Region<V> on(Set<Level> newLevels) {
      return new Region<>(name, codec, newLevels, inMemory, shared, inFiles);
    }
  }

  /**
   * Returns a value, from the nearest level that has it, or loaded.
   *
   * @param load finds the value; called at most once for all who wait for it. What it throws, they
   *     all get, and nothing is kept
   */
  <V> V get(Region<V> region, String key, Function<String, V> load);

  /** Forgets a value, on every level and node; after the truth was written. */
  void evict(Region<?> region, String key);

  /** Forgets all values of a region, on every level and node. */
  void evictAll(Region<?> region);
}
