package io.qbrain.hosting;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the classes of this test come from. */
final class Locations {
  private Locations() {}

  static Path of(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
