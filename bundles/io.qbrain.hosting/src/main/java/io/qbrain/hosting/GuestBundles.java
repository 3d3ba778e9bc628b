package io.qbrain.hosting;

import io.qbrain.model.StrategyRef;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.strategy.StrategyFactory;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * Strategies as bundles of the framework. Starting or removing one touches its own bundle and no
 * other: nothing is refreshed, and guests export nothing that others could hold on to. The
 * framework itself never starts guests (they are started transiently), so a platform that comes up
 * decides anew.
 */
final class GuestBundles {
  private static final System.Logger LOG = System.getLogger(GuestBundles.class.getName());
  private static final String LOCATION = "qbrain:";

  private final BundleContext context;
  private final ServiceComponentRuntime components;
  private final Deadline deadline;
  private final Consumer<StrategyRef> whenLost;

  GuestBundles(
      BundleContext context,
      ServiceComponentRuntime components,
      Deadline deadline,
      Consumer<StrategyRef> whenLost) {
    this.context = context;
    this.components = components;
    this.deadline = deadline;
    this.whenLost = whenLost;
  }

  static boolean isGuest(Bundle bundle) {
    return bundle.getLocation().startsWith(LOCATION);
  }

  private static String location(StrategyRef ref) {
    return LOCATION + ref.namespace() + "/" + ref.name() + "@" + ref.version();
  }

  /** Uninstalls every guest that an earlier run of the platform has left in the framework. */
  void removeAll() {
    for (Bundle bundle : context.getBundles()) {
      if (isGuest(bundle)) {
        uninstall(bundle);
      }
    }
  }

  /**
   * Installs a checked jar as a bundle, starts it and takes its factory; a failure leaves no
   * bundle.
   *
   * @throws ServiceException saying why it cannot be started
   */
  Guest start(StrategyRef ref, Path jar) {
    Bundle left = context.getBundle(location(ref));
    if (left != null) {
      uninstall(left);
    }
    Bundle bundle = install(ref, jar);
    GuestBundle guest = new GuestBundle(context, bundle, () -> whenLost.accept(ref));
    try {
      return deadline.call("start " + ref, () -> started(ref, guest));
    } catch (TimeoutException e) {
      throw undone(guest, late(ref, e));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw undone(guest, cause instanceof ServiceException refused ? refused : broken(ref, cause));
    }
  }

  private Bundle install(StrategyRef ref, Path jar) {
    try (InputStream in = Files.newInputStream(jar)) {
      return context.installBundle(location(ref), in);
    } catch (BundleException e) {
      if (e.getType() == BundleException.DUPLICATE_BUNDLE_ERROR) {
        throw new ServiceException(
            Kind.CONFLICT,
            "artifact.symbolic-name",
            ref
                + ": another bundle with this symbolic name and version is installed; give the"
                + " bundle another Bundle-SymbolicName or Bundle-Version",
            e);
      }
      throw refused("artifact.not-a-bundle", ref + " is no usable bundle", e);
    } catch (IOException e) {
      throw new ServiceException(
          Kind.UNAVAILABLE, "artifact.unreadable", "cannot read " + jar + ": " + e, e);
    }
  }

  /** Runs on the guest's thread. */
  private Guest started(StrategyRef ref, GuestBundle guest) throws InterruptedException {
    Bundle bundle = guest.bundle();
    guest.watch();
    try {
      bundle.adapt(BundleStartLevel.class).setStartLevel(startLevel());
      bundle.start(Bundle.START_TRANSIENT);
    } catch (BundleException e) {
      throw refused("artifact.start", ref + " does not resolve or start", e);
    }
    StrategyFactory<?> factory = guest.factory(deadline.time().toMillis());
    if (factory == null) {
      throw new ServiceException(
          Kind.INVALID, "artifact.start", ref + ": its factory cannot be made: " + reason(bundle));
    }
    if (!ref.name().equals(factory.name())) {
      throw new ServiceException(
          Kind.INVALID,
          "artifact.name",
          "expected a factory named %s, found %s".formatted(ref.name(), factory.name()));
    }
    try {
      return Guest.of(ref, factory, guest);
    } catch (IllegalArgumentException e) {
      throw refused("artifact.config", ref + ": its configuration cannot be used", e);
    }
  }

  /** Below the host's own, so that guests go after the host when the framework stops. */
  private int startLevel() {
    int own = context.getBundle().adapt(BundleStartLevel.class).getStartLevel();
    return Math.max(1, own - 1);
  }

  private static ServiceException refused(String code, String what, Exception cause) {
    return new ServiceException(Kind.INVALID, code, what + ": " + cause.getMessage(), cause);
  }

  private ServiceException late(StrategyRef ref, TimeoutException cause) {
    return new ServiceException(
        Kind.INVALID,
        "artifact.start",
        "%s: its factory was not there after %s: its constructor or a static initializer waits for something, which a strategy must not"
            .formatted(ref, deadline.time()),
        cause);
  }

  private static ServiceException broken(StrategyRef ref, Throwable cause) {
    return new ServiceException(
        Kind.INVALID, "artifact.start", ref + ": its factory fails with " + cause, cause);
  }

  /** What the component runtime says about a component that did not come up. */
  private String reason(Bundle bundle) {
    for (ComponentDescriptionDTO component : components.getComponentDescriptionDTOs(bundle)) {
      for (ComponentConfigurationDTO found : components.getComponentConfigurationDTOs(component)) {
        if (found.failure != null) {
          return found.failure.lines().findFirst().orElse("") + rootCause(found.failure);
        }
      }
    }
    return "its component did not come up";
  }

  private static String rootCause(String stackTrace) {
    return stackTrace
        .lines()
        .filter(line -> line.startsWith("Caused by: "))
        .reduce((first, last) -> last)
        .map(line -> ", c" + line.substring(1))
        .orElse("");
  }

  private ServiceException undone(GuestBundle guest, ServiceException why) {
    guest.release();
    uninstall(guest.bundle());
    return why;
  }

  /** Stops and uninstalls a guest that nobody uses any more. */
  void remove(Guest guest) {
    guest.bundle().release();
    uninstall(guest.bundle().bundle());
  }

  /** A guest whose stop hangs or throws is left behind: it is in no catalog and harms nobody. */
  private void uninstall(Bundle bundle) {
    try {
      deadline.call(
          "uninstall " + bundle.getLocation(),
          () -> {
            if (bundle.getState() != Bundle.UNINSTALLED) {
              bundle.uninstall();
            }
            return bundle;
          });
    } catch (TimeoutException e) {
      LOG.log(Level.WARNING, bundle.getLocation() + " does not stop within " + deadline.time());
    } catch (ExecutionException e) {
      LOG.log(Level.WARNING, bundle.getLocation() + " cannot be uninstalled: " + e.getCause());
    }
  }
}
