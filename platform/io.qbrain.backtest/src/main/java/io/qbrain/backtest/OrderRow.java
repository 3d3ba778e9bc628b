package io.qbrain.backtest;

import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.TrailingOffset;
import java.util.List;

/** An order as it was at the end of a run, as a row of text. */
final class OrderRow {
  static final List<String> NAMES =
      List.of(
          "order",
          "instance",
          "created",
          "updated",
          "instrument",
          "side",
          "type",
          "quantity",
          "limitPrice",
          "stopPrice",
          "trailingOffset",
          "timeInForce",
          "expires",
          "flags",
          "list",
          "status",
          "filled",
          "averagePrice",
          "reason",
          "tag");

  private OrderRow() {}

  static List<List<String>> of(BacktestResult result) {
    return result.orders().stream().map(OrderRow::row).toList();
  }

  private static List<String> row(Order o) {
    OrderRequest r = o.request();
    return List.of(
        o.id().toString(),
        o.instance().toString(),
        Report.time(o.createdNanos()),
        Report.time(o.updatedNanos()),
        o.instrument().toString(),
        o.side().toString(),
        o.type().toString(),
        o.quantity().toString(),
        r.limitPrice().map(Price::toString).orElse(""),
        r.stopPrice().map(Price::toString).orElse(""),
        r.trailingOffset().map(TrailingOffset::toString).orElse(""),
        r.timeInForce().toString(),
        r.expireNanos() == 0 ? "" : Report.time(r.expireNanos()),
        (r.isPostOnly() ? "post-only" : "")
            + (r.isPostOnly() && r.isReduceOnly() ? " " : "")
            + (r.isReduceOnly() ? "reduce-only" : ""),
        o.link().map(Object::toString).orElse(""),
        o.status().toString(),
        o.filledQuantity().toString(),
        o.averagePrice().map(Price::toString).orElse(""),
        o.reason(),
        r.tag());
  }
}
