package io.qbrain.testkit.contract;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what can only be asked for again and again. */
public final class Eventually {
  /** The longest wait of a test. */
  public static final Duration WITHIN = Duration.ofSeconds(20);

  private static final long PAUSE_NANOS = 5_000_000L;

  private Eventually() {}

  /** Returns the first value that fits; fails with the last one after {@link #WITHIN}. */
  public static <T> T until(Supplier<T> value, Predicate<T> fits) {
    return until(WITHIN, value, fits);
  }

  /** Returns the first value that fits; fails with the last one after a time. */
  public static <T> T until(Duration within, Supplier<T> value, Predicate<T> fits) {
    long end = System.nanoTime() + within.toNanos();
    while (true) {
      T found = value.get();
      if (fits.test(found)) {
        return found;
      }
      if (System.nanoTime() - end > 0) {
        return fail("after %s it is still %s", within, found);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
