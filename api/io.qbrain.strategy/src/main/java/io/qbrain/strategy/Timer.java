package io.qbrain.strategy;

import io.qbrain.model.Times;
import java.time.Instant;

/**
 * A timer that has come.
 *
 * @since 1.0
 */
public final class Timer {
  private final String name;
  private final long dueNanos;

  private Timer(String name, long dueNanos) {
    this.name = name;
    this.dueNanos = dueNanos;
  }

  /** Returns a timer. */
  public static Timer of(String name, long dueNanos) {
    return new Timer(name, dueNanos);
  }

  /** Returns the name that it was set with. */
  public String name() {
    return name;
  }

  /** Returns the time that it was set for. */
  public Instant due() {
    return Times.instant(dueNanos);
  }

  @Override
  public String toString() {
    return name + " at " + due();
  }
}
