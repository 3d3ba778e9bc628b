package io.qbrain.kernel;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Contingency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instance;
import io.qbrain.model.Order;
import io.qbrain.model.OrderLink;
import io.qbrain.model.OrderStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends orders of a triggered group anew, for what their trigger trades after they have ended by
 * fills: a bracket whose target was filled while its entry had traded in part protects the rest of
 * the entry, too.
 *
 * <ul>
 *   <li>An order that is filled is sent anew while others of its group still work, unless one of
 *       them cancels the others: then the whole group is sent anew, once all of it has ended.
 *   <li>Orders of shares that were split since are not sent anew: their prices are old.
 *   <li>Nothing is sent anew while the cancel of one of them is on its way.
 *   <li>What was canceled comes back together with what was filled, for the list has canceled it. A
 *       group that ended without a filled order stays as it is: somebody wanted its end.
 * </ul>
 *
 * <p>The new orders are of the same group, with ids of their own, and name the order that was asked
 * for. Each renewal needs a filled order, so there are no more of them than fills.
 */
final class Renewals {
  private final AccountState state;

  Renewals(AccountState state) {
    this.state = state;
  }

  /** Returns the orders of a group to send anew, the latest of each place; often none. */
  List<Order> due(Runner runner, OrderLink group) {
    if (group.parent() == null || runner.instance.state() != Instance.State.RUNNING) {
      return List.of();
    }
    Map<ClientOrderId, Order> latest = latest(runner.book, group);
    boolean filled = false;
    boolean works = false;
    for (Order o : latest.values()) {
      Market market = state.market(o.instrument());
      if (market == null || o.createdNanos() <= market.splitNanos) {
        return List.of();
      }
      filled |= o.status() == OrderStatus.FILLED;
      works |= !o.status().isTerminal();
      if (o.status() == OrderStatus.PENDING_CANCEL) {
        return List.of();
      }
    }
    if (!filled || (works && group.contingency() == Contingency.OCO)) {
      return List.of();
    }
    List<Order> due = new ArrayList<>();
    for (Order o : latest.values()) {
      boolean byList =
          o.status() == OrderStatus.CANCELED && !works && group.contingency() != Contingency.OTO;
      if (o.status() == OrderStatus.FILLED || byList) {
        due.add(o);
      }
    }
    due.sort((a, b) -> compare(place(a), place(b)));
    return due;
  }

  /** Returns the last order of each place of a group, in the order of the list. */
  private Map<ClientOrderId, Order> latest(Book book, OrderLink group) {
    Map<ClientOrderId, Order> latest = new LinkedHashMap<>();
    for (Order o : ofGroup(book, group)) {
      latest.merge(place(o), o, (a, b) -> isLater(a, b) ? a : b);
    }
    return latest;
  }

  private List<Order> ofGroup(Book book, OrderLink group) {
    List<Order> all = new ArrayList<>(state.executions.closedOfGroup(group));
    for (Order o : book.heldOrders.values()) {
      addIfOf(group, o, all);
    }
    for (Order o : book.openOrders.values()) {
      addIfOf(group, o, all);
    }
    return all;
  }

  private static void addIfOf(OrderLink group, Order order, List<Order> to) {
    if (order.isLinked() && order.link().orElseThrow().isOfGroup(group)) {
      to.add(order);
    }
  }

  private static boolean isLater(Order a, Order b) {
    if (a.status().isTerminal() != b.status().isTerminal()) {
      return b.status().isTerminal();
    }
    int compared = Long.compare(a.createdNanos(), b.createdNanos());
    return (compared != 0 ? compared : compare(a.id(), b.id())) > 0;
  }

  /** Ids of one instance differ in the number at their end. */
  private static int compare(ClientOrderId a, ClientOrderId b) {
    int compared = Integer.compare(a.toString().length(), b.toString().length());
    return compared != 0 ? compared : a.compareTo(b);
  }

  /** Returns the order that was asked for at the place of an order. */
  private static ClientOrderId place(Order order) {
    ClientOrderId original = order.link().map(OrderLink::original).orElse(null);
    return original == null ? order.id() : original;
  }

  /**
   * Returns how much of an order's quantity others have taken: what its siblings have filled, of
   * orders that do not depend on each other those at its place; and what may still fill of one that
   * was sent later in its stead.
   */
  long taken(Book book, Order order) {
    OrderLink group = order.link().orElseThrow();
    ClientOrderId place = place(order);
    long sum = 0;
    for (Order o : ofGroup(book, group)) {
      boolean there = place(o).equals(place);
      if (!o.id().equals(order.id()) && (there || group.contingency() != Contingency.OTO)) {
        boolean later = there && !o.status().isTerminal() && isLater(o, order);
        sum = Math.addExact(sum, scaled(later ? o.quantityRaw() : o.filledRaw(), o, order));
      }
    }
    return sum;
  }

  /** Orders of which one cancels the others may be of different quantities. */
  private static long scaled(long quantity, Order of, Order to) {
    long whole = of.request().quantity().raw();
    long wanted = to.request().quantity().raw();
    return whole == wanted || whole == 0 ? quantity : Fixed.multiplyDivide(quantity, wanted, whole);
  }

  /** Returns a new order at the place of one that has ended, not sent yet. */
  Order renewed(Order ended, long timeNanos) {
    OrderLink link = ended.link().orElseThrow().inSteadOf(place(ended));
    return Order.of(state.newOrderId(), ended.instance(), ended.request(), timeNanos).linked(link);
  }
}
