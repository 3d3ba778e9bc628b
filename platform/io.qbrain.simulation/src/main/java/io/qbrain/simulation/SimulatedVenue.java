package io.qbrain.simulation;

import io.qbrain.kernel.MarketLookup;
import io.qbrain.model.Bar;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Currency;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.ExecutionReport.Type;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.MarketProfile;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderType;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Quote;
import io.qbrain.model.Side;
import io.qbrain.model.TimeInForce;
import io.qbrain.model.TradeTick;
import io.qbrain.model.VenueOrderId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A venue that fills orders from market data by stated rules.
 *
 * <p>The driver gives it each market event before the kernel sees it, so an order is never filled
 * by the event that it was decided on. It is driven by event time alone and is deterministic. Not
 * thread-safe.
 */
public final class SimulatedVenue {
  /** Gives the size of an order that is sized at the fill. */
  @FunctionalInterface
  public interface Sizer {
    /** Returns the signed quantity of an order at a price; zero cancels it. */
    Quantity sizeAtFill(Order order, Price price);
  }

  private static final class Working {
    Order order;
    final String venueId;
    boolean triggered;

    Working(Order order, String venueId) {
      this.order = order;
      this.venueId = venueId;
    }

    int rank() {
      return order.type() == OrderType.MARKET ? 0 : order.type() == OrderType.STOP ? 1 : 2;
    }
  }

  private final VenueRules rules;
  private final Sizer sizer;
  private final Consumer<ExecutionReport> reports;
  private final Map<InstrumentId, Instrument> instruments = new TreeMap<>();
  private final Map<ClientOrderId, Working> working = new LinkedHashMap<>();
  private final MarketLookup lookup;
  private final Map<InstrumentId, VenueMarket> markets = new TreeMap<>();
  private @Nullable VenueMarket current;
  private long sequence;
  private long orderNumber;

  /** Makes an empty venue that knows no markets; reports come during the calls. */
  public SimulatedVenue(VenueRules rules, Sizer sizer, Consumer<ExecutionReport> reports) {
    this(rules, sizer, reports, MarketLookup.NONE);
  }

  /** Makes an empty venue of markets; reports come during the calls. */
  public SimulatedVenue(
      VenueRules rules, Sizer sizer, Consumer<ExecutionReport> reports, MarketLookup lookup) {
    this.lookup = lookup;
    this.rules = rules;
    this.sizer = sizer;
    this.reports = reports;
  }

  /** Goes on with numbers after a restart: the next report and order are one higher. */
  public void resume(long lastReport, long lastOrder) {
    sequence = lastReport;
    orderNumber = lastOrder;
  }

  /** Adds or changes an instrument. */
  public void list(Instrument instrument) {
    instruments.put(instrument.id(), instrument);
    MarketProfile profile = instrument.market().map(lookup::find).orElse(null);
    if (profile == null) {
      markets.remove(instrument.id());
      return;
    }
    VenueMarket known = markets.get(instrument.id());
    if (known == null || !known.isOf(profile)) {
      markets.put(instrument.id(), new VenueMarket(profile, instrument));
    }
  }

  /** Takes an order; it may fill from the next event on. An unknown instrument is rejected. */
  public void submit(Order order, long timeNanos) {
    if (working.containsKey(order.id())) {
      return;
    }
    if (!instruments.containsKey(order.instrument())) {
      reports.accept(
          ExecutionReport.of(
              ++sequence,
              Type.REJECTED,
              order.id(),
              null,
              "unknown instrument " + order.instrument(),
              timeNanos));
      return;
    }
    if (order.request().timeInForce() != TimeInForce.GTC
        || !(order.type() == OrderType.MARKET
            || order.type() == OrderType.LIMIT
            || order.type() == OrderType.STOP)) {
      reports.accept(
          ExecutionReport.of(
              ++sequence,
              Type.REJECTED,
              order.id(),
              null,
              "this venue does not take " + order.request(),
              timeNanos));
      return;
    }
    Working w = new Working(order, "V" + ++orderNumber);
    working.put(order.id(), w);
    report(w, Type.ACCEPTED, "", timeNanos);
  }

