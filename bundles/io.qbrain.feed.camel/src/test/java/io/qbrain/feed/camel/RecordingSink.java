package io.qbrain.feed.camel;

import io.qbrain.model.Bar;
import io.qbrain.model.MarketEvent;
import io.qbrain.port.MarketSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Keeps what it is given; may be full for a while. */
final class RecordingSink implements MarketSink {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final List<MarketEvent> events = new ArrayList<>();
  private final Set<String> threads = new TreeSet<>();
  private long full;

  /** Refuses the next events. */
  synchronized void refuse(long events) {
    full = events;
  }

  synchronized long stillToRefuse() {
    return full;
  }

  @Override
  public synchronized Result accept(MarketEvent event) {
    threads.add(Thread.currentThread().getName());
    if (full > 0) {
      full--;
      return Result.FULL;
    }
    events.add(event);
    return Result.ACCEPTED;
  }

  synchronized List<MarketEvent> events() {
    return List.copyOf(events);
  }

  synchronized List<Bar> bars() {
    return events.stream().map(Bar.class::cast).toList();
  }

  synchronized Set<String> threads() {
    return Set.copyOf(threads);
  }

  void await(int count) {
    await(() -> events().size() >= count, count + " events");
  }

  static void await(BooleanSupplier condition, String what) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("expected " + what + " within " + DEADLINE);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }
}
