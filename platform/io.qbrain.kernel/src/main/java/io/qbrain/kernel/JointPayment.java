package io.qbrain.kernel;

import io.qbrain.model.Fixed;
import io.qbrain.model.Order;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether an account could pay an order where short sales are free: if it, and before it what was
 * submitted at the same time, filled at once at their prices, no money would be owed.
 */
final class JointPayment {
  private final KernelSettings settings;
  private final BuyingPower buyingPower;
  private final Map<Market, Long> positions = new LinkedHashMap<>();
  private @Nullable Book book;
  private long timeNanos = Long.MIN_VALUE;
  private long cash;

  JointPayment(KernelSettings settings, BuyingPower buyingPower) {
    this.settings = settings;
    this.buyingPower = buyingPower;
  }

  /** Returns what the account would owe after this order, zero or less if nothing. */
  long owed(Order order, Market market, Book of, long nowNanos) {
    if (book != of || timeNanos != nowNanos) {
      book = of;
      timeNanos = nowNanos;
      cash = buyingPower.spendable(of, market);
      positions.clear();
    }
    Holding held = of.find(market);
    long now = positions.getOrDefault(market, held == null ? 0L : held.quantity);
    int sign = order.side().sign();
    long quantity = order.quantityRaw();
    boolean reduces = Long.signum(now) == -sign;
    long closing = reduces ? Math.min(Math.abs(now), quantity) : 0;
    long price = market.priceOf(order.request());
    long opening = quantity - closing;
    long opened = worth(market, opening, price, sign > 0 ? settings.leverage() : 1);
    long closed = worth(market, closing, price, sign > 0 ? 1 : settings.leverage());
    cash += market.future ? closed - opened : -sign * Math.addExact(opened, closed);
    cash -= market.toBase(settings.fees().fee(quantity, market.notional(quantity, price)));
    positions.put(market, now + sign * quantity);
    return -cash;
  }

  /** Returns the margin of a future, and what of another value the account's own money pays. */
  private static long worth(Market market, long quantity, long price, int leverage) {
    return market.future
        ? market.toBase(Fixed.multiply(quantity, market.instrument.marginPerContract().raw()))
        : market.baseNotional(quantity, price) / leverage;
  }
}
