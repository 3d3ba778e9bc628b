package io.qbrain.kernel;

import io.qbrain.model.ExecutionReport;
import io.qbrain.model.Order;
import io.qbrain.model.OrderStatus;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a venue says of an order that it was asked for with what is known here, and settles
 * each difference by a rule: fills that are missing are asked for; an end that was not told is
 * taken; a cancel or a replacement that got lost is sent again; an order that is not known here is
 * told and left alone.
 */
final class VenueStatuses {
  /** Books a change of an order. */
  interface Change {
    void of(Order before, Order after, ExecutionReport report);
  }

  private final AccountState state;
  private final Emitter out;
  private final Change change;

  VenueStatuses(AccountState state, Emitter out, Change change) {
    this.state = state;
    this.out = out;
    this.change = change;
  }

  @Nullable Refusal take(ExecutionReport report) {
    OrderStatus there = report.status().orElseThrow();
    Order order = state.openOrder(report.orderId());
    if (order == null || !order.status().isOpen()) {
      return there.isTerminal() ? null : external(report);
    }
    if (report.quantity().raw() > order.filledRaw()) {
      missing(order, report);
    } else if (report.quantity().raw() < order.filledRaw()) {
      return Refusal.conflict(
          "order.drift",
          "the venue has filled " + report.quantity() + " of " + order + ": it knows less than we");
    } else if (there.isTerminal()) {
      change.of(order, ended(order, there, report), report);
    } else {
      works(order, there, report);
    }
    return null;
  }

  private static Refusal external(ExecutionReport report) {
    return Refusal.conflict(
        "order.external",
        "order " + report.orderId() + " works at the venue and is not open here; it is left alone");
  }

  /** Asks once; while that is not answered the order stays unknown. */
  private void missing(Order order, ExecutionReport report) {
    if (!order.isUnknown()) {
      String reason =
          "the venue has filled "
              + report.quantity()
              + ", here "
              + order.filledQuantity()
              + " are known";
      change.of(order, order.unknown(reason, report.timeNanos()), report);
    }
  }

  private static Order ended(Order order, OrderStatus there, ExecutionReport report) {
    String reason = "the venue says that it is " + there;
    long time = report.timeNanos();
    return switch (there) {
      case REJECTED ->
          order.filledQuantity().isZero()
              ? order.rejected(reason, time)
              : order.canceled(reason, time);
      case EXPIRED -> order.expired(reason, time);
      default -> order.canceled(reason, time);
    };
  }

  private void works(Order order, OrderStatus there, ExecutionReport report) {
    Order after = order;
    long time = report.timeNanos();
    boolean isNew = order.isUnknown() || order.status() == OrderStatus.SUBMITTED;
    if (isNew && report.venueOrderId() != null) {
      after = after.accepted(report.venueOrderId(), time);
    }
    if (there == OrderStatus.TRIGGERED && order.type().isTriggered() && !order.isTriggered()) {
      after = after.triggered(time);
    }
    boolean resized =
        report.orderQuantity().signum() > 0
            && order.replacement().isEmpty()
            && !report.orderQuantity().equals(order.quantity());
    if (resized) {
      after = after.replaced(report.orderQuantity(), time);
    }
    change.of(order, after, report);
    boolean pending =
        after.status() == OrderStatus.PENDING_CANCEL
            || after.status() == OrderStatus.PENDING_REPLACE;
    if (order.isUnknown() && pending) {
      out.tell(after);
    }
  }
}
