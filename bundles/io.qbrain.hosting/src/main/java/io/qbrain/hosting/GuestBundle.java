package io.qbrain.hosting;

import io.qbrain.strategy.StrategyFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * The bundle of one strategy and the factory service that this very bundle registers, whatever
 * others register with whatever ranking. Says when the service goes away without being released.
 */
final class GuestBundle {
  private final BundleContext context;
  private final Bundle bundle;
  private final Runnable whenLost;
  private final AtomicBoolean released = new AtomicBoolean();
  private final ServiceTracker<Object, ServiceReference<Object>> tracker;
  private volatile @Nullable ServiceReference<Object> held;
  private volatile boolean lost;

  GuestBundle(BundleContext context, Bundle bundle, Runnable whenLost) {
    this.context = context;
    this.bundle = bundle;
    this.whenLost = whenLost;
    this.tracker = tracker();
  }

  private ServiceTracker<Object, ServiceReference<Object>> tracker() {
    String filter =
        "(&(%s=%s)(%s=%d))"
            .formatted(
                Constants.OBJECTCLASS,
                StrategyFactory.class.getName(),
                Constants.SERVICE_BUNDLEID,
                bundle.getBundleId());
    try {
      return new ServiceTracker<>(context, FrameworkUtil.createFilter(filter), new References());
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("expected a filter, found " + filter, e);
    }
  }

  /** Tracks references only: getting the service would run the guest's constructor in an event. */
  private final class References
      implements ServiceTrackerCustomizer<Object, ServiceReference<Object>> {
    @Override
    public ServiceReference<Object> addingService(ServiceReference<Object> reference) {
      return reference;
    }

    @Override
    public void modifiedService(
        ServiceReference<Object> reference, ServiceReference<Object> service) {
      // Properties of a factory mean nothing here.
    }

    @Override
    public void removedService(
        ServiceReference<Object> reference, ServiceReference<Object> service) {
      if (reference.equals(held) && !released.get()) {
        lost = true;
        whenLost.run();
      }
    }
  }

  Bundle bundle() {
    return bundle;
  }

  /** Returns whether the service has gone although nobody released it. */
  boolean isLost() {
    return lost;
  }

  /** Begins to watch; before the bundle starts. */
  void watch() {
    tracker.open();
  }

  /**
   * Waits for the factory and makes it, which runs code of the guest; null if its constructor threw
   * or no service came in time.
   */
  @Nullable StrategyFactory<?> factory(long millis) throws InterruptedException {
    ServiceReference<Object> reference = tracker.waitForService(millis);
    if (reference == null) {
      return null;
    }
    Object service = context.getService(reference);
    if (service != null) {
      held = reference;
    }
    return service instanceof StrategyFactory<?> factory ? factory : null;
  }

  /** Lets go of the service; the bundle may go now. */
  void release() {
    if (released.compareAndSet(false, true)) {
      tracker.close();
      ServiceReference<Object> reference = held;
      if (reference != null) {
        context.ungetService(reference);
      }
    }
  }
}
