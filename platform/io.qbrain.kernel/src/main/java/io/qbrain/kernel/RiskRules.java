package io.qbrain.kernel;

import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.ReasonCode;
import io.qbrain.model.Times;
import org.jspecify.annotations.Nullable;

/**
 * The hard limits that every order passes before it is sent: rules 1 to 5, 13 and 15. The kill
 * switch is the kernel's. Answers null, or why the order is denied.
 */
final class RiskRules {
  /** Why an order is denied. */
  record Verdict(String code, String message) {
    static Verdict of(ReasonCode code, String message) {
      return new Verdict(code.name(), message);
    }
  }

  private static final long QUOTE_AGE_NANOS = 5_000_000_000L;

  private final KernelSettings settings;
  private final AccountState state;
  private final RiskProfile profile;

  RiskRules(KernelSettings settings, AccountState state) {
    this.settings = settings;
    this.state = state;
    this.profile = settings.profile();
  }

  /** Returns why an instrument cannot be traded under the profile at all, or null. */
  @Nullable String missingLimit(Instrument instrument) {
    boolean limited = profile.volumeShare() != RiskProfile.UNLIMITED;
    return limited
            && instrument.maxOrderQuantity().isEmpty()
            && instrument.averageDailyVolume().isEmpty()
        ? instrument.id()
            + " has neither averageDailyVolume nor maxOrderQuantity; the risk profile "
            + profile.name()
            + " needs one of them for its quantity limit"
        : null;
  }

  @Nullable Verdict check(Order order, Market market, Runner runner, long nowNanos) {
    Verdict v = market.maybeTradable ? null : MarketRules.tradable(market);
    if (v != null) {
      return v;
    }
    if (!market.priced || (market.last <= 0 && !market.mayBeNegative())) {
      return new Verdict("PRICE_COLLAR", "there is no price of " + order.instrument() + " yet");
    }
    if (nowNanos >= market.expiryNanos) {
      return Verdict.of(
          ReasonCode.EXPIRED,
          order.instrument() + " expired at " + Times.instant(market.expiryNanos));
    }
    if (!market.isConvertible()) {
      return Verdict.of(
          ReasonCode.NO_RATE,
          "no rate of "
              + market.instrument.currency()
              + " in "
              + settings.currency()
              + " is known; record one, or list the currency pair");
    }
    v = sanity(order, market, nowNanos);
    if (v == null && market.rules != null) {
      v = market.rules.check(order, runner.book, nowNanos);
    }
    long price = price(order.request(), market);
    if (v == null) {
      v = reference(order, price, market, runner, nowNanos);
    }
    if (v != null) {
      return v;
    }
    if (order.isSizedAtFill()) {
      v = weightAllowed(order);
      return v != null ? v : sizedAtFill(order, market, runner.book);
    }
    long notional = market.baseNotional(order.quantityRaw(), price);
    v = limits(market, order.quantityRaw(), notional);
    if (v == null) {
      v = position(order, market, runner.book, price, notional);
    }
    return v != null ? v : buyingPower(order, market, runner.book, notional);
  }

  /** Rule 1: what can be said of an order without knowing the market's price. */
  @Nullable Verdict sanity(Order order, Market market, long nowNanos) {
    OrderRequest r = order.request();
    if (order.isSizedAtFill()) {
      return null;
    }
    Verdict shape = OrderShape.check(r, nowNanos);
    if (shape != null) {
      return shape;
    }
    MarketRules its = market.rules;
    boolean inLots = its != null || order.quantityRaw() % market.lot == 0;
    if (order.quantityRaw() <= 0 || !inLots) {
      return new Verdict(
          "SANITY",
          "expected a quantity above 0 in lots of "
              + Quantity.ofRaw(market.lot)
              + ", found "
              + order.quantity());
    }
    Verdict v = sanePrice("limit", r.limitPrice().orElse(null), market);
    v = v != null ? v : sanePrice("stop", r.stopPrice().orElse(null), market);
    return v != null || its == null ? v : its.grid(order);
  }

  private @Nullable Verdict sanePrice(String name, @Nullable Price price, Market market) {
    if (price == null) {
      return null;
    }
    if (price.signum() <= 0 && !(market.mayBeNegative() && price.isNumber())) {
      return new Verdict(
          "SANITY",
          "expected a "
              + name
              + " price "
              + (market.mayBeNegative() ? "that is a number" : "above 0")
              + ", found "
              + price);
    }
    Price tick = market.instrument.tickSize();
    if (profile.checkTicks() && market.rules == null && price.raw() % tick.raw() != 0) {
      return new Verdict(
          "SANITY", "expected a " + name + " price in ticks of " + tick + ", found " + price);
    }
    return null;
  }

