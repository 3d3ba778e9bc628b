package io.qbrain.hosting;

import io.qbrain.model.StrategyRef;
import io.qbrain.model.Times;
import io.qbrain.port.ArtifactStore;
import io.qbrain.port.ArtifactStore.Artifact;
import io.qbrain.port.PortException;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.verifier.StrategyFacts;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The artifact store, answering in the way of services: what fails is a {@link ServiceException}.
 */
final class StoredJars {
  private final ArtifactStore store;
  private final Clock clock;

  StoredJars(ArtifactStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  List<Artifact> list() {
    return available(store::list);
  }

  Artifact get(StrategyRef ref) {
    return find(ref).orElseThrow(() -> unknown(ref));
  }

  private Optional<Artifact> find(StrategyRef ref) {
    return list().stream().filter(artifact -> artifact.ref().equals(ref)).findFirst();
  }

  private static ServiceException unknown(StrategyRef ref) {
    return new ServiceException(
        Kind.NOT_FOUND, "strategy.unknown", "no strategy " + ref + " is stored");
  }

  /** Finds what is stored under a name and version, which must be this very jar. */
  Optional<Artifact> findSame(StrategyRef ref, String sha256) {
    Optional<Artifact> present = find(ref);
    if (present.isPresent() && !present.get().sha256().equals(sha256)) {
      throw new ServiceException(
          Kind.CONFLICT,
          "artifact.exists",
          "%s is there with another content (sha256 %s, this jar has %s): a version never changes; raise Bundle-Version"
              .formatted(ref, present.get().sha256(), sha256));
    }
    return present;
  }

  void put(StrategyRef ref, StrategyFacts facts, Path jar) {
    long now = Times.nanos(clock.instant());
    Artifact artifact =
        new Artifact(ref, facts.sha256(), facts.sizeBytes(), facts.spiRange(), now, false);
    available(() -> store.put(artifact, jar));
  }

  /** Writes a stored jar to a file. */
  Artifact fetch(StrategyRef ref, Path to) {
    return available(() -> store.fetch(ref, to)).orElseThrow(() -> unknown(ref));
  }

  void mark(StrategyRef ref, boolean installed) {
    available(
        () -> {
          store.setInstalled(ref, installed);
          return ref;
        });
  }

  private static <T> T available(Supplier<T> call) {
    try {
      return call.get();
    } catch (PortException e) {
      throw new ServiceException(
          Kind.UNAVAILABLE,
          "store.unavailable",
          "the store of strategies does not answer: " + e.getMessage(),
          e);
    }
  }
}
