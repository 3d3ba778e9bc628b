package io.qbrain.indicators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The folder of reference cases, beside the project or above it; it is not part of the project. */
final class Cases {
  private Cases() {}

  /** Returns a folder of cases; where it is absent, the calling test is skipped with the reason. */
  static Path folder(String name) {
    Path start = Path.of("").toAbsolutePath();
    for (Path at = start; at != null; at = at.getParent()) {
      Path folder = at.resolve("shared").resolve("cases").resolve(name);
      if (Files.isDirectory(folder)) {
        return folder;
      }
    }
    Assumptions.abort("no folder shared/cases/" + name + " in or above " + start);
    throw new AssertionError("unreachable");
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
