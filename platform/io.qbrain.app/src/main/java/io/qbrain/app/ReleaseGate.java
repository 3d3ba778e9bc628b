package io.qbrain.app;

import io.qbrain.model.AccountId;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Order;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.RiskScope;
import io.qbrain.port.OrderGateway;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The last gate before the venue: what is durable leaves here, in order, unless trading was stopped
 * for it. The latches are set from any thread and work at once; everything else is the trading
 * thread's.
 */
final class ReleaseGate {
  private final AccountId account;
  private final OrderGateway gateway;

  /** Takes what becomes of an order that does not leave. */
  private final Consumer<ExecutionReport> refused;

  private final Deque<Order> waiting = new ArrayDeque<>();
  private final Set<RiskScope> latched = ConcurrentHashMap.newKeySet();

  ReleaseGate(AccountId account, OrderGateway gateway, Consumer<ExecutionReport> refused) {
    this.account = account;
    this.gateway = gateway;
    this.refused = refused;
  }

  /** Stops what leaves in a scope, from this moment on. */
  void latch(RiskScope scope) {
    latched.add(scope);
  }

  void unlatch(RiskScope scope) {
    latched.remove(scope);
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
      OrderStatus status = order.status();
      if (status == OrderStatus.SUBMITTED
          || status == OrderStatus.PENDING_CANCEL
          || status == OrderStatus.PENDING_REPLACE) {
        waiting.add(order);
      }
    }
  }

  /** Lets everything out that waits. */
  void open(long nowNanos) {
    for (Order order = waiting.poll(); order != null; order = waiting.poll()) {
      release(order, nowNanos);
    }
  }

  private void release(Order order, long nowNanos) {
    if (order.isUnknown()) {
      gateway.query(order.id());
    } else if (order.status() == OrderStatus.PENDING_CANCEL) {
      gateway.cancel(order.id());
    } else if (order.status() == OrderStatus.PENDING_REPLACE) {
      replace(order, nowNanos);
    } else if (isStopped(order.instance())) {
      refused.accept(
          ExecutionReport.of(
              0,
              ExecutionReport.Type.CANCELED,
              order.id(),
              null,
              "trading was stopped before the order was sent",
              nowNanos));
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
