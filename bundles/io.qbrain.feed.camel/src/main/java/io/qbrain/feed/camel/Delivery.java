package io.qbrain.feed.camel;

import io.qbrain.model.MarketEvent;
import io.qbrain.port.MarketSink;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands events to a sink and counts them; where the sink is full it waits and tries again. One
 * thread gives, any may stop and read the counts.
 */
final class Delivery implements Counts {
  private static final long FIRST_WAIT_NANOS = 1_000_000;
  private static final long LONGEST_WAIT_NANOS = 50_000_000;

  private final MarketSink sink;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong lastEventNanos = new AtomicLong();
  private final AtomicLong rejected = new AtomicLong();

  Delivery(MarketSink sink) {
    this.sink = sink;
  }

  /** Gives an event and returns true, or returns false because this was stopped before. */
  boolean give(MarketEvent event) {
    long waitNanos = FIRST_WAIT_NANOS;
    while (!isStopped()) {
      if (sink.accept(event) != MarketSink.Result.FULL) {
        events.incrementAndGet();
        lastEventNanos.set(event.timeNanos());
        return true;
      }
      pause(waitNanos);
      waitNanos = Math.min(2 * waitNanos, LONGEST_WAIT_NANOS);
    }
    return false;
  }

  /** Gives an event if the sink takes it within a time; returns whether it did. */
  boolean give(MarketEvent event, long longestNanos, long betweenNanos) {
    for (long waited = 0; !isStopped(); waited += betweenNanos) {
      if (sink.accept(event) != MarketSink.Result.FULL) {
        events.incrementAndGet();
        lastEventNanos.set(event.timeNanos());
        return true;
      }
      if (waited >= longestNanos || !pause(betweenNanos)) {
        return false;
      }
    }
    return false;
  }

  /** Waits that long, or until this is stopped; returns whether it may go on. */
  boolean pause(long nanos) {
    try {
      return nanos <= 0 ? !isStopped() : !stopped.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
      return false;
    }
  }

  void reject(long rows) {
    rejected.addAndGet(rows);
  }

  void stop() {
    stopped.countDown();
  }

  boolean isStopped() {
    return stopped.getCount() == 0;
  }

  @Override
  public long events() {
    return events.get();
  }

  @Override
  public long lastEventNanos() {
    return lastEventNanos.get();
  }

  @Override
  public long rejected() {
    return rejected.get();
  }
}
