package io.qbrain.backtest;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.util.jar.Manifest;

/** The version of this engine, as the manifest of the module says. */
final class EngineVersion {
  private static final String UNKNOWN = "unknown";
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  private EngineVersion() {}

  /** Returns e.g. {@code 1.0.0.SNAPSHOT}; {@code unknown} where classes have no manifest. */
  static String text() {
    URL self = EngineVersion.class.getResource("EngineVersion.class");
    if (self == null) {
      return UNKNOWN;
    }
    String path = EngineVersion.class.getName().replace('.', '/') + ".class";
    String place = self.toString();
    if (!place.endsWith(path)) {
      return UNKNOWN;
    }
    URI manifest = URI.create(place.substring(0, place.length() - path.length()) + MANIFEST);
    try (InputStream in = manifest.toURL().openStream()) {
      String version = new Manifest(in).getMainAttributes().getValue("Bundle-Version");
      return version == null ? UNKNOWN : version;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }
}
