package io.qbrain.messaging.redis.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where an included server keeps its data, and how it is reached.
 *
 * @param directory holds the program, the data, the password and the log; for the owner alone
 * @param program another {@code redis-server} in place of the included one
 * @param port on 127.0.0.1; 0 takes a free one
 * @param memoryMegabytes the most that it may hold
 * @param startTimeout how long a start may take, loading included
 */
public record ServerSettings(
    Path directory, Optional<Path> program, int port, int memoryMegabytes, Duration startTimeout) {
  private static final int LEAST_MEMORY = 16;

  /** Checks. */
  public ServerSettings {
    directory = directory.toAbsolutePath().normalize();
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("expected a port of 0 to 65535, found " + port);
    }
    if (memoryMegabytes < LEAST_MEMORY) {
      throw new IllegalArgumentException(
          "expected at least " + LEAST_MEMORY + " megabytes for Redis, found " + memoryMegabytes);
    }
  }

  /** A server in a directory, on a free port, with 256 megabytes. */
  public static ServerSettings in(Path directory) {
    return new ServerSettings(directory, Optional.empty(), 0, 256, Duration.ofSeconds(20));
  }
}
