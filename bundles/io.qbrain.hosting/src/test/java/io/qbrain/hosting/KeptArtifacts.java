package io.qbrain.hosting;

import io.qbrain.model.StrategyRef;
import io.qbrain.port.ArtifactStore;
import io.qbrain.port.PortException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An artifact store in memory that can be told to fail. */
final class KeptArtifacts implements ArtifactStore {
  private final SortedMap<StrategyRef, Artifact> artifacts = new TreeMap<>();
  private final SortedMap<StrategyRef, byte[]> jars = new TreeMap<>();
  private String failing = "";

  /** Makes one method fail from now on; none for an empty name. */
  synchronized void fail(String method) {
    failing = method;
  }

  synchronized void damage(StrategyRef ref, byte[] jar) {
    jars.put(ref, jar);
  }

  private void check(String method) {
    if (failing.equals(method)) {
      throw new PortException("database is down: start it");
    }
  }

  @Override
  public synchronized Artifact put(Artifact artifact, Path jar) {
    check("put");
    Artifact present = artifacts.putIfAbsent(artifact.ref(), artifact);
    if (present != null && !present.sha256().equals(artifact.sha256())) {
      throw new PortException("another digest");
    }
    try {
      jars.put(artifact.ref(), Files.readAllBytes(jar));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return present == null ? artifact : present;
  }

  @Override
  public synchronized List<Artifact> list() {
    check("list");
    return List.copyOf(artifacts.values());
  }

  @Override
  public synchronized Optional<Artifact> fetch(StrategyRef ref, Path to) {
    check("fetch");
    byte[] jar = jars.get(ref);
    if (jar == null) {
      return Optional.empty();
    }
    try {
      Files.write(to, jar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.ofNullable(artifacts.get(ref));
  }

  @Override
  public synchronized void setInstalled(StrategyRef ref, boolean installed) {
    check("setInstalled");
    artifacts.computeIfPresent(
        ref,
        (key, a) ->
            new Artifact(
                a.ref(), a.sha256(), a.sizeBytes(), a.spiRange(), a.storedNanos(), installed));
  }
}
