package io.qbrain.markets;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The reference cases, which lie in {@code shared/cases} beside the project where they are. */
final class Cases {
  private Cases() {}

  /** Returns a case file; skips the test where there is none. */
  static Path file(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("shared/cases"))) {
      folder = folder.getParent();
    }
    assumeTrue(folder != null, "the reference cases are not beside the project");
    return Objects.requireNonNull(folder).resolve("shared/cases").resolve(name);
  }
}