  private @Nullable Verdict reference(
      Order order, long price, Market market, Runner runner, long nowNanos) {
    if (profile.maxReferenceIntervals() != Integer.MAX_VALUE) {
      long allowed =
          runner.fastestNanos == 0
              ? QUOTE_AGE_NANOS
              : Math.multiplyExact(runner.fastestNanos, profile.maxReferenceIntervals());
      if (nowNanos - market.lastNanos > allowed) {
        return new Verdict(
            "PRICE_COLLAR",
            "the last price of "
                + order.instrument()
                + " is of "
                + Times.instant(market.lastNanos)
                + ", too old at "
                + Times.instant(nowNanos));
      }
    }
    if (profile.collar() != RiskProfile.UNLIMITED && price != market.last) {
      long distance = Math.abs(price - market.last);
      if (distance > Fixed.multiply(Math.abs(market.last), profile.collar())) {
        return new Verdict(
            "PRICE_COLLAR",
            "expected a price within "
                + percent(profile.collar())
                + " of "
                + Price.ofRaw(market.last)
                + ", found "
                + Price.ofRaw(price));
      }
    }
    return null;
  }

  /** The worst case of an order that is sized at the fill: the price is worse by the collar. */
  private @Nullable Verdict sizedAtFill(Order order, Market market, Book book) {
    if (profile.maxOrderNotional() == RiskProfile.UNLIMITED
        && profile.maxPositionNotional() == RiskProfile.UNLIMITED
        && profile.volumeShare() == RiskProfile.UNLIMITED) {
      return null;
    }
    Holding held = book.find(order.instrument());
    long now = held == null ? 0 : market.baseNotional(held.quantity, market.last);
    long wanted = Fixed.multiply(book.equity(), order.weightAtFillRaw());
    long notional = Math.abs(wanted - now);
    long collar = profile.collar() == RiskProfile.UNLIMITED ? 0 : profile.collar();
    long lowest = Math.max(1, Fixed.multiply(market.last, Fixed.ONE - collar));
    Verdict v =
        limits(market, Fixed.divide(notional, market.baseNotional(Fixed.ONE, lowest)), notional);
    if (v != null || Math.abs(wanted) <= profile.maxPositionNotional()) {
      return v;
    }
    return new Verdict(
        "MAX_POSITION",
        "expected a position of at most "
            + money(profile.maxPositionNotional())
            + ", found a weight that makes "
            + money(Math.abs(wanted)));
  }

  /** Returns the greatest quantity of a market order, in whole lots and at least one lot. */
  long mostAtMarket(Market market) {
    long lot = market.lot;
    long most = Fixed.floorTo(maxQuantity(market), lot);
    if (profile.maxOrderNotional() != RiskProfile.UNLIMITED && market.priced && market.last > 0) {
      long unit = market.baseNotional(Fixed.ONE, market.last);
      long byValue = Fixed.floorTo(Fixed.divide(profile.maxOrderNotional(), unit), lot);
      boolean above = market.baseNotional(byValue, market.last) > profile.maxOrderNotional();
      most = Math.min(most, above ? byValue - lot : byValue);
    }
    return Math.max(lot, most);
  }

  private @Nullable Verdict limits(Market market, long quantity, long notional) {
    long most = maxQuantity(market);
    if (quantity > most) {
      return new Verdict(
          "MAX_QUANTITY",
          "expected at most "
              + Quantity.ofRaw(most)
              + " "
              + market.instrument
              + " an order, found "
              + Quantity.ofRaw(quantity));
    }
    if (notional > profile.maxOrderNotional()) {
      return new Verdict(
          "MAX_NOTIONAL",
          "expected at most "
              + money(profile.maxOrderNotional())
              + " an order, found "
              + money(notional));
    }
    return null;
  }

  /** Returns the greatest quantity of an order; of an instrument as it is, it is found once. */
  long maxQuantity(Market market) {
    if (market.maxQuantity == Market.UNKNOWN) {
      market.maxQuantity = maxQuantity(market.instrument);
    }
    return market.maxQuantity;
  }

  private long maxQuantity(Instrument instrument) {
    if (profile.volumeShare() == RiskProfile.UNLIMITED) {
      return RiskProfile.UNLIMITED;
    }
    Quantity absolute = instrument.maxOrderQuantity().orElse(null);
    if (absolute != null) {
      return absolute.raw();
    }
    Quantity volume = instrument.averageDailyVolume().orElse(Quantity.ZERO);
    return Fixed.multiply(volume.raw(), profile.volumeShare());
  }

