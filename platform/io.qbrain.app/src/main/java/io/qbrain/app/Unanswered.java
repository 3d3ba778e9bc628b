package io.qbrain.app;

import io.qbrain.model.ClientOrderId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Until when the venue's answers are waited for. Each time that the same order is asked for again
 * the wait is twice as long, up to {@link #LONGEST}. By the monotonic clock; one thread.
 */
final class Unanswered {
  /** No answer is waited for longer than this. */
  static final Duration LONGEST = Duration.ofSeconds(30);

  private static final int MOST_DOUBLINGS = 8;

  private record Wait(long deadline, int tries) {}

  private final Duration within;
  private final LongSupplier ticks;
  private final Map<ClientOrderId, Wait> waits = new LinkedHashMap<>();

  Unanswered(Duration within, LongSupplier ticks) {
    this.within = within;
    this.ticks = ticks;
  }

  Duration within() {
    return within;
  }

  /** Something was sent for an order. */
  void sent(ClientOrderId order) {
    Wait before = waits.get(order);
    int tries = before == null ? 0 : Math.min(MOST_DOUBLINGS, before.tries() + 1);
    long longest = Math.max(LONGEST.toNanos(), within.toNanos());
    long wait = Math.min(longest, within.toNanos() << tries);
    waits.put(order, new Wait(ticks.getAsLong() + wait, tries));
  }

  /** Nothing is waited for any more. */
  void settled(ClientOrderId order) {
    waits.remove(order);
  }

  void clear() {
    waits.clear();
  }

  /** Returns the orders whose answer should have come. */
  List<ClientOrderId> overdue() {
    if (waits.isEmpty()) {
      return List.of();
    }
    long now = ticks.getAsLong();
    List<ClientOrderId> overdue = new ArrayList<>();
    waits.forEach(
        (id, w) -> {
          if (w.deadline() - now <= 0) {
            overdue.add(id);
          }
        });
    return overdue;
  }
}
