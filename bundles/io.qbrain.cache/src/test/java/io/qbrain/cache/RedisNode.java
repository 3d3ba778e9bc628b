package io.qbrain.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import io.qbrain.messaging.redis.RedisBroadcast;
import io.qbrain.messaging.redis.RedisCache;
import io.qbrain.messaging.redis.RedisMessaging;
import io.qbrain.messaging.redis.RedisSettings;
import io.qbrain.messaging.redis.client.RedisTarget;
import io.qbrain.messaging.redis.server.ServerAddress;
import io.qbrain.testkit.contract.Eventually;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The cache of a node at a real Redis. */
final class RedisNode implements AutoCloseable {
  final RedisMessaging redis;
  final LevelledCache cache;

  RedisNode(Path folder, ServerAddress address, Duration lease) {
    redis =
        new RedisMessaging(
            RedisSettings.at(
                new RedisTarget(
                    RedisTarget.Kind.SERVER,
                    false,
                    List.of(new RedisTarget.Host("127.0.0.1", address.port())),
                    0,
                    "",
                    new RedisTarget.Login("", address.password()),
                    Optional.empty())));
    RedisCache level = new RedisCache(redis, new RedisBroadcast(redis));
    redis.start();
    cache =
        new LevelledCache(
            new CacheSettings(1 << 20, 1 << 20, folder),
            Clock.systemUTC(),
            Ticker.systemTicker(),
            lease);
    cache.bindShared(level);
    cache.start();
    Eventually.until(() -> cache.health().detail(), d -> d.contains("shared level there, files"));
  }

  @Override
  public void close() {
    cache.stop();
    redis.stop();
  }
}
