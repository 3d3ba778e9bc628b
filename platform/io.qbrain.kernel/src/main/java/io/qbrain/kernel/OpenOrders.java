package io.qbrain.kernel;

import io.qbrain.model.Order;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The orders of a book, the oldest first. */
final class OpenOrders {
  private static final int FIRST_CAPACITY = 4;

  private @Nullable Ticket[] tickets = new @Nullable Ticket[FIRST_CAPACITY];
  private int size;
  private final List<Order> view = new View();

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** Returns the ticket of an order from 0, the oldest first. */
  Ticket ticket(int index) {
    Ticket ticket = index < size ? tickets[index] : null;
    if (ticket == null) {
      throw new IndexOutOfBoundsException("order " + index + " of " + size);
    }
    return ticket;
  }

  /** Returns a view that follows every change. */
  List<Order> values() {
    return view;
  }

  void add(Ticket ticket) {
    if (size == tickets.length) {
      tickets = Arrays.copyOf(tickets, 2 * size);
    }
    tickets[size++] = ticket;
  }

  void remove(Ticket ticket) {
    int at = 0; // most orders end in the order in which they came
    while (at < size && tickets[at] != ticket) {
      at++;
    }
    if (at < size) {
      System.arraycopy(tickets, at + 1, tickets, at, size - at - 1);
      tickets[--size] = null;
    }
  }

  /** What the orders are worth may have changed. */
  void revalue() {
    for (int i = 0; i < size; i++) {
      Ticket ticket = ticket(i);
      ticket.become(ticket.order);
    }
  }

  private final class View extends AbstractList<Order> {
    @Override
    public Order get(int index) {
      return ticket(index).order;
    }

    @Override
    public int size() {
      return size;
    }
  }
}
