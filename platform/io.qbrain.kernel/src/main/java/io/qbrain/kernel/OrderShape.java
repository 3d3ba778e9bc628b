package io.qbrain.kernel;

import io.qbrain.kernel.RiskRules.Verdict;
import io.qbrain.model.Contingency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Order;
import io.qbrain.model.OrderLink;
import io.qbrain.model.OrderList;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderType;
import io.qbrain.model.Price;
import io.qbrain.model.ReasonCode;
import io.qbrain.model.Replacement;
import io.qbrain.model.Side;
import io.qbrain.model.TimeInForce;
import io.qbrain.model.Times;
import io.qbrain.model.TrailingOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds orders, lists of orders and replacements that contradict themselves. Pure. */
final class OrderShape {
  /** Orders of one list. */
  private static final int MAX_LIST = 16;

  private OrderShape() {}

  /** Returns why a request contradicts itself, or null. */
  static @Nullable Verdict check(OrderRequest r, long nowNanos) {
    OrderType type = r.type();
    TimeInForce tif = r.timeInForce();
    if (type == OrderType.MARKET
        && tif == TimeInForce.GTC
        && r.limitPrice().isEmpty()
        && r.stopPrice().isEmpty()
        && r.trailingOffset().isEmpty()
        && r.expireNanos() == 0
        && !r.isPostOnly()) {
      return null;
    }
    Verdict v = prices(r);
    v = v != null ? v : offset(r);
    v = v != null ? v : timeInForce(type, tif);
    v = v != null ? v : expiry(r, nowNanos);
    return v != null ? v : postOnly(r);
  }

  private static @Nullable Verdict prices(OrderRequest r) {
    boolean mayStop = r.type().hasStop() || r.type() == OrderType.TRAILING_STOP;
    if (r.type().hasLimit() != r.limitPrice().isPresent()
        || (r.type().hasStop() && r.stopPrice().isEmpty())
        || (!mayStop && r.stopPrice().isPresent())) {
      return Verdict.of(
          ReasonCode.ORDER_PRICES,
          "expected of "
              + r.type()
              + (r.type().hasLimit() ? " a limit price" : " no limit price")
              + (r.type().hasStop() ? " and a stop price" : mayStop ? "" : " and no stop price")
              + ", found "
              + r);
    }
    return null;
  }

  private static @Nullable Verdict offset(OrderRequest r) {
    TrailingOffset offset = r.trailingOffset().orElse(null);
    boolean wanted = r.type() == OrderType.TRAILING_STOP;
    boolean wrong =
        wanted != (offset != null)
            || (offset != null && (offset.raw() <= 0 || isAllOrMore(offset)));
    return !wrong
        ? null
        : Verdict.of(
            ReasonCode.ORDER_OFFSET,
            wanted
                ? "expected an offset above 0 and below the whole price, found "
                    + (offset == null ? "none" : offset)
                : "expected no offset of " + r.type() + ", found " + offset);
  }

  private static boolean isAllOrMore(TrailingOffset offset) {
    return switch (offset.unit()) {
      case PRICE, TICKS -> false;
      case BASIS_POINTS -> offset.raw() >= 10_000 * Fixed.ONE;
      case PERCENT -> offset.raw() >= 100 * Fixed.ONE;
    };
  }

  private static @Nullable Verdict timeInForce(OrderType type, TimeInForce tif) {
    return fits(type, tif)
        ? null
        : Verdict.of(
            ReasonCode.ORDER_TIME_IN_FORCE,
            "expected of "
                + type
                + " one of "
                + Stream.of(TimeInForce.values()).filter(t -> fits(type, t)).toList()
                + ", found "
                + tif);
  }

  private static boolean fits(OrderType type, TimeInForce tif) {
    return switch (tif) {
      case GTC, DAY -> true;
      case GTD -> type != OrderType.MARKET_ON_OPEN && type != OrderType.MARKET_ON_CLOSE;
      case IOC, FOK -> type == OrderType.MARKET || type == OrderType.LIMIT;
      case OPG ->
          type == OrderType.MARKET || type == OrderType.LIMIT || type == OrderType.MARKET_ON_OPEN;
      case ATC ->
          type == OrderType.MARKET || type == OrderType.LIMIT || type == OrderType.MARKET_ON_CLOSE;
    };
  }

  private static @Nullable Verdict expiry(OrderRequest r, long nowNanos) {
    boolean wanted = r.timeInForce() == TimeInForce.GTD;
    boolean works = r.expireNanos() > nowNanos && r.expireNanos() < Long.MAX_VALUE;
    if (wanted ? works : r.expireNanos() == 0) {
      return null;
    }
    return Verdict.of(
        ReasonCode.ORDER_EXPIRY,
        wanted
            ? "expected an expiry after "
                + Times.instant(nowNanos)
                + " and before 2262-04-11, found "
                + (r.expireNanos() == 0 ? "none" : Times.instant(r.expireNanos()))
            : "expected no expiry of " + r.timeInForce() + ", found " + r);
  }

