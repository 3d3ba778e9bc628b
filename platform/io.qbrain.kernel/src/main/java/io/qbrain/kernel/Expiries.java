package io.qbrain.kernel;

import io.qbrain.model.CorporateAction;
import io.qbrain.model.Fixed;
import io.qbrain.model.LedgerAccount.Type;
import io.qbrain.model.LedgerEntry.Kind;
import io.qbrain.model.Order;
import io.qbrain.model.Times;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settles in cash what expired or is traded no more. */
final class Expiries {
  private final AccountState state;
  private final Emitter out;
  private final Bookkeeper books;
  private final OrderDesk orders;

  Expiries(AccountState state, Emitter out, Bookkeeper books, OrderDesk orders) {
    this.state = state;
    this.out = out;
    this.books = books;
    this.orders = orders;
  }

  /** Settles what expired up to a time; returns when the next instrument does. */
  long settle(long time) {
    long next = Long.MAX_VALUE;
    for (Market market : state.markets.values()) {
      if (market.expiryNanos > time) {
        next = Math.min(next, market.expiryNanos);
      } else {
        settle(market);
      }
    }
    return next;
  }

  /** Cancels what is open or waits of an instrument, and settles what is held of it. */
  void settle(Market market) {
    for (Runner r : state.runnersInOrder) {
      cancel(market, r.book.heldOrders.values());
      cancel(market, r.book.openOrders.values());
      Holding h = r.book.find(market);
      if (h == null) {
        continue;
      }
      if (h.lots.isEmpty()) {
        settle(r.book, h, h);
      } else {
        for (Lot lot : new ArrayList<>(h.lots)) {
          settle(r.book, h, lot);
        }
      }
    }
  }

  private void cancel(Market market, Collection<Order> some) {
    for (Order o : List.copyOf(some)) {
      if (o.instrument().equals(market.instrument.id())) {
        orders.cancel(o);
      }
    }
  }

  private void settle(Book book, Holding h, Stake stake) {
    long quantity = stake.quantity;
    if (quantity == 0) {
      return;
    }
    CorporateAction.Delisting delisting = h.market.delisting;
    long value = value(h.market, stake, delisting);
    long profit = value - stake.cost;
    Draft draft =
        new Draft(
                delisting == null ? Kind.EXPIRY : Kind.DELISTING,
                String.valueOf(Times.instant(h.market.expiryNanos)))
            .add(Bookkeeper.account(h, stake), -stake.cost, h.currency, -quantity);
    if (h.market.margined) {
      long margin = TradeEntries.margin(h, -quantity);
      draft
          .add(h.account(Type.OBLIGATION), stake.cost, h.currency)
          .add(h.account(Type.MARGIN), margin, h.currency)
          .add(book.cashAccount, profit - margin, h.currency);
    } else {
      draft.add(book.cashAccount, value, h.currency);
    }
    books.post(draft.add(h.account(Type.PROFIT), -profit, h.currency));
    books.sweep(book, h.market);
    if (book.id != null) {
      out.log(
          book.id,
          h.id
              + (delisting == null ? " expired" : " is traded no more")
              + " and was settled at "
              + Fixed.format(priceOf(h.market, delisting)));
    }
  }

  private static long value(
      Market market, Stake stake, CorporateAction.@Nullable Delisting delisting) {
    if (!market.priced && (delisting == null || delisting.price() == null)) {
      return stake.cost;
    }
    return market.notional(stake.quantity, priceOf(market, delisting));
  }

  private static long priceOf(Market market, CorporateAction.@Nullable Delisting delisting) {
    return delisting == null || delisting.price() == null ? market.last : delisting.price().raw();
  }
}
