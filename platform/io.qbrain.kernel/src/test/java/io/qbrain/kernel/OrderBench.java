package io.qbrain.kernel;

import static io.qbrain.kernel.Desk.A;

import io.qbrain.model.Order;
import io.qbrain.model.OrderList;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.strategy.StrategyContext;
import java.util.List;
import java.util.function.Consumer;

/** A desk with one instance that asks for orders, bar by bar. */
abstract class OrderBench {
  final Script script = new Script();
  final Desk desk = Desk.open(Desk.REFERENCE).running("s", script);
  int minute;

  void onBar(Consumer<StrategyContext> what) {
    boolean[] done = {false};
    script.bar =
        (bar, c) -> {
          if (!done[0]) {
            done[0] = true;
            what.accept(c);
          }
        };
    desk.bar(A, ++minute, "100");
  }

  static OrderRequest limit(Side side, long quantity, String price) {
    return OrderRequest.limit(A, side, Quantity.of(quantity), Price.parse(price));
  }

  static OrderRequest stop(Side side, long quantity, String price) {
    return OrderRequest.stop(A, side, Quantity.of(quantity), Price.parse(price));
  }

  static OrderList bracket(long quantity) {
    return OrderList.bracket(
        OrderRequest.market(A, Side.BUY, Quantity.of(quantity)),
        stop(Side.SELL, quantity, "95"),
        limit(Side.SELL, quantity, "110"));
  }

  Order order(String id) {
    for (Order o : desk.book("s").openOrders()) {
      if (o.id().toString().equals(id)) {
        return o;
      }
    }
    throw new AssertionError("no open order " + id + ": " + desk.book("s").openOrders());
  }

  List<String> open() {
    return desk.book("s").openOrders().stream()
        .map(o -> o.id() + " " + o.status() + " " + o.quantity())
        .toList();
  }
}
