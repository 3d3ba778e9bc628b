package io.qbrain.cache;

import io.qbrain.port.PortException;
import io.qbrain.port.SharedCache;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the shared level what it is owed as soon as it can be told: other nodes keep in memory what
 * they do not hear.
 */
final class Repayment {
  private static final Logger LOG = LoggerFactory.getLogger(Repayment.class);

  private final Owed owed;
  private final Hearing hearing;
  private final Supplier<@Nullable SharedCache> shared;
  private final AtomicBoolean planned = new AtomicBoolean();

  Repayment(Owed owed, Hearing hearing, Supplier<@Nullable SharedCache> shared) {
    this.owed = owed;
    this.hearing = hearing;
    this.shared = shared;
  }

  /** Pays in a second, and again until all is paid or there is no shared level. */
  void plan() {
    if (owed.isAny() && planned.compareAndSet(false, true) && !hearing.later(this::pay)) {
      planned.set(false);
    }
  }

  /** What was planned is not done any more. */
  void stop() {
    planned.set(false);
  }

  private void pay() {
    planned.set(false);
    SharedCache level = shared.get();
    if (level == null) {
      return; // planned anew when there is one again
    }
    try {
      if (level.isAvailable()) {
        owed.pay(level);
      }
    } catch (PortException e) {
      LOG.debug("evictions are still owed to the shared level: {}", e.getMessage());
    }
    plan();
  }
}
