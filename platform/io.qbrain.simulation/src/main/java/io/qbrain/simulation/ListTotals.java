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
    traded(link, order.filledQuantity().raw());
  }

  void traded(OrderLink link, long quantity) {
    if (isTrigger(link)) {
      triggerFilled += quantity;
    } else if (link.contingency() != Contingency.OTO) {
      filled += quantity;
    }
  }

  /** Returns whether another member has traded, of those of which only one may. */
  boolean excludes(Working w, OrderLink link) {
    return link.contingency() == Contingency.OCO && filled > w.filled;
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
