package io.qbrain.kernel;

import io.qbrain.model.Contingency;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Order;
import io.qbrain.model.OrderLink;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Quantity;
import io.qbrain.model.ReasonCode;
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
 *       has filled there, and grow as it fills. If it ends without a fill, they are dropped. What
 *       has ended by fills before the first one traded more is sent anew ({@link Renewals}).
 *   <li>A venue that does not change a quantity is not asked again and again.
 * </ul>
 */
final class Contingencies {
  private final AccountState state;
  private final Emitter out;
  private final OrderDesk desk;
  private final Renewals renewals;

  Contingencies(AccountState state, Emitter out, OrderDesk desk) {
    this.state = state;
    this.out = out;
    this.desk = desk;
    this.renewals = new Renewals(state);
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
      boolean reduces = link.contingency() == Contingency.OUO && traded;
      if (traded || renewals.taken(book, after) == 0) {
        for (Order o : siblings(book, link, after)) {
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
    boolean answered = before.status() == OrderStatus.PENDING_CANCEL;
    if (link.parent() != null && (after.status().isTerminal() || answered)) {
      renew(link);
    }
  }

  /** Sends anew what has ended by fills, for what the trigger has traded since. */
  private void renew(OrderLink group) {
    Order parent = group.parent() == null ? null : state.order(group.parent());
    if (parent == null || parent.filledRaw() == 0) {
      return;
    }
    for (Order ended : renewals.due(state.runner(parent.instance()), group)) {
      long missing = wanted(ended) - ended.filledRaw();
      if (missing > 0) {
        Order anew = renewals.renewed(ended, out.nowNanos);
        out.log(anew.instance(), "order " + anew.id() + " is sent anew for " + ended.id());
        desk.release(anew, missing);
      }
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
    if (traded && parent.isLinked()) {
      state.executions.groupsTriggeredBy(parent.id()).forEach(this::renew);
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
   * The venue did not take a quantity, or did not cancel. It is not asked for a greater quantity
   * again. An order that has more than it may, for it would fill more than is left for it, is asked
   * for in the other way once; if the venue refuses that, too, the order stays as it is and says
   * so, until something trades.
   *
   * @param before the order while the venue was asked
   * @param after the same after the refusal
   * @return false if the order has no more than it may
   */
  boolean refused(Order before, Order after) {
    boolean busy = after.status() == OrderStatus.PENDING_CANCEL || after.replacement().isPresent();
    long most = busy || !after.status().isOpen() ? Long.MAX_VALUE : most(after);
    if (most >= after.quantityRaw()) {
      return false;
    }
    Order noted =
        after.noted(
            ReasonCode.VENUE_REFUSES
                + ": expected at most "
                + Quantity.ofRaw(Math.max(0, most))
                + ", found "
                + after.quantity()
                + "; "
                + after.reason());
    if (before.reason().startsWith(ReasonCode.VENUE_REFUSES.name())) {
      out.log(after.instance(), "order " + after.id() + " " + noted.reason());
      desk.changed(noted);
    } else if (before.status() == OrderStatus.PENDING_CANCEL && most > after.filledRaw()) {
      desk.replace(noted, Replacement.of(Quantity.ofRaw(most), null, null));
    } else {
      out.log(
          after.instance(),
          "canceling order " + after.id() + ", which the venue did not make smaller");
      desk.cancel(noted);
    }
    return true;
  }

  /** Returns the greatest quantity that an order may have by its list and its position. */
  private long most(Order order) {
    OrderLink link = order.link().orElse(null);
    boolean shares = link != null && (isManaged(order) || link.contingency() == Contingency.OCO);
    long most = shares ? wanted(order) : order.quantityRaw();
    if (order.request().isReduceOnly()) {
      Book book = state.runner(order.instance()).book;
      most = Math.min(most, Math.addExact(order.filledRaw(), room(book, order)));
    }
    return most;
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
    if (link.parent() != null || link.contingency() != Contingency.OTO) {
      quantity -= renewals.taken(state.runner(order.instance()).book, order);
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
