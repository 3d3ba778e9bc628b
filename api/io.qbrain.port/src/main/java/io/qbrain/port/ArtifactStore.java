package io.qbrain.port;

import io.qbrain.model.StrategyRef;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Keeps the jars of strategies: one per version, never changed. */
public interface ArtifactStore {

  /**
   * A stored jar.
   *
   * @param ref what it is
   * @param sha256 digest in lower-case hex
   * @param sizeBytes length
   * @param spiRange the version range of the strategy SPI that it imports
   * @param storedNanos when it was stored, in nanoseconds since 1970
   * @param installed whether the platform installs it at its start
   */
  record Artifact(
      StrategyRef ref,
      String sha256,
      long sizeBytes,
      String spiRange,
      long storedNanos,
      boolean installed) {}

  /**
   * Stores a jar; durable when it returns. The same jar again changes nothing.
   *
   * @throws PortException if this version is there with another digest
   */
  Artifact put(Artifact artifact, Path jar);

  /** Returns what is stored, in order. */
  List<Artifact> list();

  /** Writes a jar to a file; empty if it is not stored. */
  Optional<Artifact> fetch(StrategyRef ref, Path to);

  /** Says whether the platform installs a jar at its start. */
  void setInstalled(StrategyRef ref, boolean installed);
}
