package io.qbrain.simulation;

import io.qbrain.model.Contingency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Order;
import io.qbrain.model.OrderLink;

/**
 * What the orders of one list have traded here, in units of 1e-8. Of orders that reduce each other
 * it says how much is left for one, whatever its sender knew of the others when it asked.
 */
final class ListTotals {
  /** What the triggering order was to trade; 0 if there is none or it is not known. */
  long triggerQuantity;

  long triggerFilled;

  /** What the orders that reduce or cancel each other have filled together. */
  long filled;

  /** When the one of them that traded last was made: what is sent anew is made at one time. */
  private long fillerNanos = Long.MIN_VALUE;

  private static boolean isTrigger(OrderLink link) {
    return link.contingency() == Contingency.OTO && link.parent() == null;
  }

  void add(Working w, OrderLink link) {
    if (isTrigger(link)) {
      triggerQuantity = w.order.request().quantity().raw();
      triggerFilled = Math.max(triggerFilled, w.filled);
    }
  }

  /** Learns of an order that was here before a restart. */
  void recall(Order order, OrderLink link) {
    if (isTrigger(link)) {
      triggerQuantity = order.request().quantity().raw();
    }
    traded(order, link, order.filledRaw());
  }

  void traded(Order order, OrderLink link, long quantity) {
    if (isTrigger(link)) {
      triggerFilled += quantity;
    } else if (link.contingency() != Contingency.OTO && quantity > 0) {
      filled += quantity;
      fillerNanos = order.createdNanos();
    }
  }

  /** Returns whether another member has traded, of those of which only one may. */
  boolean excludes(Working w, OrderLink link) {
    return link.contingency() == Contingency.OCO
        && filled > w.filled
        && (link.original() == null || fillerNanos == w.order.createdNanos());
  }

  /**
   * Returns the greatest quantity that an order may have: the share of what it asked for that was
   * triggered, less what its siblings filled.
   */
  long most(Working w, OrderLink link) {
    if (link.contingency() != Contingency.OUO) {
      return Long.MAX_VALUE;
    }
    long share = w.order.request().quantity().raw();
    if (link.parent() != null && triggerQuantity > 0 && triggerFilled != triggerQuantity) {
      share =
          Fixed.floorTo(Fixed.multiplyDivide(share, triggerFilled, triggerQuantity), w.lane.lot);
    }
    return share - (filled - w.filled);
  }
}