  /** Puts back an order that was accepted before a restart; nothing is reported. */
  public void restore(Order order, String venueId, boolean triggered) {
    Working w = new Working(order, venueId);
    w.triggered = triggered;
    working.put(order.id(), w);
  }

  /** Cancels an order, or reports that it cannot. */
  public void cancel(ClientOrderId id, long timeNanos) {
    Working w = working.remove(id);
    if (w == null) {
      reports.accept(
          ExecutionReport.of(
              ++sequence, Type.CANCEL_REJECTED, id, null, "not working here", timeNanos));
      return;
    }
    report(w, Type.CANCELED, "canceled", timeNanos);
  }

  /** Changes an order as its replacement says, or reports that it cannot. */
  public void replace(Order order, long timeNanos) {
    Working w = working.get(order.id());
    if (w == null) {
      reports.accept(
          ExecutionReport.of(
              ++sequence, Type.REPLACE_REJECTED, order.id(), null, "not working here", timeNanos));
      return;
    }
    w.order = order.replaced(Quantity.ZERO, timeNanos);
    reports.accept(
        ExecutionReport.replaced(
            ++sequence, order.id(), VenueOrderId.of(w.venueId), w.order.quantity(), timeNanos));
  }

  /** Matches what works in an instrument against an event, while its market is open. */
  public void onMarket(MarketEvent event) {
    VenueMarket market = markets.isEmpty() ? null : markets.get(event.instrument());
    if (market == null) {
      matchAll(event);
      return;
    }
    if (market.begin(event)) {
      current = market;
      matchAll(event);
      current = null;
    }
    market.end(event);
  }

  private void matchAll(MarketEvent event) {
    if (working.isEmpty()) {
      return;
    }
    if (working.size() == 1) {
      Working only = working.values().iterator().next();
      if (only.order.instrument().equals(event.instrument())) {
        match(only, event);
      }
      return;
    }
    List<Working> here = new ArrayList<>();
    for (Working w : working.values()) {
      if (w.order.instrument().equals(event.instrument())) {
        here.add(w);
      }
    }
    if (here.size() > 1) {
      here.sort((a, b) -> Integer.compare(a.rank(), b.rank()));
    }
    for (Working w : here) {
      match(w, event);
    }
  }

  private void match(Working w, MarketEvent event) {
    if (current != null && current.isLocked(w.order.side(), event)) {
      return;
    }
    if (event instanceof Bar bar) {
      onBar(w, bar);
    } else if (event instanceof Quote q) {
      long price = w.order.side() == Side.BUY ? q.ask().raw() : q.bid().raw();
      atPrice(w, price, q.timeNanos());
    } else if (event instanceof TradeTick t) {
      atPrice(w, t.price().raw(), t.timeNanos());
    }
  }

  private void onBar(Working w, Bar bar) {
    Order o = w.order;
    if (bar.openTimeNanos() < o.createdNanos()) {
      return;
    }
    int sign = o.side().sign();
    long open = bar.openPrice().raw();
    switch (o.type()) {
      case MARKET -> fill(w, open, open + sign * rules.slippage(), bar.timeNanos());
      case LIMIT -> {
        long limit = limit(o);
        long best = sign > 0 ? bar.lowPrice().raw() : bar.highPrice().raw();
        if (sign * (limit - open) > 0 || (!rules.strictLimits() && limit == open)) {
          fill(w, open, open, bar.timeNanos());
        } else if (reaches(sign, limit, best)) {
          fill(w, limit, limit, bar.timeNanos());
        }
      }
      case STOP -> {
        long stop = stop(o);
        long extreme = sign > 0 ? bar.highPrice().raw() : bar.lowPrice().raw();
        if (sign * (open - stop) >= 0) {
          trigger(w, bar.timeNanos());
          fill(w, open, open + sign * rules.slippage(), bar.timeNanos());
        } else if (sign * (extreme - stop) >= 0) {
          trigger(w, bar.timeNanos());
          fill(w, stop, stop + sign * rules.slippage(), bar.timeNanos());
        }
      }
      default -> throw new IllegalStateException("unexpected " + o.request());
    }
  }

