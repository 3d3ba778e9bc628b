package io.qbrain.kernel;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Currency;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.LedgerAccount;
import io.qbrain.model.Order;
import io.qbrain.model.OrderLink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What belongs to one instance, or (without an id) to none: cash, holdings and open orders. */
final class Book {
  final @Nullable InstanceId id;
  final LedgerAccount cashAccount;
  final LedgerAccount unsettledAccount;
  final LedgerAccount interestAccount;

  /** Money of the base currency that can be spent. */
  long cash;

  /** Money of the base currency from sales that are not settled yet. */
  long unsettled;

  /** Money of other currencies. */
  final List<Balance> balances = new ArrayList<>();

  final List<Receivable> receivables = new ArrayList<>();

  /** Dividends that are not paid yet. */
  final List<Entitlement> dividends = new ArrayList<>();

  final List<Holding> holdings = new ArrayList<>();
  private final Map<InstrumentId, Holding> holdingsById = new LinkedHashMap<>();

  /** The holdings once more, to go through them on every price without a list between. */
  private Holding[] marked = {};

  final OpenOrders openOrders = new OpenOrders();

  /** Orders that wait for another one to trigger them. */
  final Map<ClientOrderId, Order> heldOrders = new LinkedHashMap<>();

  private @Nullable Holding lastFound;

  Book(@Nullable InstanceId id) {
    this.id = id;
    this.cashAccount = new LedgerAccount(LedgerAccount.Type.CASH, id, null);
    this.interestAccount = new LedgerAccount(LedgerAccount.Type.INTEREST, id, null);
    this.unsettledAccount = new LedgerAccount(LedgerAccount.Type.UNSETTLED, id, null);
  }

  @Nullable Holding find(InstrumentId instrument) {
    Holding last = lastFound;
    if (last != null && last.id.equals(instrument)) {
      return last;
    }
    Holding found = holdingsById.get(instrument);
    if (found != null) {
      lastFound = found;
    }
    return found;
  }

  /** Returns the holding in an instrument, or null: the market remembers the one asked for last. */
  @Nullable Holding find(Market market) {
    Holding last = market.lastHolding;
    if (last != null && last.owner == this) {
      return last;
    }
    Holding found = holdingsById.get(market.instrument.id());
    if (found != null) {
      market.lastHolding = found;
    }
    return found;
  }

  Holding holding(Market market) {
    Holding h = find(market);
    if (h == null) {
      h = new Holding(market, this);
      holdings.add(h);
      holdingsById.put(h.id, h);
      marked = holdings.toArray(new Holding[0]);
    }
    return h;
  }

  /** Returns the money of another currency than the base one. */
  Balance balance(ExchangeRate rate) {
    Balance found = balance(rate.currency);
    if (found == null) {
      found = new Balance(rate);
      balances.add(found);
    }
    return found;
  }

  @Nullable Balance balance(Currency currency) {
    for (int i = 0; i < balances.size(); i++) {
      if (balances.get(i).currency.equals(currency)) {
        return balances.get(i);
      }
    }
    return null;
  }

  /** Returns cash, unsettled money and positions at the last prices and rates. */
  long equity() {
    long sum = cash + unsettled;
    if (!balances.isEmpty()) {
      for (int i = 0; i < balances.size(); i++) {
        sum = Math.addExact(sum, balances.get(i).baseValue());
      }
    }
    for (Holding h : marked) {
      sum = Math.addExact(sum, h.baseValue());
    }
    return sum;
  }

  /**
   * Returns the quantity that open orders of an instrument may still trade on a side, whatever the
   * venue answers to pending replacements. Of orders of which one cancels or reduces the others the
   * largest counts.
   */
  long leaves(InstrumentId instrument, int side) {
    return leaves(instrument, side, null);
  }

  /** Returns the same without an order and those that it cancels or reduces. */
  long leaves(InstrumentId instrument, int side, @Nullable Order without) {
    Holding held = openOrders.isEmpty() ? null : find(instrument);
    return held == null ? 0 : leaves(held, side, without);
  }

  private long leaves(Holding held, int side, @Nullable Order without) {
    long sum = 0;
    if (held.openOrders > 0) {
      for (Order o : openOrders.values()) {
        if (o.side().sign() == side
            && o.instrument().equals(held.id)
            && !isSameOrSibling(o, without)
            && countsInRisk(o)) {
          sum = Math.addExact(sum, o.exposedRaw());
        }
      }
    }
    return sum;
  }

  /** Returns the largest quantity that open siblings of an order may still trade on its side. */
  long siblingLeaves(Order order) {
    long most = 0;
    if (order.isLinked()) {
      for (Order o : openOrders.values()) {
        if (o.side() == order.side()
            && o.instrument().equals(order.instrument())
            && !o.id().equals(order.id())
            && isSameOrSibling(o, order)) {
          most = Math.max(most, o.exposedRaw());
        }
      }
    }
    return most;
  }

  private static boolean isSameOrSibling(Order o, @Nullable Order other) {
    if (other == null) {
      return false;
    }
    OrderLink a = o.link().orElse(null);
    OrderLink b = other.link().orElse(null);
    return o.id().equals(other.id()) || (a != null && b != null && a.isSiblingOf(b));
  }

  /** Of orders of which one cancels or reduces the others, the largest of a side counts. */
  boolean countsInRisk(Order order) {
    if (!order.isLinked()) {
      return true;
    }
    boolean before = true;
    for (Order o : openOrders.values()) {
      if (o.id().equals(order.id())) {
        before = false;
      } else if (o.side() == order.side()
          && o.instrument().equals(order.instrument())
          && isSameOrSibling(o, order)) {
        int larger = o.exposedQuantity().compareTo(order.exposedQuantity());
        if (larger > 0 || (larger == 0 && before)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Returns the position if this order and all open ones of its side fill; of orders of which one
   * cancels the others the largest.
   */
  long worstCase(Order order, Market market) {
    int sign = order.side().sign();
    Holding h = find(market);
    if (h == null || h.openOrders == 0) {
      return Math.addExact(h == null ? 0 : h.quantity, sign * order.quantityRaw());
    }
    long most = Math.max(order.quantityRaw(), siblingLeaves(order));
    return Math.addExact(h.quantity, sign * Math.addExact(leaves(h, sign, order), most));
  }
}
