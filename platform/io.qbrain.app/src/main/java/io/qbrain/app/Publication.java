package io.qbrain.app;

import io.qbrain.kernel.AccountSnapshot;
import io.qbrain.kernel.Kernel;
import io.qbrain.model.AccountId;
import io.qbrain.service.ServiceException;
import org.jspecify.annotations.Nullable;

/** What others see of an account: how it was after a durable turn. Written by its thread alone. */
final class Publication {
  private static final long INTERVAL_NANOS = 100_000_000L;

  /**
   * An account as it was after a durable turn.
   *
   * @param sequence the turn
   * @param droppedEvents how many events of the market were not taken since it was opened
   */
  record Published(AccountSnapshot account, long sequence, long droppedEvents) {}

  private long publishedAt;
  private volatile @Nullable Published published;
  private volatile long nowNanos;

  void publish(Kernel kernel, long durableSequence) {
    publishedAt = System.nanoTime();
    nowNanos = kernel.nowNanos();
    published = new Published(kernel.snapshot(), durableSequence, kernel.droppedEvents());
  }

  /** Returns whether the last one is so old that others should see a new one. */
  boolean isDue() {
    return System.nanoTime() - publishedAt >= INTERVAL_NANOS;
  }

  /** Returns the account's time as last published, in nanoseconds since 1970; any thread. */
  long nowNanos() {
    return nowNanos;
  }

  /** Returns how many events were not taken; any thread. */
  long droppedEvents() {
    Published now = published;
    return now == null ? 0 : now.droppedEvents();
  }

  /**
   * Returns what was published last; any thread.
   *
   * @throws ServiceException UNAVAILABLE before the first
   */
  Published get(AccountId account, @Nullable String halted) {
    Published now = published;
    if (now == null) {
      throw new ServiceException(
          ServiceException.Kind.UNAVAILABLE,
          "account.not-ready",
          "account " + account + " is not ready: " + halted);
    }
    return now;
  }
}
