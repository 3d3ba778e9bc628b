package io.qbrain.messaging.redis.server;

import io.qbrain.port.PortException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/** The included {@code redis-server} for this machine, unpacked once. */
final class RedisProgram {
  static final String VERSION = "7.0.15";

  private RedisProgram() {}

  /** The name of the program for a machine; refused where none is included. */
  static String nameFor(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    String system = os.startsWith("linux") ? "linux" : os.startsWith("mac") ? "darwin" : "";
    String processor =
        switch (osArch.toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> "amd64";
          case "aarch64", "arm64" -> "arm64";
          default -> "";
        };
    if (system.isEmpty() || processor.isEmpty()) {
      throw new PortException(
          "no Redis server is included for "
              + osName
              + " "
              + osArch
              + ": run your own and set QBRAIN_REDIS_URL, or name a program for this machine by"
              + " QBRAIN_REDIS_PROGRAM");
    }
    return "redis-server-" + VERSION + "-" + system + "-" + processor;
  }

  /** Unpacks unless that was done before; the file is complete or absent, never half. */
  static Path unpacked(ServerSettings settings) throws IOException {
    if (settings.program().isPresent()) {
      Path program = settings.program().get().toAbsolutePath().normalize();
      if (!Files.isExecutable(program)) {
        throw new PortException(
            "expected a program in QBRAIN_REDIS_PROGRAM, found nothing executable: " + program);
      }
      return program;
    }
    String name = nameFor(System.getProperty("os.name"), System.getProperty("os.arch"));
    Path program = settings.directory().resolve(name);
    if (Files.isExecutable(program)) {
      return program;
    }
    Path fresh = Files.createTempFile(settings.directory(), "unpacking-", "");
    try (InputStream in = RedisProgram.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw new PortException("expected " + name + " in this bundle, found none");
      }
      Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwx------"));
      Files.move(fresh, program, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
    return program;
  }
}