  private boolean reaches(int sign, long limit, long best) {
    long through = sign * (limit - best);
    return rules.strictLimits() ? through > 0 : through >= 0;
  }

  private void atPrice(Working w, long price, long timeNanos) {
    Order o = w.order;
    int sign = o.side().sign();
    switch (o.type()) {
      case MARKET -> fill(w, price, price + sign * rules.slippage(), timeNanos);
      case LIMIT -> {
        if (reaches(sign, limit(o), price)) {
          fill(w, price, price, timeNanos);
        }
      }
      case STOP -> {
        if (sign * (price - stop(o)) >= 0) {
          trigger(w, timeNanos);
          fill(w, price, price + sign * rules.slippage(), timeNanos);
        }
      }
      default -> throw new IllegalStateException("unexpected " + o.request());
    }
  }

  private static long limit(Order o) {
    return o.request().limitPrice().orElseThrow().raw();
  }

  private static long stop(Order o) {
    return o.request().stopPrice().orElseThrow().raw();
  }

  private void trigger(Working w, long timeNanos) {
    if (!w.triggered) {
      w.triggered = true;
      report(w, Type.TRIGGERED, "", timeNanos);
    }
  }

  private void fill(Working w, long reference, long wanted, long timeNanos) {
    long price = current == null ? wanted : current.within(wanted);
    Order o = w.order;
    Side side = o.side();
    long quantity = o.leavesQuantity().raw();
    if (o.isSizedAtFill()) {
      long signed = sizer.sizeAtFill(o, Price.ofRaw(price)).raw();
      if (signed == 0) {
        working.remove(o.id());
        report(w, Type.CANCELED, "sized to nothing at " + Price.ofRaw(price), timeNanos);
        return;
      }
      side = signed > 0 ? Side.BUY : Side.SELL;
      quantity = Math.abs(signed);
      if (side != o.side() && price != reference) {
        price = reference - (price - reference);
      }
    }
    working.remove(o.id());
    Instrument i = instrument(o);
    long notional = Fixed.multiply(quantity, price);
    if (i.multiplier().raw() != Fixed.ONE) {
      notional = Fixed.multiply(notional, i.multiplier().raw());
    }
    long number = ++sequence;
    Currency currency = i.currency();
    reports.accept(
        new ExecutionReport(
            number,
            Type.FILL,
            o.id(),
            VenueOrderId.of(w.venueId),
            ExecutionId.of("E" + number),
            side,
            Quantity.ofRaw(quantity),
            Price.ofRaw(price),
            Money.ofRaw(rules.fees().fee(quantity, notional), currency),
            Quantity.ofRaw(quantity),
            "",
            timeNanos));
  }

  private Instrument instrument(Order o) {
    Instrument i = instruments.get(o.instrument());
    if (i == null) {
      throw new IllegalStateException("unknown instrument " + o.instrument());
    }
    return i;
  }

  private void report(Working w, Type type, String reason, long timeNanos) {
    reports.accept(
        ExecutionReport.of(
            ++sequence, type, w.order.id(), VenueOrderId.of(w.venueId), reason, timeNanos));
  }

  /**
   * Closes a position at a price and time, as a fill of a working order; for the end of a run.
   * Returns false if the order is not working.
   */
  public boolean fillNow(ClientOrderId id, Price price, long timeNanos) {
    Working w = working.get(id);
    if (w == null) {
      return false;
    }
    fill(w, price.raw(), price.raw(), timeNanos);
    return true;
  }

  /** Returns how many orders work. */
  public int workingOrders() {
    return working.size();
  }

  /** Cancels everything that works, for the end of a run. */
  public void cancelAll(String reason, long timeNanos) {
    Iterator<Working> all = List.copyOf(working.values()).iterator();
    working.clear();
    while (all.hasNext()) {
      report(all.next(), Type.CANCELED, reason, timeNanos);
    }
  }
}
