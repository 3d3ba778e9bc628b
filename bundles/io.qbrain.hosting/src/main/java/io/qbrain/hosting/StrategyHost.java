package io.qbrain.hosting;

import io.qbrain.app.StrategyCatalog;
import io.qbrain.model.StrategyRef;
import io.qbrain.port.ArtifactStore;
import io.qbrain.port.ArtifactStore.Artifact;
import io.qbrain.port.PortException;
import io.qbrain.port.Startable;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.service.StrategyService;
import io.qbrain.verifier.ArchiveLimits;
import io.qbrain.verifier.StrategyFacts;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/**
 * Installs strategies, and again when the platform starts.
 *
 * <p>Changes come one at a time. The order of an installation is: check the jar, start its bundle
 * and try its factory, store the jar, publish the factory, mark it as installed. A jar is stored
 * only after its factory was seen to work, for a stored version can never be replaced. When a step
 * fails, the earlier ones are undone; only if the store fails between keeping the jar and marking
 * it, the jar stays as STORED.
 *
 * <p>The component is immediate: it has state, which must not go when the last caller lets go.
 */
@Component(
    service = {StrategyService.class, Startable.class},
    immediate = true,
    property = "qbrain.start=strategies")
public final class StrategyHost implements StrategyService, Startable {
  private static final System.Logger LOG = System.getLogger(StrategyHost.class.getName());
  private static final Duration GUEST_DEADLINE = Duration.ofSeconds(5);

  private final StoredJars store;
  private final StrategyCatalog catalog;
  private final JarInspection inspection;
  private final GuestBundles bundles;
  private final JarFolder jars;
  private final ReentrantLock changes = new ReentrantLock();
  private final Map<StrategyRef, Guest> running = new ConcurrentHashMap<>();
  private final Map<StrategyRef, String> failures = new ConcurrentHashMap<>();
  private volatile boolean started;

  /** Makes a host that does nothing until it is started. */
  @Activate
  public StrategyHost(
      BundleContext context,
      @Reference ArtifactStore store,
      @Reference StrategyCatalog catalog,
      @Reference ServiceComponentRuntime components) {
    this.store = new StoredJars(store, Clock.systemUTC());
    this.catalog = catalog;
    this.inspection = new JarInspection(context);
    this.bundles = new GuestBundles(context, components, new Deadline(GUEST_DEADLINE), this::lost);
    this.jars =
        new JarFolder(context.getDataFile("jars").toPath(), ArchiveLimits.DEFAULT.maxBytes());
  }

  @Deactivate
  void deactivate() {
    stop();
  }

  @Override
  public void start() {
    exclusively(
        () -> {
          if (!started) {
            jars.clear();
            bundles.removeAll();
            failures.clear();
            installed().forEach(this::startStored);
            started = true;
          }
          return started;
        });
  }

  private List<Artifact> installed() {
    try {
      return store.list().stream().filter(Artifact::installed).toList();
    } catch (ServiceException e) {
      throw new PortException(String.valueOf(e.getMessage()), e);
    }
  }

  private void startStored(Artifact artifact) {
    try {
      installStored(artifact);
    } catch (RuntimeException e) {
      // Whatever is wrong with one strategy, the platform comes up.
      String why = e instanceof ServiceException ? String.valueOf(e.getMessage()) : e.toString();
      failures.put(artifact.ref(), why);
      LOG.log(Level.WARNING, "strategy " + artifact.ref() + " is not there: " + why);
    }
  }

  @Override
  public void stop() {
    exclusively(
        () -> {
          started = false;
          for (Guest guest : List.copyOf(running.values())) {
            if (running.remove(guest.ref(), guest)) {
              withdraw(guest.ref());
            }
            bundles.remove(guest);
          }
          bundles.removeAll();
          return started;
        });
  }

  @Override
  public List<StrategyView> list() {
    return store.list().stream().map(this::view).toList();
  }

  @Override
  public StrategyView get(StrategyRef ref) {
    return view(store.get(ref));
  }

  @Override
  public StrategyView install(Path jar, String reason) {
    requireStarted();
    try (ReceivedJar received = jars.receive(jar)) {
      return exclusively(() -> installReceived(received, reason));
    }
  }

  private StrategyView installReceived(ReceivedJar jar, String reason) {
    StrategyFacts facts = inspection.inspect(jar.file());
    StrategyRef ref = facts.ref(StrategyRef.LOCAL);
    boolean isStored = store.findSame(ref, jar.sha256()).isPresent();
    if (!running.containsKey(ref)) {
      Guest guest = bundles.start(ref, jar.file());
      publish(guest, isStored ? () -> {} : () -> store.put(ref, facts, jar.file()));
      log("installed " + ref + ", sha256 " + jar.sha256(), reason);
    }
    return get(ref);
  }

  @Override
  public StrategyView install(StrategyRef ref, String reason) {
    return change(
        () -> {
          Artifact artifact = store.get(ref);
          if (!running.containsKey(ref)) {
            installStored(artifact);
            log("installed " + ref + " from the store", reason);
          }
          return get(ref);
        });
  }

