package io.qbrain.kernel;

import io.qbrain.model.Fixed;
import io.qbrain.model.Order;
import io.qbrain.model.PriceSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Closes positions when a book's equity is below its maintenance margin, as the {@link MarginCalls}
 * of the terms say: whole positions, first those that take most of it, then by instrument, until
 * the rest is covered; or of those that lost most what is missing. The orders are ordinary ones,
 * with {@link #TAG}.
 */
final class Liquidation {
  /** The tag of the orders that liquidate. */
  static final String TAG = "LIQUIDATION";

  private static final long NOT_DUE = Long.MIN_VALUE;

  private final MarginRules margins;
  private final AccountState state;
  private final Emitter out;
  private final OrderDesk orders;
  private final Sizing sizing;

  /** When the margin is looked at next; an account that starts anew looks at once. */
  private long nextNanos = Long.MIN_VALUE;

  /** Since when a look is due that waits for prices. */
  private long dueNanos = NOT_DUE;

  Liquidation(KernelSettings settings, AccountState state, Emitter out, OrderDesk orders) {
    this.margins = new MarginRules(settings, state);
    this.state = state;
    this.out = out;
    this.orders = orders;
    this.sizing = new Sizing(settings, state);
  }

  /**
   * Looks at all books that hold what has a new price.
   *
   * @param source where the price is from
   */
  void check(Market moved, PriceSource source) {
    MarginCalls calls = state.terms.marginCalls();
    if (calls.everyNanos() > 0) {
      checkNowAndThen(moved, source, calls);
    } else if (margins.maintenanceRate(moved) != 0) {
      List<Runner> runners = state.runnersInOrder;
      for (int i = 0; i < runners.size(); i++) {
        Runner r = runners.get(i);
        Holding h = r.book.find(moved);
        if (h != null && h.quantity != 0) {
          check(r, calls);
        }
      }
    }
  }

  /** A look that is due waits until all that is held has its price of that time. */
  private void checkNowAndThen(Market moved, PriceSource source, MarginCalls calls) {
    if (moved.isLast(source)) {
      moved.pricedNanos = out.nowNanos;
    }
    if (out.nowNanos < nextNanos) {
      return;
    }
    if (dueNanos == NOT_DUE) {
      dueNanos = out.nowNanos;
    }
    if (out.nowNanos > dueNanos || isPriced()) {
      nextNanos = dueNanos + calls.everyNanos();
      dueNanos = NOT_DUE;
      checkAll(calls);
    }
  }

  private boolean isPriced() {
    for (Runner r : state.runnersInOrder) {
      for (Holding h : r.book.holdings) {
        if (h.quantity != 0 && h.market.pricedNanos < out.nowNanos) {
          return false;
        }
      }
    }
    return true;
  }

  private void checkAll(MarginCalls calls) {
    List<Runner> runners = state.runnersInOrder;
    for (int i = 0; i < runners.size(); i++) {
      check(runners.get(i), calls);
    }
  }

  private void check(Runner runner, MarginCalls calls) {
    long required = margins.maintenance(runner.book);
    long equity = runner.book.equity();
    if (equity >= required) {
      return;
    }
    if (calls.whole()) {
      liquidate(runner, equity, required);
    } else if (required > equity + Fixed.multiply(equity, calls.buffer()) && isOpen(runner)) {
      reduce(runner, equity, required);
    }
  }

  private boolean isOpen(Runner runner) {
    for (Holding h : runner.book.holdings) {
      if (h.quantity != 0 && !h.market.isOpen(out.nowNanos)) {
        return false;
      }
    }
    return true;
  }

  /** Other orders stay: each of the positions that lost most is asked for all that is missing. */
  private void reduce(Runner runner, long equity, long required) {
    List<Holding> held = held(runner);
    held.sort(Comparator.comparingLong(Liquidation::profit).thenComparing(h -> h.id));
    long missing = required - equity;
    long left = required;
    for (Holding h : held) {
      long margin = margins.maintenance(h);
      if (left <= equity || margin == 0 || isLeaving(runner, h)) {
        continue;
      }
      long rate = margins.maintenanceRate(h.market);
      long kept =
          h.market.future || !h.lots.isEmpty() ? 0 : sizing.kept(h, rate, margin - missing, equity);
      long quantity = Math.abs(h.quantity) - kept;
      if (quantity == 0) {
        continue;
      }
      tell(runner, h, equity, required);
      orders.close(runner, h, quantity, TAG);
      left -= kept == 0 ? margin : Fixed.multiply(margin, share(quantity, h));
    }
  }

  private static long share(long quantity, Holding held) {
    return Fixed.divide(quantity, Math.abs(held.quantity));
  }

  private static boolean isLeaving(Runner runner, Holding held) {
    return runner.book.openOrders.values().stream()
        .anyMatch(o -> o.request().tag().equals(TAG) && o.instrument().equals(held.id));
  }

  private static long profit(Holding held) {
    return held.market.baseNotional(held.quantity, held.market.last)
        - held.market.toBase(held.cost);
  }

  private static List<Holding> held(Runner runner) {
    List<Holding> held = new ArrayList<>();
    for (Holding h : runner.book.holdings) {
      if (h.quantity != 0 || !h.lots.isEmpty()) {
        held.add(h);
      }
    }
    return held;
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
    List<Holding> held = held(runner);
    held.sort(
        Comparator.comparingLong((Holding h) -> -margins.maintenance(h)).thenComparing(h -> h.id));
    long left = required;
    for (Holding h : held) {
      if (left <= equity) {
        return;
      }
      left -= margins.maintenance(h);
      if (working.stream().noneMatch(o -> o.instrument().equals(h.id))) {
        tell(runner, h, equity, required);
        orders.close(runner, h, TAG);
      }
    }
  }

  private void tell(Runner runner, Holding h, long equity, long required) {
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
  }
}
