package io.qbrain.kernel;

import io.qbrain.model.Fixed;
import io.qbrain.model.Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Closes positions when a book's equity is below its maintenance margin: first those that take most
 * of it, then by instrument, until the rest is covered. The orders are ordinary ones, with {@link
 * #TAG}.
 */
final class Liquidation {
  /** The tag of the orders that liquidate. */
  static final String TAG = "LIQUIDATION";

  private final MarginRules margins;
  private final AccountState state;
  private final Emitter out;
  private final OrderDesk orders;

  Liquidation(MarginRules margins, AccountState state, Emitter out, OrderDesk orders) {
    this.margins = margins;
    this.state = state;
    this.out = out;
    this.orders = orders;
  }

  /** Looks at all books that hold what has a new price. */
  void check(Market moved) {
    if (margins.maintenanceRate(moved) == 0) {
      return;
    }
    List<Runner> runners = state.runnersInOrder;
    for (int i = 0; i < runners.size(); i++) {
      Runner r = runners.get(i);
      Holding h = r.book.find(moved);
      if (h != null && h.quantity != 0) {
        long required = margins.maintenance(r.book);
        long equity = r.book.equity();
        if (equity < required) {
          liquidate(r, equity, required);
        }
      }
    }
  }

  private void liquidate(Runner runner, long equity, long required) {
    List<Order> working = new ArrayList<>();
    for (Order o : List.copyOf(runner.book.openOrders.values())) {
      if (o.request().tag().equals(TAG)) {
        working.add(o);
      } else {
        orders.cancel(o);
      }
    }
    List<Holding> held = new ArrayList<>();
    for (Holding h : runner.book.holdings) {
      if (h.quantity != 0 || !h.lots.isEmpty()) {
        held.add(h);
      }
    }
    held.sort(
        Comparator.comparingLong((Holding h) -> -margins.maintenance(h)).thenComparing(h -> h.id));
    long left = required;
    for (Holding h : held) {
      if (left <= equity) {
        return;
      }
      left -= margins.maintenance(h);
      if (working.stream().noneMatch(o -> o.instrument().equals(h.id))) {
        out.log(
            runner.instance.id(),
            "liquidating "
                + h.position().quantity()
                + " "
                + h.id
                + ": equity "
                + Fixed.format(equity, 2)
                + " is below the maintenance margin of "
                + Fixed.format(required, 2)
                + " "
                + state.currency);
        orders.close(runner, h, TAG);
      }
    }
  }
}
