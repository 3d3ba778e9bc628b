package io.qbrain.series;

import java.nio.file.Path;

/** Where a machine keeps its series. */
public final class SeriesFolders {
  private static final String NAME = "series";

  private SeriesFolders() {}

  /**
   * Returns the folder of the machine's store: {@code series} in the state directory, which is that
   * of the running platform (system property {@code qbrain.home}), or {@code QBRAIN_HOME}, or
   * {@code .qbrain} in the user's home.
   */
  public static Path ofMachine() {
    String running = System.getProperty("qbrain.home");
    if (running != null) {
      return in(Path.of(running));
    }
    String asked = System.getenv("QBRAIN_HOME");
    return in(
        asked != null && !asked.isEmpty()
            ? Path.of(asked)
            : Path.of(System.getProperty("user.home"), ".qbrain"));
  }

  /** Returns the folder of the store in a state directory. */
  public static Path in(Path home) {
    return home.resolve(NAME);
  }
}
