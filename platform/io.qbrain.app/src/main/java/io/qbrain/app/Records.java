package io.qbrain.app;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Effect;
import io.qbrain.model.Fill;
import io.qbrain.model.InstanceId;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Order;
import io.qbrain.model.Times;
import io.qbrain.model.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The latest orders, fills, ledger entries and log lines of an account, for queries. Each is
 * bounded: the oldest go first; the journal has them all. Thread-safe.
 */
final class Records {
  static final int MAX_ORDERS = 10_000;
  static final int MAX_FILLS = 10_000;
  static final int MAX_ENTRIES = 20_000;
  static final int MAX_LOG_LINES = 1_000;

  private final Map<ClientOrderId, Order> orders = new LinkedHashMap<>();
  private final Deque<Fill> fills = new ArrayDeque<>();
  private final Deque<LedgerEntry> entries = new ArrayDeque<>();
  private final Map<InstanceId, Deque<String>> logs = new LinkedHashMap<>();

  /** Forgets what the journal tells again; log lines stay. */
  synchronized void clear() {
    orders.clear();
    fills.clear();
    entries.clear();
  }

  synchronized void apply(Turn turn) {
    for (Effect effect : turn.effects()) {
      if (effect instanceof Effect.OrderChanged o) {
        orders.put(o.order().id(), o.order());
        if (orders.size() > MAX_ORDERS) {
          dropOldestClosed();
        }
        if (o.fill() != null) {
          add(fills, o.fill(), MAX_FILLS);
        }
      } else if (effect instanceof Effect.LedgerPosted p) {
        add(entries, p.entry(), MAX_ENTRIES);
      }
    }
  }

  private void dropOldestClosed() {
    Iterator<Order> all = orders.values().iterator();
    while (all.hasNext()) {
      if (all.next().status().isTerminal()) {
        all.remove();
        return;
      }
    }
  }

  private static <T> void add(Deque<T> queue, T value, int most) {
    queue.addLast(value);
    if (queue.size() > most) {
      queue.removeFirst();
    }
  }

  synchronized void log(InstanceId instance, long timeNanos, String message) {
    add(
        logs.computeIfAbsent(instance, id -> new ArrayDeque<>()),
        Times.instant(timeNanos) + " " + message.replace('\n', ' ').replace('\r', ' '),
        MAX_LOG_LINES);
  }

  synchronized List<String> log(InstanceId instance) {
    Deque<String> lines = logs.get(instance);
    return lines == null ? List.of() : List.copyOf(lines);
  }

  synchronized List<Order> orders(Optional<InstanceId> instance, boolean openOnly) {
    return orders.values().stream()
        .filter(o -> instance.isEmpty() || o.instance().equals(instance.get()))
        .filter(o -> !openOnly || o.status().isOpen())
        .toList();
  }

  /** Returns whether there were more orders than are here. */
  synchronized boolean hasEarlierOrders() {
    return orders.size() >= MAX_ORDERS;
  }

  synchronized Optional<Order> order(ClientOrderId id) {
    return Optional.ofNullable(orders.get(id));
  }

  synchronized List<Fill> fills(Optional<InstanceId> instance, int limit) {
    List<Fill> found = new ArrayList<>();
    Iterator<Fill> newest = fills.descendingIterator();
    while (newest.hasNext() && found.size() < limit) {
      Fill fill = newest.next();
      if (instance.isEmpty() || fill.instance().equals(instance.get())) {
        found.add(fill);
      }
    }
    return found;
  }

  /** Returns whether there were more fills than are here. */
  synchronized boolean hasEarlierFills() {
    return fills.size() >= MAX_FILLS;
  }

  /** Returns whether there were entries after a number that are not here any more. */
  synchronized boolean hasEntriesBetween(long after) {
    LedgerEntry first = entries.peekFirst();
    return first != null && first.number() > after + 1;
  }

  synchronized List<LedgerEntry> entries(long after, int limit) {
    return entries.stream().filter(e -> e.number() > after).limit(limit).toList();
  }
}
