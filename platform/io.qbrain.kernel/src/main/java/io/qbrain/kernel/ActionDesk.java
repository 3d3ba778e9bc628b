package io.qbrain.kernel;

import io.qbrain.model.CorporateAction;
import io.qbrain.model.Effect;
import io.qbrain.model.Fixed;
import io.qbrain.model.LedgerAccount.Type;
import io.qbrain.model.LedgerEntry.Kind;
import io.qbrain.model.Order;
import io.qbrain.model.Times;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Books splits and dividends for all who hold the shares. */
final class ActionDesk {
  private final AccountState state;
  private final Emitter out;
  private final Bookkeeper books;
  private final OrderDesk orders;

  ActionDesk(AccountState state, Emitter out, Bookkeeper books, OrderDesk orders) {
    this.state = state;
    this.out = out;
    this.books = books;
    this.orders = orders;
  }

  /** Books an action; one that was booked before changes nothing. */
  @Nullable Refusal apply(CorporateAction action) {
    Market market = state.markets.get(action.instrument());
    if (market == null) {
      return Refusal.notFound("instrument.unknown", "unknown instrument " + action.instrument());
    }
    if (market.margined) {
      return Refusal.invalid(
          "action.instrument", "expected shares, found the contract " + action.instrument());
    }
    if (action instanceof CorporateAction.Dividend d
        && !d.perShare().currency().equals(market.instrument.currency())) {
      return Refusal.invalid(
          "action.currency",
          action.instrument()
              + ": expected a dividend in "
              + market.instrument.currency()
              + ", found "
              + d.perShare());
    }
    if (state.actions.contains(action)) {
      return null;
    }
    out.emit(new Effect.ActionApplied(action));
    for (Runner r : state.runnersInOrder) {
      Holding h = r.book.find(action.instrument());
      if (action instanceof CorporateAction.Split split) {
        cancel(r.book, split);
        if (h != null) {
          split(r.book, h, split);
        }
      } else if (action instanceof CorporateAction.Dividend dividend
          && h != null
          && h.quantity != 0) {
        books.carry(
            Kind.DIVIDEND,
            Type.DIVIDEND,
            r.book,
            h,
            Fixed.multiply(h.quantity, dividend.perShare().raw()),
            "ex " + Times.instant(dividend.exNanos()));
      }
    }
    if (action instanceof CorporateAction.Split split && market.priced) {
      market.price(
          Fixed.multiplyDivide(market.last, split.denominator(), split.numerator()),
          market.lastNanos);
    }
    return null;
  }

  /** Open orders, and those that wait for them, are of old shares at old prices. */
  private void cancel(Book book, CorporateAction.Split split) {
    for (Order o : List.copyOf(book.heldOrders.values())) {
      if (o.instrument().equals(split.instrument())) {
        orders.cancel(o);
      }
    }
    for (Order o : List.copyOf(book.openOrders.values())) {
      if (o.instrument().equals(split.instrument())) {
        orders.cancel(o);
      }
    }
  }

  private void split(Book book, Holding h, CorporateAction.Split split) {
    if (h.lots.isEmpty()) {
      split(book, h, h, split);
    } else {
      for (Lot lot : new ArrayList<>(h.lots)) {
        split(book, h, lot, split);
      }
    }
  }

  /** The quantity changes, the cost stays; what is less than a lot is paid out at the new price. */
  private void split(Book book, Holding h, Stake stake, CorporateAction.Split split) {
    if (stake.quantity == 0) {
      return;
    }
    long exact = Fixed.multiplyDivide(stake.quantity, split.numerator(), split.denominator());
    long fraction = exact % h.market.instrument.lotSize().raw();
    long paid = 0;
    long cost = 0;
    if (fraction != 0) {
      cost = Fixed.multiplyDivide(stake.cost, fraction, exact);
      paid =
          h.market.priced
              ? Fixed.multiplyDivide(
                  h.market.notional(fraction, h.market.last),
                  split.denominator(),
                  split.numerator())
              : cost;
    }
    books.post(
        new Draft(Kind.SPLIT, split.numerator() + " for " + split.denominator())
            .add(Bookkeeper.account(h, stake), -cost, h.currency, exact - fraction - stake.quantity)
            .add(book.cashAccount, paid, h.currency)
            .add(h.account(Type.PROFIT), cost - paid, h.currency));
    books.sweep(book, h.market);
  }
}
