package io.qbrain.backtest;

/** The version of this engine, as the manifest of the module says. */
final class EngineVersion {
  private static final String UNKNOWN = "unknown";

  private EngineVersion() {}

  /** Returns e.g. {@code 1.0.0.SNAPSHOT}; {@code unknown} where classes have no manifest. */
  static String text() {
    String version = OwnPackages.header(EngineVersion.class, "Bundle-Version");
    return version == null ? UNKNOWN : version;
  }
}
