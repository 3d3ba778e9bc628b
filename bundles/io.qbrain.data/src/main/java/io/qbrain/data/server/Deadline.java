package io.qbrain.data.server;

import io.qbrain.port.PortException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A wait for something outside this process, which can only be asked for again and again. */
final class Deadline {
  private static final long PAUSE_MILLIS = 20;

  private final long endNanos;

  private Deadline(long endNanos) {
    this.endNanos = endNanos;
  }

  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  boolean isOver() {
    return System.nanoTime() - endNanos >= 0;
  }

  /** Answers whether the condition came true in time. */
  boolean await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (isOver()) {
        return false;
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new PortException("interrupted while waiting for PostgreSQL", e);
      }
    }
    return true;
  }
}