  private @Nullable Verdict position(
      Order order, Market market, Book book, long price, long notional) {
    if (profile.maxPositionNotional() == RiskProfile.UNLIMITED) {
      return null;
    }
    long worst = worstCase(order, book);
    if (Long.signum(worst) != order.side().sign()) {
      return null;
    }
    long size = Math.abs(worst);
    long value = size == order.quantityRaw() ? notional : market.baseNotional(size, price);
    if (value > profile.maxPositionNotional()) {
      return new Verdict(
          "MAX_POSITION",
          "expected a position of at most "
              + money(profile.maxPositionNotional())
              + ", found "
              + Quantity.ofRaw(worst)
              + " "
              + order.instrument()
              + " with all open orders, "
              + money(value));
    }
    return null;
  }

  /**
   * Returns the position if this order and all open ones of its side fill; of orders of which one
   * cancels the others the largest.
   */
  private static long worstCase(Order order, Book book) {
    InstrumentId id = order.instrument();
    int sign = order.side().sign();
    Holding h = book.find(id);
    long now = h == null ? 0 : h.quantity;
    long most = Math.max(order.quantityRaw(), book.siblingLeaves(order));
    return Math.addExact(now, sign * Math.addExact(book.leaves(id, sign, order), most));
  }

  private @Nullable Verdict weightAllowed(Order order) {
    long most = settings.kind() == AccountKind.MARGIN ? settings.leverage() * Fixed.ONE : Fixed.ONE;
    long least = settings.kind() == AccountKind.MARGIN ? -most : 0;
    long weight = order.weightAtFillRaw();
    if (settings.kind() == AccountKind.FUTURES || weight < least || weight > most) {
      return new Verdict(
          "BUYING_POWER",
          "expected a weight from "
              + Fixed.format(least)
              + " to "
              + Fixed.format(most)
              + " on a "
              + settings.kind()
              + " account, found "
              + Fixed.format(weight));
    }
    return null;
  }

  private @Nullable Verdict buyingPower(Order order, Market market, Book book, long notional) {
    long quantity = order.quantityRaw();
    long fee =
        market.rate == null
            ? settings.fees().fee(quantity, notional)
            : fee(market, quantity, price(order.request(), market));
    if (market.future) {
      return futureMargin(order, market, book, fee);
    }
    return switch (settings.kind()) {
      case CASH ->
          market.margined
              ? new Verdict(
                  "BUYING_POWER", order.instrument() + " is margined; a cash account pays in full")
              : cash(order, market, book, Math.addExact(notional, fee));
      case MARGIN -> margin(order, market, book, fee);
      case FUTURES ->
          market.margined
              ? margin(order, market, book, fee)
              : new Verdict(
                  "BUYING_POWER",
                  order.instrument() + " is no future; this account trades futures only");
    };
  }

  /** Returns a fee in the base currency. */
  private long fee(Market market, long quantity, long price) {
    return market.toBase(settings.fees().fee(quantity, market.notional(quantity, price)));
  }

  private @Nullable Verdict cash(Order order, Market market, Book book, long needed) {
    if (order.side().sign() < 0) {
      long worst = worstCase(order, book);
      return worst >= 0
          ? null
          : new Verdict(
              "BUYING_POWER",
              "a cash account does not sell short; the order would leave "
                  + Quantity.ofRaw(worst)
                  + " "
                  + order.instrument());
    }
    boolean inItsCurrency =
        market.rate != null && state.terms.conversion() == AccountTerms.Conversion.ON_REQUEST;
    long there = inItsCurrency ? inBase(book, market) : baseCash(book);
    long free = there - reserved(book, order, inItsCurrency ? market : null);
    return needed <= free
        ? null
        : new Verdict(
            "BUYING_POWER",
            "expected at most "
                + money(free)
                + (mayNotSpendUnsettled() ? " of settled cash" : "")
                + (inItsCurrency ? " worth of " + market.instrument.currency() : "")
                + ", the order needs "
                + money(needed));
  }

  private boolean mayNotSpendUnsettled() {
    return state.terms.settlement() == AccountTerms.Settlement.REQUIRED;
  }

  private long baseCash(Book book) {
    return mayNotSpendUnsettled() ? book.cash : book.cash + book.unsettled;
  }

  private long inBase(Book book, Market market) {
    Balance balance = book.balance(market.instrument.currency());
    if (balance == null) {
      return 0;
    }
    return market.toBase(mayNotSpendUnsettled() ? balance.cash : balance.cash + balance.unsettled);
  }

  /** Returns what open buy orders may still take; of one market's currency, or of all. */
  private long reserved(Book book, @Nullable Order without, @Nullable Market only) {
    long sum = 0;
    if (book.openOrders.isEmpty()) {
      return sum;
    }
    for (Order o : book.openOrders.values()) {
      Holding h = book.find(o.instrument());
      if (o.side().sign() > 0
          && h != null
          && h.market.priced
          && (without == null || !o.id().equals(without.id()))
          && book.countsInRisk(o)
          && (only == null || only.rate == h.market.rate)) {
        long q = o.exposedRaw();
        long price = exposedPrice(o, h.market);
        sum =
            Math.addExact(
                sum, Math.addExact(h.market.baseNotional(q, price), fee(h.market, q, price)));
      }
    }
    return sum;
  }

