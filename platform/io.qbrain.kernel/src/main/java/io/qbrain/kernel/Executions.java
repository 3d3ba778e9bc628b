package io.qbrain.kernel;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.Fill;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Order;
import io.qbrain.model.OrderLink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fills and closed orders of late: to know a report that comes twice, to take a fill back, and
 * to book one that comes after the end of its order. Bounded; the oldest are forgotten.
 */
final class Executions {
  private static final int REMEMBERED_ORDERS = 4_096;
  private static final int FIRST_ORDERS = 16;

  private final RecentFills fills = new RecentFills();
  private Order[] closed = new Order[FIRST_ORDERS];
  private int closedCount;
  private int nextClosed;

  boolean isKnown(ExecutionId execution) {
    return fills.isKnown(execution);
  }

  /** Returns a fill of late and what it did to the ledger, or null. */
  @Nullable Executed find(ExecutionId execution) {
    return fills.find(execution);
  }

  void add(Fill fill) {
    fills.add(fill);
  }

  /** The entry of the last fill, or one that turns an earlier entry round. */
  void posted(LedgerEntry entry) {
    if (entry.kind() == LedgerEntry.Kind.TRADE) {
      fills.posted(entry);
    } else if (entry.kind() == LedgerEntry.Kind.REVERSAL) {
      fills.reversed(ExecutionId.of(entry.reference()));
    }
  }

  /** The entry of the last fill. */
  void posted(TradeEntry entry) {
    fills.posted(entry);
  }

  /** Keeps an order that traded or belongs to others; of any other nothing can come any more. */
  void close(Order order) {
    for (int i = 0; order.isLinked() && i < closedCount; i++) {
      if (closed[i].id().equals(order.id())) {
        closed[i] = order;
        return;
      }
    }
    if (nextClosed == closed.length && closed.length < REMEMBERED_ORDERS) {
      closed = Arrays.copyOf(closed, closed.length * 2);
    } else if (nextClosed == closed.length) {
      nextClosed = 0;
    }
    closed[nextClosed++] = order;
    closedCount = Math.max(closedCount, nextClosed);
  }

  /** Returns an order that was closed lately as it was then, or null. */
  @Nullable Order closed(ClientOrderId id) {
    for (int i = nextClosed - 1; i >= 0; i--) {
      if (closed[i].id().equals(id)) {
        return closed[i];
      }
    }
    for (int i = closedCount - 1; i >= nextClosed; i--) {
      if (closed[i].id().equals(id)) {
        return closed[i];
      }
    }
    return null;
  }

  /** Returns the orders of a group of a list that were closed lately. */
  List<Order> closedOfGroup(OrderLink group) {
    List<Order> found = new ArrayList<>();
    for (int i = 0; i < closedCount; i++) {
      Order o = closed[i];
      if (o.isLinked() && o.link().orElseThrow().isOfGroup(group) && isLatest(o)) {
        found.add(o);
      }
    }
    return found;
  }

  /** Returns the groups of the orders closed lately that an order triggers. */
  List<OrderLink> groupsTriggeredBy(ClientOrderId trigger) {
    List<OrderLink> groups = new ArrayList<>();
    for (int i = 0; i < closedCount; i++) {
      OrderLink link = closed[i].link().orElse(null);
      if (link != null
          && isTriggeredBy(link, trigger)
          && groups.stream().noneMatch(link::isOfGroup)) {
        groups.add(link);
      }
    }
    return groups;
  }

  private static boolean isTriggeredBy(OrderLink link, ClientOrderId trigger) {
    return link.trigger().filter(trigger::equals).isPresent();
  }

  private boolean isLatest(Order order) {
    Order latest = closed(order.id());
    return latest != null && order.equals(latest);
  }
}
