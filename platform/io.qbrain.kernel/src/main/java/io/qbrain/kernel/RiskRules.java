package io.qbrain.kernel;

import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
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

  /** So many lots are more than what rounding takes from half of what a notional buys. */
  private static final long SURE_LOTS = 4;

  /** No quantity that a notional buys is calculated above this: it would come near to overflow. */
  private static final double MOST_BY_VALUE = 4e18;

  private final KernelSettings settings;
  private final RiskProfile profile;
  private final BuyingPower buyingPower;

  RiskRules(KernelSettings settings, AccountState state) {
    this.settings = settings;
    this.profile = settings.profile();
    this.buyingPower = new BuyingPower(settings, state);
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
            + " needs one of them for its quantity limit (a backtest takes daily-volume or max-order)"
        : null;
  }

  PaymentAtFill atFill() {
    return buyingPower.atFill();
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
    long price = market.priceOf(order.request());
    if (v == null) {
      v = reference(order, price, market, runner, nowNanos);
    }
    if (v != null) {
      return v;
    }
    if (order.isSizedAtFill()) {
      v = buyingPower.weightAllowed(order);
      return v != null ? v : sizedAtFill(order, market, runner.book);
    }
    long notional = market.baseNotional(order.quantityRaw(), price);
    v = limits(market, order.quantityRaw(), notional);
    if (v == null) {
      v = position(order, market, runner.book, price, notional);
    }
    return v != null
        ? v
        : buyingPower.check(order, market, runner.book, new BuyingPower.Terms(notional, nowNanos));
  }

  /**
   * What can be said of an order that waits for another one: all that does not depend on when it is
   * sent. Its price is compared with the one that is to trigger it, so that an entry is not sent
   * whose exits would be denied.
   */
  @Nullable Verdict waiting(Order order, Order trigger, Market market, Book book, long nowNanos) {
    Verdict v = sanity(order, market, nowNanos);
    if (v != null || !market.priced || !market.isConvertible()) {
      return v;
    }
    try {
      long price = market.priceOf(order.request());
      boolean same = trigger.instrument().equals(order.instrument());
      v = collar(price, same ? market.priceOf(trigger.request()) : market.last);
      v =
          v != null
              ? v
              : limits(
                  market, order.quantityRaw(), market.baseNotional(order.quantityRaw(), price));
      return v != null ? v : buyingPower.waiting(order, market, book, nowNanos);
    } catch (ArithmeticException e) {
      return new Verdict(
          "SANITY", "expected an order whose value can be calculated, found " + e.getMessage());
    }
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
    return collar(price, market.last);
  }

  private @Nullable Verdict collar(long price, long reference) {
    if (profile.collar() == RiskProfile.UNLIMITED || price == reference) {
      return null;
    }
    return Math.abs(price - reference) <= Fixed.multiply(Math.abs(reference), profile.collar())
        ? null
        : new Verdict(
            "PRICE_COLLAR",
            "expected a price within "
                + percent(profile.collar())
                + " of "
                + Price.ofRaw(reference)
                + ", found "
                + Price.ofRaw(price));
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
            + settings.money(profile.maxPositionNotional())
            + ", found a weight that makes "
            + settings.money(Math.abs(wanted)));
  }

  /** Returns what a book can give away; of the base currency if the rate is null. */
  long free(Book book, @Nullable ExchangeRate rate) {
    return rate == null ? buyingPower.free(book) : buyingPower.free(book, rate);
  }

  /**
   * Returns whether a quantity is surely no more than {@link #mostAtMarket}, which takes longer to
   * find: most quantities are far below it.
   */
  boolean surelyFits(Market market, long quantity) {
    if (quantity > maxQuantity(market) - market.lot) {
      return false;
    }
    if (profile.maxOrderNotional() == RiskProfile.UNLIMITED) {
      return true;
    }
    double notional = (double) quantity * market.last / Fixed.ONE;
    return market.rate == null
        && market.multiplier == Fixed.ONE
        && quantity / SURE_LOTS >= market.lot
        && notional <= profile.maxOrderNotional() >> 1;
  }

  /** Returns the greatest quantity of a market order, in whole lots and at least one lot. */
  long mostAtMarket(Market market) {
    long lot = market.lot;
    long most = Fixed.floorTo(maxQuantity(market), lot);
    if (profile.maxOrderNotional() != RiskProfile.UNLIMITED && market.priced && market.last > 0) {
      long unit = market.baseNotional(Fixed.ONE, market.last);
      double bought = (double) profile.maxOrderNotional() / unit * Fixed.ONE;
      if (bought < Math.min(2.0 * most, MOST_BY_VALUE)) {
        long byValue = Fixed.floorTo(Fixed.divide(profile.maxOrderNotional(), unit), lot);
        boolean above = market.baseNotional(byValue, market.last) > profile.maxOrderNotional();
        most = Math.min(most, above ? byValue - lot : byValue);
      }
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
              + settings.money(profile.maxOrderNotional())
              + " an order, found "
              + settings.money(notional));
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
    long worst = book.worstCase(order, market);
    if (Long.signum(worst) != order.side().sign()) {
      return null;
    }
    long size = Math.abs(worst);
    long value = size == order.quantityRaw() ? notional : market.baseNotional(size, price);
    if (value > profile.maxPositionNotional()) {
      return new Verdict(
          "MAX_POSITION",
          "expected a position of at most "
              + settings.money(profile.maxPositionNotional())
              + ", found "
              + Quantity.ofRaw(worst)
              + " "
              + order.instrument()
              + " with all open orders, "
              + settings.money(value));
    }
    return null;
  }

  private static String percent(long rate) {
    return Fixed.format(Math.multiplyExact(rate, 100)) + " %";
  }
}
