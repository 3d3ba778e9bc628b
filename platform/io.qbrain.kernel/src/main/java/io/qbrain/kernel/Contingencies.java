package io.qbrain.kernel;

import io.qbrain.model.Contingency;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Order;
import io.qbrain.model.OrderLink;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Quantity;
import io.qbrain.model.Replacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a change of one order means for others: one cancels the others, one reduces the others, one
 * triggers the others, and what reduces a position only is no larger than the position. All of it
 * is done here, so it works for venues that know nothing of it.
 *
 * <ul>
 *   <li>OCO: once a part of one trades, or it is canceled or expires, the others are canceled. A
 *       rejected one leaves the others, for they may be a protection.
 *   <li>OUO: the others are changed to what is left of the common quantity.
 *   <li>OTO: the triggered orders are sent once the first one trades, for the share of them that
 *       has filled there, and grow as it fills. If it ends without a fill, they are dropped.
 *   <li>A venue that does not change a quantity is not asked again and again.
 * </ul>
 */
final class Contingencies {
  private final AccountState state;
  private final Emitter out;
  private final OrderDesk desk;

  Contingencies(AccountState state, Emitter out, OrderDesk desk) {
    this.state = state;
    this.out = out;
    this.desk = desk;
  }

  /** Does what a change of an order means for the others of its list. */
  void changed(Order before, Order after) {
    OrderLink link = after.link().orElse(null);
    if (link == null) {
      return;
    }
    Book book = state.runner(after.instance()).book;
    boolean traded = after.filledQuantity().compareTo(before.filledQuantity()) > 0;
    boolean ended = after.status() == OrderStatus.CANCELED || after.status() == OrderStatus.EXPIRED;
    if (link.contingency() != Contingency.OTO && (traded || ended)) {
      List<Order> siblings = siblings(book, link, after);
      boolean reduces = link.contingency() == Contingency.OUO && traded;
      if (traded || siblings.stream().allMatch(o -> o.filledQuantity().isZero())) {
        for (Order o : siblings) {
          if (reduces) {
            adjust(o);
          } else {
            cancel(o, after);
          }
        }
      }
    }
    children(book, after, traded);
    if (after.status().isOpen()
        && after.replacement().isEmpty()
        && before.status() != after.status()) {
      adjust(after);
    }
  }

  private void cancel(Order o, Order because) {
    if (o.isHeld()) {
      desk.drop(o, "order " + because.id() + " of its list is " + because.status());
    } else {
      desk.cancel(o);
    }
  }

  private void children(Book book, Order parent, boolean traded) {
    boolean over = parent.status().isTerminal() && parent.filledQuantity().isZero();
    if (!traded && !over) {
      return;
    }
    for (Order o : linked(book)) {
      OrderLink link = o.link().orElseThrow();
      if (link.trigger().filter(parent.id()::equals).isPresent()) {
        if (!over) {
          adjust(o);
        } else if (o.isHeld()) {
          desk.drop(o, "order " + parent.id() + ", which was to trigger it, is " + parent.status());
        }
      }
    }
  }

  /** Brings an order to the quantity that the others of its list leave it. */
  private void adjust(Order order) {
    if (!isManaged(order)) {
      return;
    }
    long wanted = wanted(order);
    if (order.isHeld()) {
      if (wanted > 0) {
        desk.release(order, wanted);
      }
      return;
    }
    boolean busy = order.status() == OrderStatus.PENDING_CANCEL || order.replacement().isPresent();
    if (busy || !order.status().isOpen() || wanted == order.quantityRaw()) {
      return;
    }
    if (wanted <= order.filledRaw()) {
      desk.cancel(order);
    } else {
      desk.replace(order, Replacement.of(Quantity.ofRaw(wanted), null, null));
    }
  }

  /**
   * The venue did not take a quantity. It is not asked for it again: a greater one is left until
   * something else changes, and an order that has more than it may is canceled, for it would fill
   * more than is left for it.
   */
  void refused(Order order) {
    if (isManaged(order)
        && order.status().isOpen()
        && order.status() != OrderStatus.PENDING_CANCEL
        && wanted(order) < order.quantity().raw()) {
      out.log(
          order.instance(),
          "canceling order " + order.id() + ", which the venue did not make smaller");
      desk.cancel(order);
    }
  }

  /** The quantity of an order that is triggered or reduced is kept by its list. */
  private static boolean isManaged(Order order) {
    OrderLink link = order.link().orElse(null);
    return link != null && (link.parent() != null || link.contingency() == Contingency.OUO);
  }

  /**
   * Returns the share of an order's quantity that is triggered, less what its siblings filled. It
   * is the share of what the triggering order was when it was sent, so that a smaller one triggers
   * less and a larger one more.
   */
  private long wanted(Order order) {
    OrderLink link = order.link().orElseThrow();
    long quantity = order.request().quantity().raw();
    Order parent = link.parent() == null ? null : state.order(link.parent());
    long whole = parent == null ? 0 : parent.request().quantity().raw();
    if (parent != null && whole > 0 && parent.filledRaw() != whole) {
      long share = Fixed.multiplyDivide(quantity, parent.filledRaw(), whole);
      quantity = Fixed.floorTo(share, lot(order));
    }
    if (link.contingency() == Contingency.OUO) {
      Book book = state.runner(order.instance()).book;
      long filled = state.executions.filledBySiblings(order);
      for (Order o : siblings(book, link, order)) {
        filled = Math.addExact(filled, o.filledRaw());
      }
      quantity -= filled;
    }
    return quantity;
  }

  private long lot(Order order) {
    return Objects.requireNonNull(state.market(order.instrument())).instrument.lotSize().raw();
  }

  /** Cuts down what may reduce a position only to what the position is now. */
  void traded(Book book, InstrumentId instrument) {
    if (book.openOrders.isEmpty()) {
      return;
    }
    for (Order o : reducing(book, instrument)) {
      boolean busy = o.status() == OrderStatus.PENDING_CANCEL || o.replacement().isPresent();
      long room = room(book, o);
      if (!busy && o.leavesRaw() > room) {
        if (room == 0) {
          desk.cancel(o);
        } else {
          long whole = Math.addExact(o.filledRaw(), room);
          desk.replace(o, Replacement.of(Quantity.ofRaw(whole), null, null));
        }
      }
    }
  }

  /** Returns the quantity that an order may trade without more than closing the position. */
  static long room(Book book, Order order) {
    Holding held = book.find(order.instrument());
    long now = held == null ? 0 : held.quantity;
    return Long.signum(now) == -order.side().sign() ? Math.abs(now) : 0;
  }

  private static List<Order> reducing(Book book, InstrumentId instrument) {
    List<Order> found = new ArrayList<>();
    for (Order o : book.openOrders.values()) {
      if (o.request().isReduceOnly() && o.instrument().equals(instrument)) {
        found.add(o);
      }
    }
    return found;
  }

  private static List<Order> siblings(Book book, OrderLink link, @Nullable Order without) {
    List<Order> found = linked(book);
    found.removeIf(
        o ->
            (without != null && o.id().equals(without.id()))
                || !o.link().orElseThrow().isSiblingOf(link));
    return found;
  }

  private static List<Order> linked(Book book) {
    List<Order> found = new ArrayList<>();
    for (Order o : book.heldOrders.values()) {
      found.add(o);
    }
    for (Order o : book.openOrders.values()) {
      if (o.isLinked()) {
        found.add(o);
      }
    }
    return found;
  }
}
