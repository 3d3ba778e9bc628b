package io.qbrain.kernel;

import io.qbrain.kernel.RiskRules.Verdict;
import io.qbrain.model.Instrument;
import io.qbrain.model.LotRule;
import io.qbrain.model.MarketProfile;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.ReasonCode;
import io.qbrain.model.Side;
import io.qbrain.model.TimeInForce;
import io.qbrain.model.Times;
import io.qbrain.model.TradingPhase;
import io.qbrain.model.TradingSession;
import org.jspecify.annotations.Nullable;

/**
 * Rules 1 and 2 as far as the market of one instrument makes them: session, ticks, lots, price
 * limits, short sales and sales of what was bought in the same session.
 */
final class MarketRules {
  final MarketProfile profile;
  private final Instrument instrument;
  private final PreviousClose close;

  MarketRules(MarketProfile profile, Instrument instrument) {
    this.profile = profile;
    this.instrument = instrument;
    this.close = new PreviousClose(profile.calendar());
  }

  void price(long raw, long timeNanos) {
    if (followsPrices()) {
      close.price(raw, timeNanos);
    }
  }

  /** Returns whether what trades depends on prices of before: on the limits of a day. */
  boolean followsPrices() {
    return !profile.priceLimits().isEmpty();
  }

  long lot() {
    return profile.lots().lotRaw(instrument);
  }

  /** Returns why nothing trades an instrument at all, or null. */
  static @Nullable Verdict tradable(Market market) {
    if (market.instrument.isRestricted()) {
      return Verdict.of(ReasonCode.RESTRICTED, market.instrument + " is on the restricted list");
    }
    if (market.rules == null && market.instrument.market().isPresent()) {
      return Verdict.of(
          ReasonCode.UNKNOWN_MARKET,
          market.instrument
              + " is of the market "
              + market.instrument.market().get()
              + ", which is not known here");
    }
    return null;
  }

  /** Returns why the market does not take an order, or null. */
  @Nullable Verdict check(Order order, Book book, long nowNanos) {
    TradingSession session = profile.calendar().sessionAtOrAfter(nowNanos);
    if (session == null) {
      return Verdict.of(
          ReasonCode.MARKET_CLOSED,
          "no session of " + profile + " is known after " + Times.instant(nowNanos));
    }
    OrderRequest r = order.request();
    Verdict v = session(r, session, nowNanos);
    if (v != null) {
      return v;
    }
    if (order.isSizedAtFill()) {
      return order.weightAtFillRaw() < 0 && !profile.shorts() ? noShorts(order) : null;
    }
    v = price("limit", r.limitPrice().orElse(null), session);
    v = v != null ? v : price("stop", r.stopPrice().orElse(null), session);
    return v != null ? v : quantity(order, book, session);
  }

  /** What can wait waits for the next session; what cannot is sent in continuous trade only. */
  private @Nullable Verdict session(OrderRequest r, TradingSession session, long nowNanos) {
    TimeInForce tif = r.timeInForce();
    boolean atOnce = tif == TimeInForce.IOC || tif == TimeInForce.FOK;
    if (atOnce && session.phaseAt(nowNanos) != TradingPhase.CONTINUOUS) {
      return Verdict.of(
          ReasonCode.MARKET_CLOSED,
          "an order "
              + tif
              + " cannot wait; at "
              + Times.instant(nowNanos)
              + " "
              + profile
              + " is "
              + session.phaseAt(nowNanos)
              + ", the next session begins "
              + Times.instant(session.beginNanos()));
    }
    if (tif == TimeInForce.GTD && !profile.calendar().isOpenWithin(nowNanos, r.expireNanos())) {
      return Verdict.of(
          ReasonCode.MARKET_CLOSED,
          "the order expires "
              + Times.instant(r.expireNanos())
              + ", before "
              + profile
              + " opens; the session of "
              + session.day()
              + " begins "
              + Times.instant(session.beginNanos()));
    }
    return null;
  }

