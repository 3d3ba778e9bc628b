package io.qbrain.kernel;

import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Currency;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Order;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What belongs to one instance, or (without an id) to none: cash, holdings and open orders. */
final class Book {
  final @Nullable InstanceId id;
  private final Currency currency;
  long cash;
  final List<Holding> holdings = new ArrayList<>();
  final Map<ClientOrderId, Order> openOrders = new LinkedHashMap<>();
  private @Nullable Holding lastFound;

  Book(@Nullable InstanceId id, Currency currency) {
    this.id = id;
    this.currency = currency;
  }

  @Nullable Holding find(InstrumentId instrument) {
    Holding last = lastFound;
    if (last != null && last.id.equals(instrument)) {
      return last;
    }
    for (Holding h : holdings) {
      if (h.id.equals(instrument)) {
        lastFound = h;
        return h;
      }
    }
    return null;
  }

  Holding holding(Market market) {
    Holding h = find(market.instrument.id());
    if (h == null) {
      h = new Holding(market.instrument.id(), market, currency);
      holdings.add(h);
    }
    return h;
  }

  long equity() {
    long sum = cash;
    for (int i = 0; i < holdings.size(); i++) {
      sum = Math.addExact(sum, holdings.get(i).value());
    }
    return sum;
  }

  /** Returns the signed quantity that open orders of an instrument may still trade. */
  long leaves(InstrumentId instrument, int side) {
    long sum = 0;
    if (!openOrders.isEmpty()) {
      for (Order o : openOrders.values()) {
        if (o.side().sign() == side && o.instrument().equals(instrument)) {
          sum = Math.addExact(sum, o.leavesQuantity().raw());
        }
      }
    }
    return sum;
  }
}
