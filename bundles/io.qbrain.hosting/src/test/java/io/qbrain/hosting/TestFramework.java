package io.qbrain.hosting;

import io.qbrain.app.StrategyCatalog;
import io.qbrain.model.StrategyRef;
import io.qbrain.port.ArtifactStore;
import io.qbrain.port.Startable;
import io.qbrain.service.StrategyService;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A Felix framework with the component runtime and the bundle under test, as compiled in this
 * build. The packages of the platform come from the test's class path, so that test and bundles
 * share them.
 */
final class TestFramework implements AutoCloseable {
  private static final long DEADLINE_MS = 10_000;
  private static final int START_LEVEL = 5;

  private final Framework framework;
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final Bundle hosting;

  TestFramework(Path cache, ArtifactStore store, StrategyCatalog catalog) throws Exception {
    framework = new FrameworkFactory().newFramework(configuration(cache));
    framework.start();
    BundleContext context = framework.getBundleContext();
    context.registerService(ArtifactStore.class, store, null);
    context.registerService(StrategyCatalog.class, catalog, null);
    for (String type :
        List.of(
            "org.osgi.util.function.Function",
            "org.osgi.util.promise.Promise",
            "org.osgi.service.component.runtime.ServiceComponentRuntime",
            "org.apache.felix.scr.impl.Activator")) {
      install(Class.forName(type)).start();
    }
    hosting = install(StrategyHost.class);
    hosting.adapt(BundleStartLevel.class).setStartLevel(START_LEVEL);
    hosting.start();
    service(Startable.class);
    context.addBundleListener((SynchronousBundleListener) this::record);
    context.addFrameworkListener(
        event -> {
          if (event.getType() == FrameworkEvent.ERROR) {
            events.add("ERROR " + event.getThrowable());
          }
        });
  }

  private static Map<String, String> configuration(Path cache) {
    Map<String, String> configuration = new HashMap<>();
    configuration.put(Constants.FRAMEWORK_STORAGE, cache.toString());
    configuration.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(START_LEVEL));
    configuration.put("felix.bootdelegation.implicit", "false");
    configuration.put(
        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
        Stream.of("app", "model", "indicators", "port", "service", "strategy", "verifier")
            .map(name -> "io.qbrain." + name + ";version=1.1.0")
            .collect(Collectors.joining(",")));
    return configuration;
  }

  private Bundle install(Class<?> type) throws BundleException {
    return framework.getBundleContext().installBundle("reference:" + Locations.of(type).toUri());
  }

  private void record(BundleEvent event) {
    if (event.getType() != BundleEvent.LAZY_ACTIVATION) {
      events.add(name(event.getType()) + " " + event.getBundle().getLocation());
    }
  }

  private static String name(int type) {
    return switch (type) {
      case BundleEvent.INSTALLED -> "INSTALLED";
      case BundleEvent.RESOLVED -> "RESOLVED";
      case BundleEvent.STARTING -> "STARTING";
      case BundleEvent.STARTED -> "STARTED";
      case BundleEvent.STOPPING -> "STOPPING";
      case BundleEvent.STOPPED -> "STOPPED";
      case BundleEvent.UNRESOLVED -> "UNRESOLVED";
      case BundleEvent.UNINSTALLED -> "UNINSTALLED";
      default -> "event " + type;
    };
  }

  /** A service, once it is there. */
  <T> T service(Class<T> type) throws InterruptedException {
    ServiceTracker<T, T> tracker = new ServiceTracker<>(framework.getBundleContext(), type, null);
    tracker.open();
    try {
      T service = tracker.waitForService(DEADLINE_MS);
      if (service == null) {
        throw new AssertionError("no " + type + " within " + DEADLINE_MS + " ms");
      }
      return service;
    } finally {
      tracker.close();
    }
  }

  StrategyService strategies() throws InterruptedException {
    return service(StrategyService.class);
  }

  ServiceReference<Startable> startable() {
    return framework.getBundleContext().getServiceReference(Startable.class);
  }

  /** What happened to bundles, a refresh of others included, since the last call. */
  List<String> newEvents() {
    List<String> happened = List.copyOf(events);
    events.removeAll(happened);
    return happened;
  }

  BundleContext context() {
    return framework.getBundleContext();
  }

  Bundle hosting() {
    return hosting;
  }

  List<String> guests() {
    return Stream.of(framework.getBundleContext().getBundles())
        .map(Bundle::getLocation)
        .filter(location -> location.startsWith("qbrain:"))
        .toList();
  }

  Bundle guest(StrategyRef ref) {
    return framework
        .getBundleContext()
        .getBundle("qbrain:" + ref.namespace() + "/" + ref.name() + "@" + ref.version());
  }

  @Override
  public void close() throws Exception {
    framework.stop();
    framework.waitForStop(DEADLINE_MS);
  }
}
