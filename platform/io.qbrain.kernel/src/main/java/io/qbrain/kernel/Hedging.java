package io.qbrain.kernel;

import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.PositionId;
import io.qbrain.model.Quantity;
import io.qbrain.model.ReasonCode;
import io.qbrain.model.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which positions of a hedging account orders open and reduce. Pure. */
final class Hedging {
  private Hedging() {}

  /** Returns why an order does not fit the position that it names, or null. */
  static RiskRules.@Nullable Verdict check(AccountTerms terms, Book book, Order order) {
    PositionId named = order.request().position().orElse(null);
    if (named == null) {
      return null;
    }
    if (!terms.isHedging()) {
      return RiskRules.Verdict.of(
          ReasonCode.POSITION, "a netting account has no positions by id, found " + named);
    }
    Holding held = book.find(order.instrument());
    Lot lot = held == null ? null : held.find(named);
    if (lot == null || Long.signum(lot.quantity) == order.side().sign()) {
      return RiskRules.Verdict.of(
          ReasonCode.POSITION,
          "expected a position that the order reduces, found "
              + (lot == null ? "none named " + named : Quantity.ofRaw(lot.quantity) + " " + named));
    }
    long left = Math.abs(lot.quantity) - closing(book, named, order);
    return order.quantityRaw() <= left
        ? null
        : RiskRules.Verdict.of(
            ReasonCode.POSITION,
            "expected at most "
                + Quantity.ofRaw(left)
                + " of position "
                + named
                + ", found "
                + order.quantity());
  }

  /** Returns what open orders may still take of a position. */
  private static long closing(Book book, PositionId position, @Nullable Order without) {
    long sum = 0;
    for (Order o : book.openOrders.values()) {
      if ((without == null || !o.id().equals(without.id()))
          && book.countsInRisk(o)
          && o.request().position().filter(position::equals).isPresent()) {
        sum = Math.addExact(sum, o.leavesRaw());
      }
    }
    return sum;
  }

  /** Returns orders at the market that reduce what opposes a side, the oldest position first. */
  static List<OrderRequest> reducing(Book book, @Nullable Holding held, Side side, long quantity) {
    List<OrderRequest> requests = new ArrayList<>();
    long left = quantity;
    if (held == null) {
      return requests;
    }
    for (Lot lot : held.lots) {
      long open = Math.abs(lot.quantity) - closing(book, lot.id, null);
      if (left > 0 && open > 0 && Long.signum(lot.quantity) == -side.sign()) {
        long part = Math.min(left, open);
        requests.add(OrderRequest.market(held.id, side, Quantity.ofRaw(part)).ofPosition(lot.id));
        left -= part;
      }
    }
    return requests;
  }
}
