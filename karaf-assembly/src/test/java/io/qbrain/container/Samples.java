package io.qbrain.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Jars of this build that the tests drop into the platform. */
final class Samples {
  private Samples() {}

  /** A strategy {@code sma-cross@1.0.0}. */
  static Path smaCross() throws IOException {
    return jar("../sample-strategies/io.qbrain.samples.reference.smacross");
  }

  /** A bundle, but no strategy. */
  static Path model() throws IOException {
    return jar("../api/io.qbrain.model");
  }

  private static Path jar(String module) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(module, "target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("io\\.qbrain.*SNAPSHOT\\.jar"))
          .findFirst()
          .orElseThrow()
          .toRealPath();
    }
  }
}
