package io.qbrain.messaging.redis;

import io.qbrain.messaging.redis.client.RedisTarget;
import io.qbrain.messaging.redis.server.ServerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which Redis is used.
 *
 * @param external another server; empty for the included one
 * @param server the included one
 * @param prefix first word of every key
 * @param streamLength about how many messages a stream keeps
 */
public record RedisSettings(
    Optional<RedisTarget> external, ServerSettings server, String prefix, int streamLength) {
  private static final Duration START = Duration.ofSeconds(20);

  /** Checks. */
  public RedisSettings {
    if (!prefix.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException(
          "expected letters, digits, '.', '_' and '-' in QBRAIN_REDIS_PREFIX, found '"
              + prefix
              + "'");
    }
    if (streamLength < 100) {
      throw new IllegalArgumentException(
          "expected streams of at least 100 messages in QBRAIN_REDIS_LENGTH, found "
              + streamLength);
    }
  }

  /** The included server, in a directory. */
  public static RedisSettings included(Path directory) {
    return new RedisSettings(Optional.empty(), ServerSettings.in(directory), "qbrain", 100_000);
  }

  /** Another server. */
  public static RedisSettings at(RedisTarget target) {
    return new RedisSettings(
        Optional.of(target), ServerSettings.in(Path.of("unused")), "qbrain", 100_000);
  }

  /** Returns this with another first word of every key. */
  public RedisSettings withPrefix(String newPrefix) {
    return new RedisSettings(external, server, newPrefix, streamLength);
  }

  static RedisSettings of(RedisConfiguration file, Map<String, String> environment) {
    String url = environment.getOrDefault("QBRAIN_REDIS_URL", file.url());
    Optional<RedisTarget> external =
        url.isBlank()
            ? Optional.empty()
            : Optional.of(
                RedisTarget.parse(
                    url,
                    new RedisTarget.Login(
                        environment.getOrDefault("QBRAIN_REDIS_USER", file.user()),
                        environment.getOrDefault("QBRAIN_REDIS_PASSWORD", file.password())),
                    path(environment.getOrDefault("QBRAIN_REDIS_CA", file.ca()))));
    ServerSettings server =
        new ServerSettings(
            Path.of(environment.getOrDefault("QBRAIN_REDIS_DIRECTORY", file.directory())),
            path(environment.getOrDefault("QBRAIN_REDIS_PROGRAM", file.program())),
            number("QBRAIN_REDIS_PORT", environment.get("QBRAIN_REDIS_PORT"), file.port()),
            number("QBRAIN_REDIS_MEMORY", environment.get("QBRAIN_REDIS_MEMORY"), file.memory()),
            START);
    return new RedisSettings(
        external,
        server,
        environment.getOrDefault("QBRAIN_REDIS_PREFIX", file.prefix()),
        number("QBRAIN_REDIS_LENGTH", environment.get("QBRAIN_REDIS_LENGTH"), file.length()));
  }

  private static Optional<Path> path(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
  }

  private static int number(String name, @Nullable String text, int otherwise) {
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    if (!text.matches("\\d{1,9}")) {
      throw new IllegalArgumentException("expected a number in " + name + ", found '" + text + "'");
    }
    return Integer.parseInt(text);
  }
}
