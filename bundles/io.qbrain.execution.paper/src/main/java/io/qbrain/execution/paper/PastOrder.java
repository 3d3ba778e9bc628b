package io.qbrain.execution.paper;

import io.qbrain.model.ExecutionReport;
import io.qbrain.model.ExecutionReport.Type;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Replacement;
import io.qbrain.model.VenueOrderId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the log says of one order. */
final class PastOrder {
  private Order order;
  private @Nullable VenueOrderId venueId;
  private @Nullable Order asked;
  private boolean isAsked;
  private boolean triggered;
  private boolean done;
  private OrderStatus end = OrderStatus.FILLED;
  private long paid;
  private long number;
  private long lastLine;

  /** What was asked for before the last, and is not answered. */
  private @Nullable Order before;

  PastOrder(Order order, long lineEnd) {
    this.order = order;
    this.lastLine = lineEnd;
  }

  /** A replacement was asked for, of the quantity or of prices only. */
  void ask(Order replacement, boolean ofQuantity, long lineEnd) {
    lastLine = lineEnd;
    before = isAsked ? asked : null;
    isAsked = true;
    OrderRequest request = replacement.request();
    Replacement wanted =
        Replacement.of(
            ofQuantity ? replacement.quantity() : null,
            request.limitPrice().orElse(null),
            request.stopPrice().orElse(null));
    wanted = request.trailingOffset().map(wanted::withTrailingOffset).orElse(wanted);
    asked =
        order.status().isTerminal()
            ? null
            : order.pendingReplace(wanted, replacement.createdNanos());
  }

  /** The venue told something of it. */
  void learn(ExecutionReport report, long lineEnd) {
    lastLine = lineEnd;
    triggered |= report.type() == Type.TRIGGERED;
    switch (report.type()) {
      case REJECTED -> end(OrderStatus.REJECTED);
      case CANCELED -> end(OrderStatus.CANCELED);
      case EXPIRED -> end(OrderStatus.EXPIRED);
      case FILL -> fill(report);
      case REPLACED -> replaced(report);
      case REPLACE_REJECTED -> refused();
      case RESTATED -> order = order.restated(report.orderQuantity(), report.timeNanos());
      default -> {}
    }
    VenueOrderId id = report.venueOrderId();
    if (id != null) {
      venueId = id;
      number = Long.parseLong(id.toString().substring(1));
    }
  }

  private void end(OrderStatus as) {
    done = true;
    end = as;
  }

  private void fill(ExecutionReport report) {
    if (order.isSizedAtFill() && order.quantity().isZero()) {
      order =
          order.sized(
              Objects.requireNonNull(report.side()), report.orderQuantity(), report.timeNanos());
    }
    order = order.filled(report.quantity(), report.price(), report.timeNanos());
    Money fee = report.fee();
    paid = Math.addExact(paid, fee == null ? 0 : fee.raw());
    done = order.status().isTerminal();
  }

  private void replaced(ExecutionReport report) {
    Order wanted = asked;
    if (wanted != null && isAsked) {
      isAsked = false;
      order = order.pendingReplace(wanted.replacement().orElseThrow(), report.timeNanos());
    }
    order = order.replaced(report.orderQuantity(), report.timeNanos());
    done = order.status().isTerminal();
  }

  /** What was asked for last is not done; what was asked for before it may still be on its way. */
  private void refused() {
    asked = before;
    isAsked = before != null;
    before = null;
  }

  Order order() {
    return order;
  }

  /** Returns the order with the replacement that was asked for last, or null. */
  @Nullable Order asked() {
    return asked;
  }

  @Nullable VenueOrderId venueId() {
    return venueId;
  }

  /** Returns the venue's number of it, 0 if it has none. */
  long number() {
    return number;
  }

  /** Returns the fees that it has paid, in units of 1e-8. */
  long paid() {
    return paid;
  }

  boolean isTriggered() {
    return triggered;
  }

  /** Returns whether the venue has it; else it never answered. */
  boolean isKnown() {
    return venueId != null || done;
  }

  /** Returns whether the venue took it: its list counts what it trades, and not one rejected. */
  boolean hasWorked() {
    return venueId != null;
  }

  boolean isWorking() {
    return venueId != null && !done;
  }

  /** Returns where the last line of it ends in the log. */
  long lastLine() {
    return lastLine;
  }

  /** Returns how an order that does not work any more stands at the venue. */
  ExecutionReport status(long timeNanos) {
    OrderStatus at = order.status().isTerminal() ? order.status() : end;
    return ExecutionReport.status(
        order.id(), venueId, at, order.quantity(), order.filledQuantity(), timeNanos);
  }
}
