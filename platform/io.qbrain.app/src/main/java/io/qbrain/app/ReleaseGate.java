package io.qbrain.app;

import io.qbrain.model.AccountId;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Order;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.RiskScope;
import io.qbrain.port.OrderGateway;
import io.qbrain.port.PortException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last gate before the venue: what is durable leaves here, in order, unless trading was stopped
 * for it. The latches are set from any thread and work at once; everything else is the trading
 * thread's.
 */
final class ReleaseGate {
  private static final Logger LOG = LoggerFactory.getLogger(ReleaseGate.class);

  private final AccountId account;
  private final OrderGateway gateway;

  /** Takes what becomes of an order that does not leave. */
  private final Consumer<ExecutionReport> refused;

  private final Deque<Order> waiting = new ArrayDeque<>();

  /** New orders that wait until the venue has told how the others stand. */
  private final Deque<Order> held = new ArrayDeque<>();

  /** Open orders of which the venue has not told since it was connected. */
  private final Set<ClientOrderId> unconfirmed = new LinkedHashSet<>();

  private final Unanswered unanswered;
  private final Set<RiskScope> latched = ConcurrentHashMap.newKeySet();

  ReleaseGate(
      AccountId account,
      OrderGateway gateway,
      Consumer<ExecutionReport> refused,
      Unanswered unanswered) {
    this.account = account;
    this.gateway = gateway;
    this.refused = refused;
    this.unanswered = unanswered;
  }

  /** Stops what leaves in a scope, from this moment on. */
  void latch(RiskScope scope) {
    latched.add(scope);
  }

  void unlatch(RiskScope scope) {
    latched.remove(scope);
  }

  /** Forgets what waits; what is durable of it is added again. */
  void clear() {
    waiting.clear();
    held.clear();
    unconfirmed.clear();
    unanswered.clear();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Adds orders that leave with the next {@link #open}. */
  void add(Collection<Order> orders) {
    waiting.addAll(orders);
  }

  /** Adds those open orders that were durable but perhaps not sent; a venue knows one by its id. */
  void addUnanswered(Collection<Order> open) {
    for (Order order : open) {
      if (isPending(order) || order.isUnknown()) {
        waiting.add(order);
      }
    }
  }

  /**
   * Asks the venue how its orders stand. No new order leaves before it has told of each of those
   * that are open here.
   */
  void reconcile(Collection<Order> open) {
    boolean tells;
    try {
      tells = gateway.queryAll();
    } catch (PortException e) {
      LOG.warn("account {}: {} does not tell its orders: {}", account, gateway.name(), reason(e));
      tells = true;
    }
    for (Order order : open) {
      if (tells && order.status().isOpen() && order.status() != OrderStatus.SUBMITTED) {
        unconfirmed.add(order.id());
        unanswered.sent(order.id());
      }
    }
  }

  /** The venue has told something of an order. */
  void heard(ClientOrderId order) {
    if (unconfirmed.remove(order) && unconfirmed.isEmpty()) {
      waiting.addAll(held);
      held.clear();
    }
  }

  /** Asks again for what was not answered in time. */
  void checkAnswers(Supplier<List<Order>> open, long nowNanos) {
    List<ClientOrderId> overdue = unanswered.overdue();
    if (overdue.isEmpty()) {
      return;
    }
    Map<ClientOrderId, Order> byId = new LinkedHashMap<>();
    open.get().forEach(o -> byId.put(o.id(), o));
    for (ClientOrderId id : overdue) {
      Order order = byId.get(id);
      if (order == null) {
        unanswered.settled(id);
        heard(id);
      } else if (order.isUnknown()) {
        waiting.add(order);
      } else if (isPending(order) || unconfirmed.contains(id)) {
        refused.accept(unknown(order, "no answer within " + unanswered.within(), nowNanos));
      } else {
        unanswered.settled(id);
      }
    }
  }

  private static boolean isPending(Order order) {
    OrderStatus status = order.status();
    return status == OrderStatus.SUBMITTED
        || status == OrderStatus.PENDING_CANCEL
        || status == OrderStatus.PENDING_REPLACE;
  }

  private static ExecutionReport unknown(Order order, String reason, long nowNanos) {
    return ExecutionReport.of(
        0,
        ExecutionReport.Type.UNKNOWN,
        order.id(),
        order.venueOrderId().orElse(null),
        reason,
        nowNanos);
  }

  private static String reason(PortException e) {
    return String.valueOf(e.getMessage());
  }

  /** Lets everything out that waits. */
  void open(long nowNanos) {
    for (Order order = waiting.poll(); order != null; order = waiting.poll()) {
      release(order, nowNanos);
    }
  }

  /** A venue that cannot be reached has not refused: what became of the order is not known. */
  private void release(Order order, long nowNanos) {
    boolean isNew = order.status() == OrderStatus.SUBMITTED && !order.isUnknown();
    if (isNew && isStopped(order.instance())) {
      refused.accept(
          ExecutionReport.of(
              0,
              ExecutionReport.Type.CANCELED,
              order.id(),
              null,
              "trading was stopped before the order was sent",
              nowNanos));
      return;
    }
    if (isNew && !unconfirmed.isEmpty()) {
      held.add(order);
      return;
    }
    unanswered.sent(order.id());
    try {
      send(order, nowNanos);
    } catch (PortException e) {
      LOG.warn("account {}: order {}: {}", account, order.id(), reason(e));
      if (!order.isUnknown()) {
        refused.accept(unknown(order, reason(e), nowNanos));
      }
    }
  }

  private void send(Order order, long nowNanos) {
    if (order.isUnknown()) {
      gateway.query(order.id());
    } else if (order.status() == OrderStatus.PENDING_CANCEL) {
      gateway.cancel(order.id());
    } else if (order.status() == OrderStatus.PENDING_REPLACE) {
      replace(order, nowNanos);
    } else {
      gateway.submit(order);
    }
  }

  private void replace(Order order, long nowNanos) {
    boolean stopped = isStopped(order.instance());
    if (stopped || !gateway.replace(order)) {
      refused.accept(
          ExecutionReport.of(
              0,
              ExecutionReport.Type.REPLACE_REJECTED,
              order.id(),
              order.venueOrderId().orElse(null),
              stopped
                  ? "trading was stopped before the replacement was sent"
                  : gateway.name() + " cannot change an order",
              nowNanos));
    }
  }

  private boolean isStopped(InstanceId instance) {
    return !latched.isEmpty()
        && (latched.contains(RiskScope.PLATFORM)
            || latched.contains(new RiskScope(account, null))
            || latched.contains(new RiskScope(null, instance)));
  }
}