  private void installStored(Artifact artifact) {
    StrategyRef ref = artifact.ref();
    Path file = download(ref);
    try (ReceivedJar jar = new ReceivedJar(file, artifact.sha256(), artifact.sizeBytes())) {
      StrategyFacts facts = inspection.inspect(jar.file());
      JarInspection.requireDigest(ref, facts, artifact.sha256());
      publish(bundles.start(ref, jar.file()), () -> {});
    }
  }

  /** Makes a started guest known: to the store by the given step, to the catalog, to views. */
  private void publish(Guest guest, Runnable keep) {
    StrategyRef ref = guest.ref();
    try {
      keep.run();
      catalog.add(ref, guest.factory());
    } catch (IllegalArgumentException e) {
      bundles.remove(guest);
      throw new ServiceException(
          Kind.INVALID, "artifact.config", ref + " cannot be used: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      bundles.remove(guest);
      throw e;
    }
    try {
      store.mark(ref, true);
    } catch (RuntimeException e) {
      withdraw(ref);
      bundles.remove(guest);
      throw e;
    }
    running.put(ref, guest);
    failures.remove(ref);
    if (guest.bundle().isLost()) {
      lost(ref);
    }
  }

  /** The factory of a guest has gone: somebody stopped or removed its bundle by hand. */
  private void lost(StrategyRef ref) {
    if (running.remove(ref) != null) {
      withdraw(ref);
      String why = "its bundle was stopped by hand; install it again";
      failures.put(ref, why);
      LOG.log(Level.WARNING, "strategy " + ref + " is not there any more: " + why);
    }
  }

  /** Takes a strategy out of the catalog where there is no way back, whatever its loops say. */
  private void withdraw(StrategyRef ref) {
    try {
      catalog.remove(ref);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "instances of " + ref + " were not told that it goes: " + e);
    }
  }

  @Override
  public void uninstall(StrategyRef ref, String reason) {
    change(
        () -> {
          Artifact artifact = store.get(ref);
          requireUnused(ref);
          Guest guest = running.get(ref);
          if (guest != null) {
            uninstall(guest);
          } else if (artifact.installed()) {
            store.mark(ref, false);
          } else {
            throw new ServiceException(
                Kind.CONFLICT, "strategy.not-installed", ref + " is stored, but not installed");
          }
          failures.remove(ref);
          log("uninstalled " + ref, reason);
          return artifact;
        });
  }

  /** Out of the catalog first, so that nobody makes an instance while it goes. */
  private void uninstall(Guest guest) {
    StrategyRef ref = guest.ref();
    try {
      catalog.remove(ref);
      requireUnused(ref);
      store.mark(ref, false);
    } catch (RuntimeException e) {
      if (catalog.find(ref).isEmpty()) {
        catalog.add(ref, guest.factory());
      }
      throw e;
    }
    running.remove(ref, guest);
    bundles.remove(guest);
  }

  private void requireUnused(StrategyRef ref) {
    int instances = catalog.instances(ref);
    if (instances > 0) {
      throw new ServiceException(
          Kind.CONFLICT,
          "strategy.in-use",
          "%s has %d instances: stop and remove them first".formatted(ref, instances));
    }
  }

  @Override
  public StrategyView upload(StrategyRef ref, InputStream jar, Optional<String> sha256) {
    requireStarted();
    try (ReceivedJar received = jars.receive(jar)) {
      sha256.ifPresent(received::requireDigest);
      StrategyFacts facts = inspection.inspect(received.file());
      JarInspection.requireNamed(ref, facts);
      return exclusively(
          () -> {
            if (store.findSame(ref, received.sha256()).isEmpty()) {
              store.put(ref, facts, received.file());
              log("stored " + ref + ", sha256 " + received.sha256(), "upload");
            }
            return get(ref);
          });
    }
  }

  @Override
  public Path download(StrategyRef ref) {
    Path file = jars.newFile();
    try {
      store.fetch(ref, file);
      return file;
    } catch (RuntimeException e) {
      JarFolder.delete(file);
      throw e;
    }
  }

  private StrategyView view(Artifact artifact) {
    StrategyRef ref = artifact.ref();
    Optional<Guest> guest = Optional.ofNullable(running.get(ref));
    String reason = guest.isPresent() ? "" : failure(artifact);
    State state = reason.isEmpty() ? State.STORED : State.FAILED;
    return new StrategyView(
        ref,
        guest.isPresent() ? State.INSTALLED : state,
        reason,
        guest.map(Guest::description).orElse(""),
        artifact.sha256(),
        artifact.sizeBytes(),
        artifact.spiRange(),
        guest.map(Guest::parameters).orElse(List.of()),
        catalog.instances(ref));
  }

  private String failure(Artifact artifact) {
    return failures.getOrDefault(artifact.ref(), artifact.installed() ? "not started yet" : "");
  }

  private void requireStarted() {
    if (!started) {
      throw new ServiceException(
          Kind.UNAVAILABLE,
          "strategies.not-started",
          "strategies are not started yet: platform:status says what the platform waits for");
    }
  }

  private <T> T change(Supplier<T> change) {
    requireStarted();
    return exclusively(change);
  }

  private <T> T exclusively(Supplier<T> change) {
    changes.lock();
    try {
      return change.get();
    } finally {
      changes.unlock();
    }
  }

  private static void log(String what, String reason) {
    String line = reason.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
    LOG.log(Level.INFO, what + (line.isEmpty() ? "" : " (" + line + ")"));
  }
}
