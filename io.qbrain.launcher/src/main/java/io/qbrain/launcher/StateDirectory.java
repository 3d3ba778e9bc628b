package io.qbrain.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory that outlives the distribution: configuration, keys, logs and all that the platform
 * must remember. Named by {@code QBRAIN_HOME}; only its owner may look inside.
 *
 * @param root absolute
 */
public record StateDirectory(Path root) {
  public StateDirectory {
    root = root.toAbsolutePath().normalize();
  }

  /** What operators edit. */
  Path etc() {
    return root.resolve("etc");
  }

  /** The configuration as the distribution shipped it, to tell what an operator changed. */
  Path shippedEtc() {
    return root.resolve("karaf/shipped-etc");
  }

  /** Karaf's own: bundle cache, derived from the distribution at every start. */
  Path karaf() {
    return root.resolve("karaf");
  }

  Path log() {
    return root.resolve("log");
  }

  /** The host's and the shell user's private keys. */
  Path keys() {
    return root.resolve("keys");
  }

  Path lock() {
    return root.resolve("lock");
  }

  /** Says which process runs here, and on which ports, while the lock is held. */
  Path running() {
    return root.resolve("running.properties");
  }

  void create() {
    try {
      for (Path directory : List.of(root, etc(), karaf(), log(), keys(), root.resolve("tmp"))) {
        Files.createDirectories(directory);
      }
      restrict(root, "rwx------");
      restrict(keys(), "rwx------");
    } catch (IOException e) {
      throw Refusal.because(
          "The state directory %s cannot be written (%s). Name another by QBRAIN_HOME.", root, e);
    }
  }

  static void restrict(Path path, String permissions) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }

  static List<Path> filesUnder(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(directory::relativize)
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    }
  }
}
