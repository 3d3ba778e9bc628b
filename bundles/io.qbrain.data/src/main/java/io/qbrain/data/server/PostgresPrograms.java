package io.qbrain.data.server;

import io.qbrain.port.PortException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.tukaani.xz.XZInputStream;

/** The programs of one PostgreSQL version, unpacked once and then used from the same folder. */
final class PostgresPrograms {
  /** The version of the archives in this bundle. */
  static final String VERSION = "18.6.0";

  /** The part of the version that the data format depends on. */
  static final String MAJOR_VERSION = "18";

  private final Path home;

  private PostgresPrograms(Path home) {
    this.home = home;
  }

  Path program(String name) {
    return home.resolve("bin").resolve(name);
  }

  /** Unpacks unless that was done before; a folder is complete or absent, never half. */
  static PostgresPrograms unpacked(ServerSettings settings) {
    Platform platform = Platform.current();
    Path home = settings.programs().resolve("postgresql-" + VERSION + "-" + platform);
    try {
      if (!Files.isDirectory(home)) {
        unpack(settings, platform, home);
      }
    } catch (IOException e) {
      throw new PortException(
          "cannot unpack PostgreSQL into " + home + " (100 MB are needed): " + e, e);
    }
    return new PostgresPrograms(home);
  }

  private static void unpack(ServerSettings settings, Platform platform, Path home)
      throws IOException {
    Files.createDirectories(settings.programs());
    Path fresh = Files.createTempDirectory(settings.programs(), "unpacking-");
    try {
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      if (settings.archive().isPresent()) {
        unpackFile(settings.archive().get(), platform, fresh);
      } else {
        unpackIncluded(platform, fresh);
      }
      if (!Files.isDirectory(home)) {
        Files.move(fresh, home);
      }
    } finally {
      deleteTree(fresh);
    }
  }

  private static void unpackIncluded(Platform platform, Path target) throws IOException {
    try (InputStream in =
        PostgresPrograms.class.getResourceAsStream("/" + platform.archiveName())) {
      if (in == null) {
        throw Platform.unsupported(platform.toString());
      }
      unpackStream(in, target);
    }
  }

  private static void unpackFile(Path archive, Platform platform, Path target) throws IOException {
    if (!archive.toString().endsWith(".jar")) {
      try (InputStream in = Files.newInputStream(archive)) {
        unpackStream(in, target);
      }
      return;
    }
    try (ZipFile jar = new ZipFile(archive.toFile())) {
      ZipEntry entry = jar.getEntry(platform.archiveName());
      if (entry == null) {
        throw new PortException(
            "expected " + platform.archiveName() + " in " + archive + ", found none");
      }
      try (InputStream in = jar.getInputStream(entry)) {
        unpackStream(in, target);
      }
    }
  }

  private static void unpackStream(InputStream in, Path target) throws IOException {
    try (XZInputStream plain = new XZInputStream(in)) {
      new TarArchive(plain).unpackTo(target);
    }
  }

  static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(root)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
