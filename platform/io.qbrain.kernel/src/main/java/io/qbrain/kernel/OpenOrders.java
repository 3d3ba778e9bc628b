package io.qbrain.kernel;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Order;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The orders of a book, the oldest first: few, so they are looked for one by one, the newest first.
 */
final class OpenOrders {
  private static final int FIRST_CAPACITY = 4;

  private @Nullable Order[] orders = new @Nullable Order[FIRST_CAPACITY];
  private int size;
  private final List<Order> view = new View();

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** Returns a view that follows every change. */
  List<Order> values() {
    return view;
  }

  @Nullable Order get(ClientOrderId id) {
    int at = find(id);
    return at < 0 ? null : orders[at];
  }

  private int find(ClientOrderId id) {
    for (int i = size - 1; i >= 0; i--) {
      Order o = orders[i];
      if (o != null && o.id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Puts an order in the place of the one with its id, or at the end; returns whether it is new.
   */
  boolean put(Order order) {
    int at = find(order.id());
    if (at >= 0) {
      orders[at] = order;
      return false;
    }
    if (size == orders.length) {
      orders = Arrays.copyOf(orders, 2 * size);
    }
    orders[size++] = order;
    return true;
  }

  /** Takes an order away; returns whether it was there. */
  boolean remove(ClientOrderId id) {
    int at = find(id);
    if (at < 0) {
      return false;
    }
    System.arraycopy(orders, at + 1, orders, at, size - at - 1);
    orders[--size] = null;
    return true;
  }

  private final class View extends AbstractList<Order> {
    @Override
    public Order get(int index) {
      Order order = index < size ? orders[index] : null;
      if (order == null) {
        throw new IndexOutOfBoundsException("order " + index + " of " + size);
      }
      return order;
    }

    @Override
    public int size() {
      return size;
    }
  }
}
