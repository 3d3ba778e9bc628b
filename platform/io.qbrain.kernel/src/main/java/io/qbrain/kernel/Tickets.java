package io.qbrain.kernel;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Order;
import org.jspecify.annotations.Nullable;

/** The orders of an account that are open or wait for another one, by their ids. */
final class Tickets {
  private final AccountState state;
  private final OrderIndex<Ticket> index = new OrderIndex<>();

  /** The one that was asked for last: most changes of an order follow each other. */
  private @Nullable Ticket last;

  /** Its id: the same object while an order lives, so that nothing of the order is looked at. */
  private @Nullable ClientOrderId lastId;

  /** The greatest number of an order of the account that was ever put; -1 before the first. */
  private long greatest = -1;

  Tickets(AccountState state) {
    this.state = state;
  }

  /** Returns the ticket of an order that is open or waits for another one, or null. */
  @Nullable Ticket find(ClientOrderId id) {
    ClientOrderId before = lastId;
    if (before != null && before.equals(id)) {
      return last;
    }
    if (id.numberAfter(state.orderPrefix) > greatest) {
      return null; // it comes after all that there were
    }
    Ticket found = index.get(id);
    if (found != null) {
      remember(id, found);
    }
    return found;
  }

  private void remember(@Nullable ClientOrderId id, @Nullable Ticket ticket) {
    lastId = id;
    last = ticket;
  }

  /** An order is as it is now; returns whether it was not known in that state. */
  boolean change(Order order) {
    Ticket known = find(order.id());
    if (order.status().isOpen()) {
      Ticket its = known != null ? known : make(order);
      boolean isNew = !its.isOpen;
      its.become(order);
      if (isNew) {
        open(its);
      }
      return isNew;
    }
    if (order.isHeld()) {
      Ticket its = known != null ? known : make(order);
      its.become(order);
      return its.book.heldOrders.put(order.id(), order) == null;
    }
    boolean isNew = known == null || !known.isOpen;
    if (known != null) {
      close(known);
    }
    return isNew;
  }

  private Ticket make(Order order) {
    Runner runner = state.runner(order.instance());
    Market market = state.market(order.instrument());
    Holding holding = market == null ? null : runner.book.holding(market);
    Ticket spare = holding == null ? null : holding.takeSpare();
    Ticket ticket = spare == null ? new Ticket(runner, holding, order) : spare;
    ticket.become(order);
    index.put(order.id(), ticket);
    greatest = Math.max(greatest, order.id().numberAfter(state.orderPrefix));
    remember(order.id(), ticket);
    return ticket;
  }

  private static void open(Ticket ticket) {
    ticket.isOpen = true;
    ticket.book.openOrders.add(ticket);
    release(ticket);
    if (ticket.holding != null) {
      ticket.holding.openOrders++;
    }
  }

  private void close(Ticket ticket) {
    Holding holding = ticket.holding;
    if (ticket.isOpen) {
      ticket.isOpen = false;
      ticket.book.openOrders.remove(ticket);
      if (holding != null) {
        holding.openOrders--;
      }
    }
    release(ticket);
    index.remove(ticket.order.id());
    remember(null, null);
    if (holding != null) {
      holding.spare(ticket);
    }
  }

  private static void release(Ticket ticket) {
    if (!ticket.book.heldOrders.isEmpty()) {
      ticket.book.heldOrders.remove(ticket.order.id());
    }
  }
}