  /**
   * Initial margin: what has a rate of its own counts by it, the rest by leverage. Both sides are
   * multiplied by the leverage, so that nothing is rounded where no rate is.
   */
  private @Nullable Verdict margin(Order order, Market market, Book book, long fee) {
    Holding held = book.find(order.instrument());
    long now = held == null ? 0 : held.quantity;
    long worst = worstCase(order, book);
    if (Math.abs(worst) <= Math.abs(now)) {
      return null;
    }
    long gross = levered(market, Math.abs(worst));
    for (Holding h : book.holdings) {
      if (h != held && h.market.priced) {
        long up = h.quantity + book.leaves(h.id, 1);
        long down = h.quantity - book.leaves(h.id, -1);
        gross = Math.addExact(gross, levered(h.market, Math.max(Math.abs(up), Math.abs(down))));
      }
    }
    long allowed = Math.multiplyExact(book.equity() - fee, settings.leverage());
    return gross <= allowed
        ? null
        : new Verdict(
            "BUYING_POWER",
            "expected positions of at most "
                + money(allowed)
                + " (equity x leverage "
                + settings.leverage()
                + "), the order would make "
                + money(gross));
  }

  /**
   * Returns what a book can give away: no more than its cash, less what open orders may still take,
   * and so much that its equity carries what it holds and what is ordered.
   */
  long free(Book book) {
    long equity = book.equity() - levered(book) / settings.leverage();
    return switch (settings.kind()) {
      case CASH -> Math.min(book.cash, baseCash(book) - reserved(book, null, null));
      case MARGIN, FUTURES -> Math.min(book.cash - reservedMargin(book, null), equity);
    };
  }

  /** Returns what is held and ordered, the worse side of each, counted against the leverage. */
  private long levered(Book book) {
    long gross = 0;
    for (Holding h : book.holdings) {
      if (h.market.priced && !h.market.future) {
        long up = Math.abs(h.quantity + book.leaves(h.id, 1));
        long down = Math.abs(h.quantity - book.leaves(h.id, -1));
        gross = Math.addExact(gross, levered(h.market, Math.max(up, down)));
      }
    }
    return gross;
  }

  /** Returns the value that a quantity counts against equity x leverage. */
  private long levered(Market market, long quantity) {
    long notional = market.baseNotional(quantity, market.last);
    long own = MarginRules.ownRate(market);
    return own == 0
        ? notional
        : Math.multiplyExact(Fixed.multiply(notional, own), settings.leverage());
  }

  private @Nullable Verdict futureMargin(Order order, Market market, Book book, long fee) {
    Holding held = book.find(order.instrument());
    long now = held == null ? 0 : held.quantity;
    long more = Math.abs(worstCase(order, book)) - Math.abs(now);
    if (more <= 0) {
      return null;
    }
    long needed =
        market.toBase(Fixed.multiply(more, market.instrument.marginPerContract().raw()))
            + fee
            + reservedMargin(book, held);
    return needed <= book.cash
        ? null
        : new Verdict(
            "BUYING_POWER",
            "expected margin of at most "
                + money(book.cash)
                + ", the order needs "
                + money(needed));
  }

  /** Returns the margin that open orders of the other futures may still take. */
  private static long reservedMargin(Book book, @Nullable Holding except) {
    long sum = 0;
    for (Holding h : book.holdings) {
      if (h != except && h.market.future) {
        long up = Math.abs(h.quantity + book.leaves(h.id, 1));
        long down = Math.abs(h.quantity - book.leaves(h.id, -1));
        long more = Math.max(0, Math.max(up, down) - Math.abs(h.quantity));
        sum += h.market.toBase(Fixed.multiply(more, h.market.instrument.marginPerContract().raw()));
      }
    }
    return sum;
  }

  /** Returns the worse of an order's price and the one that it is to get. */
  private static long exposedPrice(Order order, Market market) {
    long now = price(order.request(), market);
    if (order.replacement().isEmpty()) {
      return now;
    }
    long after = price(order.request().withPricesOf(order.replacement().orElseThrow()), market);
    return order.side().sign() > 0 ? Math.max(now, after) : Math.min(now, after);
  }

  private static long price(OrderRequest request, Market market) {
    Price limit = request.limitPrice().orElse(null);
    Price stop = request.stopPrice().orElse(null);
    return limit != null ? limit.raw() : stop != null ? stop.raw() : market.last;
  }

  private String money(long raw) {
    return Fixed.format(raw, 2) + " " + settings.currency();
  }

  private static String percent(long rate) {
    return Fixed.format(Math.multiplyExact(rate, 100)) + " %";
  }
}