  private static @Nullable Verdict postOnly(OrderRequest r) {
    boolean rests =
        r.timeInForce() == TimeInForce.GTC
            || r.timeInForce() == TimeInForce.DAY
            || r.timeInForce() == TimeInForce.GTD;
    return !r.isPostOnly() || (r.type() == OrderType.LIMIT && rests)
        ? null
        : Verdict.of(
            ReasonCode.ORDER_FLAGS, "a post-only order is a limit order that may rest, found " + r);
  }

  /** Returns why the orders of a list contradict each other, or null. */
  static @Nullable Verdict check(OrderList list) {
    List<OrderRequest> orders = list.orders();
    int least = list.contingency() == Contingency.OTO ? 1 : 2;
    if (orders.size() < least || orders.size() > MAX_LIST) {
      return contradiction(
          "expected " + least + " to " + MAX_LIST + " dependent orders, found " + orders.size());
    }
    if (list.contingency() == Contingency.OTO) {
      return null;
    }
    OrderRequest entry = list.isBracket() ? list.trigger().orElse(null) : null;
    for (OrderRequest r : orders) {
      Verdict v = entry != null && !protects(r, entry) ? notProtecting(r, entry) : rests(r);
      for (OrderRequest other : orders) {
        v = v != null || r.equals(other) ? v : fit(list.contingency(), r, other);
      }
      if (v != null) {
        return v;
      }
    }
    return null;
  }

  /** Returns whether an exit of a bracket closes what its entry opens, and no more. */
  private static boolean protects(OrderRequest exit, OrderRequest entry) {
    boolean larger =
        exit.quantity().isNumber()
            && entry.quantity().isNumber()
            && exit.quantity().compareTo(entry.quantity()) > 0;
    return exit.instrument().equals(entry.instrument()) && exit.side() != entry.side() && !larger;
  }

  private static Verdict notProtecting(OrderRequest exit, OrderRequest entry) {
    return contradiction(
        "expected of a bracket that it closes at most "
            + entry.quantity()
            + " "
            + entry.instrument()
            + " of "
            + entry
            + ", found "
            + exit);
  }

  private static @Nullable Verdict rests(OrderRequest r) {
    boolean immediate =
        r.timeInForce() == TimeInForce.IOC
            || r.timeInForce() == TimeInForce.FOK
            || r.type() == OrderType.MARKET;
    return immediate
        ? contradiction("an order that cancels others must be able to wait, found " + r)
        : null;
  }

  private static @Nullable Verdict fit(Contingency how, OrderRequest a, OrderRequest b) {
    boolean same = a.instrument().equals(b.instrument()) && a.side() == b.side();
    if (how == Contingency.OUO && (!same || !a.quantity().equals(b.quantity()))) {
      return contradiction(
          "orders that reduce each other must be of one instrument, side and quantity, found "
              + a
              + " and "
              + b);
    }
    boolean opposed =
        same
            && (a.type() == OrderType.STOP || a.type() == OrderType.STOP_LIMIT)
            && b.type() == OrderType.LIMIT
            && a.stopPrice().filter(Price::isNumber).isPresent()
            && b.limitPrice().filter(Price::isNumber).isPresent();
    if (opposed) {
      int order = a.stopPrice().orElseThrow().compareTo(b.limitPrice().orElseThrow());
      if (a.side() == Side.SELL ? order >= 0 : order <= 0) {
        return contradiction("the stop must be worse than the target, found " + a + " and " + b);
      }
    }
    return null;
  }

  /** Returns why an order cannot become what a replacement asks for, or null. */
  static @Nullable Verdict check(Order order, Replacement wanted) {
    OrderRequest r = order.request();
    if (wanted.isEmpty()) {
      return Verdict.of(ReasonCode.REPLACEMENT, "the replacement of " + order.id() + " is empty");
    }
    if (order.isSizedAtFill()
        || (wanted.limitPrice().isPresent() && !r.type().hasLimit())
        || (wanted.stopPrice().isPresent() && !r.type().hasStop())
        || (wanted.trailingOffset().isPresent() && r.type() != OrderType.TRAILING_STOP)) {
      return Verdict.of(
          ReasonCode.REPLACEMENT, "an order " + r.type() + " has no such part: " + wanted);
    }
    if (wanted.quantity().isPresent() && isKeptByItsList(order)) {
      return contradiction(
          "the quantity of order " + order.id() + " is kept by its list, found " + wanted);
    }
    boolean ofStop = wanted.stopPrice().isPresent() || wanted.trailingOffset().isPresent();
    if (ofStop && order.isTriggered()) {
      return Verdict.of(
          ReasonCode.REPLACEMENT, "order " + order.id() + " is triggered; it has no stop any more");
    }
    return null;
  }

  /** Orders that reduce each other share one quantity; a triggered one has what triggered it. */
  private static boolean isKeptByItsList(Order order) {
    OrderLink link = order.link().orElse(null);
    return link != null
        && (link.contingency() == Contingency.OUO || (link.parent() != null && !order.isHeld()));
  }

  private static Verdict contradiction(String message) {
    return Verdict.of(ReasonCode.CONTINGENCY, message);
  }
}
