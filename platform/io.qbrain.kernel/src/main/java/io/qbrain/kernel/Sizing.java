package io.qbrain.kernel;

import io.qbrain.model.Fixed;
import io.qbrain.strategy.Size;

/** Turns a size into a position, a whole number of lots from where it is. */
final class Sizing {
  private static final int ROUNDS = 8;

  private final KernelSettings settings;
  private final AccountState state;

  Sizing(KernelSettings settings, AccountState state) {
    this.settings = settings;
    this.state = state;
  }

  /** Returns whether what open orders will bring counts as held. */
  boolean countsOpenOrders() {
    return settings.sizeRule() != SizeRule.ORDER;
  }

  /** Returns the signed position that a size means at a price. */
  long position(Size size, Market market, Book book, long price) {
    return switch (size.unit()) {
      case QUANTITY -> lots(market, size.raw());
      case NOTIONAL ->
          settings.sizeRule() == SizeRule.ORDER
              ? byOrder(perUnit(size.raw(), market, price), market, held(market, book))
              : lots(market, perUnit(size.raw(), market, price));
      case WEIGHT, WEIGHT_AT_FILL -> weight(size.raw(), market, book, price);
    };
  }

  /**
   * Returns the greatest position q with {@code |q| x price <= (equity - fee) x (1 - buffer) x
   * |weight|}, where the fee is that of the order which leads there.
   */
  long weight(long weight, Market market, Book book, long price) {
    return weight(weight, market, book, price, price);
  }

  /** Returns the same where what is held has another price. */
  long weight(long weight, Market market, Book book, long price, long heldPrice) {
    if (weight == 0) {
      return 0;
    }
    long now = held(market, book);
    long equity = book.equity();
    if (now != 0 && market.last != heldPrice) {
      equity += market.baseNotional(now, heldPrice) - market.baseNotional(now, market.last);
    }
    if (settings.sizeRule() == SizeRule.ORDER) {
      for (Entitlement due : book.dividends) {
        equity -= due.holding().market.toBase(due.amount());
      }
    }
    int sign = Long.signum(weight);
    if (settings.leastChange() > 0
        && isSmall(sign * budget(equity, weight), now, equity, market, price)) {
      return now;
    }
    if (settings.sizeRule() == SizeRule.ORDER) {
      return byOrder(sign * perUnit(budget(equity, weight), market, price), market, now);
    }
    if (settings.sizeRule() == SizeRule.POSITION_AND_FEES) {
      return sign * withFees(sign * now, equity, weight, market, price);
    }
    long lot = market.lot;
    long q = 0;
    long fee = 0;
    for (int i = 0; i < ROUNDS; i++) {
      long next = affordable(equity - fee, weight, market, price);
      fee = fee(market, sign * next - now, price);
      if (next == q) {
        break;
      }
      q = next;
    }
    for (int i = 0;
        i < ROUNDS && q > 0 && !fits(q, sign, now, equity, weight, market, price);
        i++) {
      q -= lot;
    }
    for (int i = 0; i < ROUNDS && fits(q + lot, sign, now, equity, weight, market, price); i++) {
      q += lot;
    }
    return sign * q;
  }

  /** Returns whether a change is too small to be ordered; never while the margin is used up. */
  private boolean isSmall(long wanted, long now, long equity, Market market, long price) {
    long held = market.baseNotional(now, price);
    int leverage = MarginRules.leverage(settings, state, market);
    long most = Math.multiplyExact(equity, (long) leverage);
    return Math.abs(wanted - held) < Fixed.multiply(most, settings.leastChange())
        && Math.abs(held) < most;
  }

  /**
   * Returns how much of a holding may stay, as a quantity above 0, where it may take a margin: the
   * greatest quantity whose margin at a rate is no more than that, less its share of the fee of the
   * order that leads there.
   */
  long kept(Holding held, long rate, long margin, long equity) {
    Market market = held.market;
    long now = Math.abs(held.quantity);
    long unit = Fixed.multiply(market.baseNotional(Fixed.ONE, market.last), rate);
    if (margin <= 0 || equity <= 0 || unit <= 0) {
      return 0;
    }
    long share = Fixed.divide(margin, equity);
    long kept = now;
    for (int i = 0; i < ROUNDS; i++) {
      long left = margin - Fixed.multiply(fee(market, now - kept, market.last), share);
      long next = left <= 0 ? 0 : Math.min(now, lots(market, Fixed.divide(left, unit)));
      if (next == kept) {
        break;
      }
      kept = next;
    }
    return kept;
  }

  private static long held(Market market, Book book) {
    Holding held = book.find(market);
    return held == null ? 0 : held.quantity;
  }

  /**
   * Returns the position that whole lots lead to from what is held, never beyond what is wanted.
   */
  private static long byOrder(long wanted, Market market, long now) {
    return now + lots(market, wanted - now);
  }

  /**
   * Returns the greatest q with {@code q x price + fee <= (equity - fee of closing) x weight}.
   *
   * @param now what is held in the direction of the weight, negative if it closes
   */
  private long withFees(long now, long equity, long weight, Market market, long price) {
    long budget = budget(equity - fee(market, Math.min(0, now), price), weight);
    long held = Math.max(0, now);
    long q = 0;
    for (int i = 0; i < ROUNDS; i++) {
      long left = budget - fee(market, Math.max(0, q - held), price);
      q = left <= 0 ? 0 : lots(market, perUnit(left, market, price));
    }
    while (q > 0 && taken(q, held, market, price) > budget) {
      q -= market.lot;
    }
    while (taken(q + market.lot, held, market, price) <= budget) {
      q += market.lot;
    }
    return q;
  }

  private long taken(long q, long held, Market market, long price) {
    return market.baseNotional(q, price) + fee(market, Math.max(0, q - held), price);
  }

  private boolean fits(
      long q, int sign, long now, long equity, long weight, Market market, long price) {
    long fee = fee(market, sign * q - now, price);
    return market.baseNotional(q, price) <= budget(equity - fee, weight);
  }

  private long affordable(long equity, long weight, Market market, long price) {
    long budget = budget(equity, weight);
    return budget <= 0 ? 0 : lots(market, perUnit(budget, market, price));
  }

  private long budget(long equity, long weight) {
    long usable =
        settings.sizeBuffer() == 0
            ? equity
            : Fixed.multiply(equity, Fixed.ONE - settings.sizeBuffer());
    long size = Math.abs(weight);
    return size == Fixed.ONE ? usable : Fixed.multiply(usable, size);
  }

  private static long perUnit(long money, Market market, long price) {
    return Fixed.divide(money, market.baseNotional(Fixed.ONE, price));
  }

  private long fee(Market market, long delta, long price) {
    long quantity = Math.abs(delta);
    return quantity == 0
        ? 0
        : market.toBase(settings.fees().fee(quantity, market.notional(quantity, price)));
  }

  private static long lots(Market market, long quantity) {
    return quantity - quantity % market.lot;
  }
}