  /** Returns why prices or quantity of an order are off the market's grids, or null. */
  @Nullable Verdict grid(Order order) {
    OrderRequest r = order.request();
    Verdict v = tick("limit", r.limitPrice().orElse(null));
    v = v != null ? v : tick("stop", r.stopPrice().orElse(null));
    boolean mayBeOdd = order.side() == Side.SELL && profile.lots().oddLotSells();
    return v != null || mayBeOdd ? v : lots(order, 0);
  }

  private @Nullable Verdict tick(String name, @Nullable Price price) {
    long tick = price == null ? 1 : profile.tickAt(instrument, price.raw());
    return price == null || price.raw() % tick == 0
        ? null
        : Verdict.of(
            ReasonCode.TICK_SIZE,
            "expected a " + name + " price in ticks of " + Price.ofRaw(tick) + ", found " + price);
  }

  private @Nullable Verdict lots(Order order, long held) {
    LotRule lots = profile.lots();
    return lots.allows(instrument, order.side(), order.quantityRaw(), held)
        ? null
        : Verdict.of(
            ReasonCode.LOT_SIZE,
            "expected "
                + lots.describe(instrument)
                + ", found "
                + order.side()
                + " "
                + order.quantity());
  }

  private @Nullable Verdict price(String name, @Nullable Price price, TradingSession session) {
    long before = close.of(session);
    if (price == null || before <= 0 || profile.priceLimits().isEmpty()) {
      return null;
    }
    long raw = price.raw();
    long lowest = profile.lowerLimit(instrument, session.day(), before);
    long highest = profile.upperLimit(instrument, session.day(), before);
    if (raw >= lowest && raw <= highest) {
      return null;
    }
    return Verdict.of(
        ReasonCode.PRICE_LIMIT,
        "expected a "
            + name
            + " price from "
            + Price.ofRaw(lowest)
            + " to "
            + Price.ofRaw(highest)
            + " on "
            + session.day()
            + ", found "
            + price);
  }

  private @Nullable Verdict quantity(Order order, Book book, TradingSession session) {
    Side side = order.side();
    long quantity = order.quantityRaw();
    Holding h = book.find(instrument.id());
    long held = h == null ? 0 : h.quantity;
    long selling = side == Side.SELL ? book.leaves(instrument.id(), side.sign(), order) : 0;
    Verdict v = lots(order, held - selling);
    if (v != null) {
      return v;
    }
    if (side == Side.BUY) {
      return null;
    }
    if (!profile.shorts() && held - selling < quantity) {
      return noShorts(order);
    }
    long locked = h == null || profile.sameDaySales() ? 0 : h.boughtIn(session);
    if (held > 0 && locked > 0 && Math.subtractExact(held - locked, selling) < quantity) {
      return Verdict.of(
          ReasonCode.NOT_SELLABLE,
          "expected at most "
              + Quantity.ofRaw(Math.max(0, held - locked - selling))
              + ", since "
              + Quantity.ofRaw(locked)
              + " were bought on "
              + session.day()
              + "; found "
              + order.quantity());
    }
    return null;
  }

  /**
   * Returns how much of what an order that is sized at the fill asks for may trade: a purchase in
   * lots, a sale up to what may be sold.
   */
  long allowed(long signed, Book book, long nowNanos) {
    if (signed >= 0) {
      long lots = signed - signed % lot();
      return lots < profile.lots().minimumRaw(instrument) ? 0 : lots;
    }
    if (profile.shorts()) {
      return signed;
    }
    Holding h = book.find(instrument.id());
    TradingSession session = profile.calendar().sessionAtOrAfter(nowNanos);
    if (h == null || session == null) {
      return 0;
    }
    long locked = profile.sameDaySales() ? 0 : h.boughtIn(session);
    return Math.max(signed, Math.min(0, locked - h.quantity));
  }

  private Verdict noShorts(Order order) {
    return Verdict.of(
        ReasonCode.NO_SHORTS,
        "one does not sell on " + profile + " what one does not hold; found " + order.request());
  }
}
