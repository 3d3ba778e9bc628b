package io.qbrain.kernel;

import io.qbrain.model.Fixed;
import io.qbrain.model.Order;
import java.util.Objects;

/** What of a fill an account can pay, where that is asked when it fills. */
final class PaymentAtFill {
  private final KernelSettings settings;
  private final AccountState state;
  private final BuyingPower buyingPower;

  PaymentAtFill(KernelSettings settings, AccountState state, BuyingPower buyingPower) {
    this.settings = settings;
    this.state = state;
    this.buyingPower = buyingPower;
  }

  /** Returns how much of a fill closes a position; the quantity is negative for a sale. */
  long closing(Order order, long signed) {
    if (state.terms.positions() == PositionMode.HEDGING) {
      return order.request().position().isPresent() ? Math.abs(signed) : 0;
    }
    Holding held = state.runner(order.instance()).book.find(order.instrument());
    long now = held == null ? 0 : held.quantity;
    return Long.signum(now) == -Long.signum(signed) ? Math.min(Math.abs(now), Math.abs(signed)) : 0;
  }

  /** Returns how much of a fill can be paid: all, or what closes a position. */
  long payable(Order order, long signed, long price, long closingPrice) {
    long quantity = Math.abs(signed);
    long closing = closing(order, signed);
    long opening = quantity - closing;
    if (opening == 0) {
      return quantity;
    }
    Market market = Objects.requireNonNull(state.market(order.instrument()));
    Book book = state.runner(order.instance()).book;
    long fee = market.toBase(settings.fees().fee(quantity, market.notional(quantity, price)));
    boolean paid;
    if (market.future) {
      paid =
          margin(market, opening - closing) + fee
              <= book.cash + (closing == 0 ? 0 : settled(book, market, closingPrice));
    } else if (!settings.profile().shortsPaid() && !market.margined) {
      long taken =
          market.baseNotional(opening, price) / MarginRules.leverage(settings, state, market);
      long brought = -Long.signum(signed) * market.baseNotional(closing, closingPrice);
      paid = signed < 0 || taken + fee <= buyingPower.spendable(book, market) + brought;
    } else if (settings.kind() == AccountKind.CASH) {
      paid =
          signed > 0 && market.baseNotional(opening, price) + fee <= buyingPower.cash(book, market);
    } else {
      paid = withinLeverage(book, market, signed, new AtPrice(opening, price, closingPrice, fee));
    }
    return paid ? quantity : closing;
  }

  /** Returns what was lent for the positions that were bought: all but the leverage's part. */
  long lent(Book book) {
    long lent = 0;
    if (settings.leverage() > 1) {
      for (Holding h : book.holdings) {
        if (h.quantity > 0 && !h.market.margined) {
          long cost = h.market.toBase(h.cost);
          lent = Math.addExact(lent, cost - cost / settings.leverage());
        }
      }
    }
    return lent;
  }

  private record AtPrice(long opening, long price, long closingPrice, long fee) {}

  private static long margin(Market market, long quantity) {
    return market.toBase(Fixed.multiply(quantity, market.instrument.marginPerContract().raw()));
  }

  /** Returns what a future's position has won since the last price, which closing it brings. */
  private static long settled(Book book, Market market, long price) {
    Holding held = book.find(market);
    return held == null || held.quantity == 0
        ? 0
        : market.baseNotional(held.quantity, price)
            - market.baseNotional(held.quantity, market.last);
  }

  private boolean withinLeverage(Book book, Market market, long signed, AtPrice at) {
    Holding held = book.find(market);
    long now = held == null ? 0 : held.quantity;
    long equity = book.equity() - at.fee();
    if (now != 0 && market.last != at.closingPrice()) {
      equity += market.baseNotional(now, at.closingPrice()) - market.baseNotional(now, market.last);
    }
    boolean netted = state.terms.positions() == PositionMode.NETTING;
    long after = netted ? Math.abs(now + signed) : Math.abs(now) + at.opening();
    long gross = buyingPower.levered(market, after, at.price());
    for (Holding h : book.holdings) {
      if (h != held && h.market.priced) {
        gross =
            Math.addExact(
                gross, buyingPower.levered(h.market, Math.abs(h.quantity), h.market.last));
      }
    }
    return gross <= Math.multiplyExact(equity, (long) settings.leverage());
  }
}
