package io.qbrain.data.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where an embedded server keeps its data, and how it is reached.
 *
 * @param directory holds the data, the password and the log; made if absent, for the owner alone
 * @param programs holds the unpacked programs, one folder per version and platform
 * @param archive a PostgreSQL archive (.txz, or a jar that holds one) in place of the included one
 * @param port on 127.0.0.1; 0 takes a free one at the first start
 * @param startTimeout how long a start may take, crash recovery included
 */
public record ServerSettings(
    Path directory, Path programs, Optional<Path> archive, int port, Duration startTimeout) {

  public ServerSettings {
    directory = directory.toAbsolutePath().normalize();
    programs = programs.toAbsolutePath().normalize();
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("expected a port of 0 to 65535, found " + port);
    }
    if (startTimeout.isNegative() || startTimeout.isZero()) {
      throw new IllegalArgumentException(
          "expected a positive start time-out, found " + startTimeout);
    }
  }

  /** Data and programs below one directory, a free port, two minutes to start. */
  public static ServerSettings in(Path directory) {
    return new ServerSettings(
        directory, directory.resolve("programs"), Optional.empty(), 0, Duration.ofMinutes(2));
  }

  public ServerSettings withPrograms(Path newPrograms) {
    return new ServerSettings(directory, newPrograms, archive, port, startTimeout);
  }

  public ServerSettings withArchive(Path newArchive) {
    return new ServerSettings(directory, programs, Optional.of(newArchive), port, startTimeout);
  }

  public ServerSettings withPort(int newPort) {
    return new ServerSettings(directory, programs, archive, newPort, startTimeout);
  }
}
