package io.qbrain.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.qbrain.messaging.redis.RedisBroadcast;
import io.qbrain.messaging.redis.RedisCache;
import io.qbrain.messaging.redis.RedisMessaging;
import io.qbrain.messaging.redis.RedisSettings;
import io.qbrain.messaging.redis.RedisStreams;
import io.qbrain.port.Cache.Level;
import io.qbrain.port.Cache.Region;
import io.qbrain.port.EventStream.Group;
import io.qbrain.port.StreamMessage;
import io.qbrain.testkit.contract.Eventually;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Figures of streams and cache on a real server; see docs/reference/performance.md. */
@EnabledIfSystemProperty(named = "qbrain.figures", matches = "true")
class FiguresTest {
  private static final int MESSAGES = 200_000;
  private static final int PACED_PER_SECOND = 17_000;
  private static final int PACED_SECONDS = 10;
  private static final int BATCH = 17;
  private static final int MOST_BEHIND = 50_000;
  private static final String BODY = "x".repeat(200);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit does
  Path folder;

  @Test
  void streams() {
    RedisMessaging redis = new RedisMessaging(RedisSettings.included(folder));
    RedisStreams streams = new RedisStreams(redis);
    redis.start();
    try {
      AtomicInteger handled = new AtomicInteger();
      streams.subscribe(Group.of("fast", "g", "a"), d -> handled.incrementAndGet());
      List<StreamMessage> batch = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        batch.add(StreamMessage.of("k", "t", BODY));
      }
      long begin = System.nanoTime();
      for (int sent = 0; sent < MESSAGES; sent += batch.size()) {
        streams.publish("fast", batch);
        while (sent - handled.get() > MOST_BEHIND) {
          LockSupport.parkNanos(100_000); // a stream keeps 100,000: the oldest would go unread
        }
      }
      Eventually.until(Duration.ofMinutes(2), handled::get, n -> n >= MESSAGES);
      System.out.printf(
          "streams: %,.0f messages/s published, read and acknowledged%n",
          MESSAGES / seconds(begin));

      int count = PACED_PER_SECOND * PACED_SECONDS;
      long[] latency = new long[count];
      AtomicInteger arrived = new AtomicInteger();
      streams.subscribe(
          Group.of("paced", "g", "a"),
          d -> {
            long sentAt = Long.parseLong(d.message().key());
            latency[arrived.getAndIncrement()] = System.nanoTime() - sentAt;
          });
      long start = System.nanoTime();
      for (int sent = 0; sent < count; sent += BATCH) {
        long due = start + sent * 1_000_000_000L / PACED_PER_SECOND;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        List<StreamMessage> few = new ArrayList<>();
        for (int i = 0; i < Math.min(BATCH, count - sent); i++) {
          few.add(StreamMessage.of(Long.toString(due), "t", BODY));
        }
        streams.publish("paced", few);
      }
      Eventually.until(Duration.ofMinutes(2), arrived::get, n -> n >= count);
      Arrays.sort(latency);
      System.out.printf(
          "streams at %,d messages/s: p50 %.2f ms, p99 %.2f ms, greatest %.1f ms%n",
          PACED_PER_SECOND,
          latency[count / 2] / 1e6,
          latency[count * 99 / 100] / 1e6,
          latency[count - 1] / 1e6);
      assertThat(handled.get()).isGreaterThanOrEqualTo(MESSAGES);
    } finally {
      redis.stop();
    }
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  @Test
  void cache() {
    RedisMessaging redis = new RedisMessaging(RedisSettings.included(folder.resolve("redis")));
    RedisCache shared = new RedisCache(redis, new RedisBroadcast(redis));
    redis.start();
    LevelledCache cache =
        new LevelledCache(
            new CacheSettings(64 << 20, 256 << 20, folder.resolve("cache")),
            Clock.systemUTC(),
            Ticker.systemTicker());
    cache.bindShared(shared);
    cache.start();
    try {
      for (Level level : Level.values()) {
        Region<String> region =
            Region.of("only-" + level.name().replace('_', '-'), new Texts()).on(EnumSet.of(level));
        int keys = 1_000;
        for (int i = 0; i < keys; i++) {
          cache.get(region, "key " + i, k -> BODY);
        }
        int rounds = level == Level.MEMORY ? 1_000 : 10;
        long begin = System.nanoTime();
        for (int round = 0; round < rounds; round++) {
          for (int i = 0; i < keys; i++) {
            cache.get(
                region,
                "key " + i,
                k -> {
                  throw new AssertionError(k + " is not there");
                });
          }
        }
        System.out.printf(
            "cache, hit in %s: %,.2f microseconds%n",
            level, seconds(begin) * 1e6 / (keys * rounds));
      }
    } finally {
      cache.stop();
      redis.stop();
    }
  }
}
