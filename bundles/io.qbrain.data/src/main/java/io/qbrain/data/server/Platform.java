package io.qbrain.data.server;

import io.qbrain.port.PortException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The machine that a PostgreSQL archive is built for, as the archives name it. */
record Platform(String system, String processor) {
  private static final List<Path> GLIBC_LOADERS =
      List.of(
          Path.of("/lib64/ld-linux-x86-64.so.2"),
          Path.of("/lib/ld-linux-x86-64.so.2"),
          Path.of("/lib/ld-linux-aarch64.so.1"),
          Path.of("/lib64/ld-linux-aarch64.so.1"));

  /** The platform of this process; refused where no PostgreSQL archive can run. */
  static Platform current() {
    Platform platform = of(System.getProperty("os.name"), System.getProperty("os.arch"));
    if (platform.system.equals("linux") && GLIBC_LOADERS.stream().noneMatch(Files::exists)) {
      throw unsupported("Linux without the GNU C library (musl)");
    }
    return platform;
  }

  static Platform of(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    String system;
    if (os.startsWith("linux")) {
      system = "linux";
    } else if (os.startsWith("mac")) {
      system = "darwin";
    } else {
      throw unsupported(osName + " " + osArch);
    }
    return switch (osArch.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> new Platform(system, "x86_64");
      case "aarch64", "arm64" -> new Platform(system, "arm_64");
      default -> throw unsupported(osName + " " + osArch);
    };
  }

  String archiveName() {
    return "postgres-" + this + ".txz";
  }

  static PortException unsupported(String found) {
    return new PortException(
        "no PostgreSQL server is included for "
            + found
            + "; included are linux x86_64 and linux arm_64. Run your own server (15 or later) and"
            + " set QBRAIN_DB_URL, QBRAIN_DB_USER and QBRAIN_DB_PASSWORD, or name an archive for"
            + " this machine by QBRAIN_DB_BINARIES");
  }

  @Override
  public String toString() {
    return system + "-" + processor;
  }
}
