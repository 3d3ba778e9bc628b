package io.qbrain.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings the state directory's configuration up to date with the distribution's, file by file: what
 * an operator has not touched follows the distribution, what an operator has changed stays.
 *
 * @param distribution the distribution's {@code etc}
 * @param etc the configuration in use
 * @param lastShipped a copy of the distribution's files as they were at the last start
 */
record ShippedConfiguration(Path distribution, Path etc, Path lastShipped) {
  /**
   * Returns the files that are an operator's and whose shipped version is another than the one they
   * were made from.
   */
  List<Path> bringUpToDate() throws IOException {
    List<Path> kept = new ArrayList<>();
    List<Path> shipped = StateDirectory.filesUnder(distribution);
    for (Path file : shipped) {
      update(file).ifPresent(kept::add);
    }
    for (Path file : StateDirectory.filesUnder(lastShipped)) {
      if (!shipped.contains(file)) {
        withdraw(file);
      }
    }
    return kept;
  }

  private Optional<Path> update(Path file) throws IOException {
    Path source = distribution.resolve(file);
    Path target = etc.resolve(file);
    Path last = lastShipped.resolve(file);
    boolean changedByOperator = Files.exists(target) && !same(target, last);
    boolean changedInDistribution = Files.exists(last) && !same(source, last);
    if (changedByOperator) {
      return changedInDistribution && !same(source, target) ? Optional.of(file) : Optional.empty();
    }
    copy(source, target);
    copy(source, last);
    return Optional.empty();
  }

  private void withdraw(Path file) throws IOException {
    Path target = etc.resolve(file);
    if (Files.exists(target) && same(target, lastShipped.resolve(file))) {
      Files.delete(target);
    }
    Files.delete(lastShipped.resolve(file));
  }

  private static boolean same(Path one, Path other) throws IOException {
    return Files.exists(one) && Files.exists(other) && Files.mismatch(one, other) < 0;
  }

  /** By way of a temporary file: a kill leaves the old file or the new one, never half of it. */
  private static void copy(Path source, Path target) throws IOException {
    if (same(source, target)) {
      return;
    }
    Files.createDirectories(target.resolveSibling("."));
    Path temporary = target.resolveSibling("." + target.getFileName() + ".new");
    Files.copy(source, temporary, StandardCopyOption.REPLACE_EXISTING);
    Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
  }
}
