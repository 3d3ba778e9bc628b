package io.qbrain.messaging.redis;

import io.qbrain.messaging.redis.client.RedisTarget;
import io.qbrain.messaging.redis.server.RedisServer;
import io.qbrain.messaging.redis.server.ServerAddress;
import io.qbrain.messaging.redis.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The real server that the tests of this module share; it ends with them. */
final class OneServer {
  private static final ServerAddress ADDRESS = start();

  private OneServer() {}

  private static ServerAddress start() {
    try {
      Path folder = Files.createDirectories(Path.of("target", "redis"));
      return new RedisServer(ServerSettings.in(Files.createTempDirectory(folder, "server-")))
          .start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static RedisTarget target() {
    return target(ADDRESS, new RedisTarget.Login("", ADDRESS.password()));
  }

  static RedisTarget target(ServerAddress address, RedisTarget.Login login) {
    return new RedisTarget(
        RedisTarget.Kind.SERVER,
        false,
        List.of(new RedisTarget.Host(ServerAddress.HOST, address.port())),
        0,
        "",
        login,
        Optional.empty());
  }

  static RedisSettings settings() {
    return RedisSettings.at(target()).withPrefix("test");
  }
}
