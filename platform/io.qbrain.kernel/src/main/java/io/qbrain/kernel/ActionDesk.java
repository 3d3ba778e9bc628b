package io.qbrain.kernel;

import io.qbrain.model.CorporateAction;
import io.qbrain.model.Effect;
import io.qbrain.model.Fixed;
import io.qbrain.model.LedgerAccount.Type;
import io.qbrain.model.LedgerEntry.Kind;
import io.qbrain.model.Order;
import io.qbrain.model.Rate;
import io.qbrain.model.Times;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Books splits, dividends and delistings for all who hold the shares, now or, for what is
 * announced, when its time comes.
 */
final class ActionDesk {
  private final AccountState state;
  private final Emitter out;
  private final Bookkeeper books;
  private final OrderDesk orders;
  private final Expiries expiries;

  ActionDesk(
      AccountState state, Emitter out, Bookkeeper books, OrderDesk orders, Expiries expiries) {
    this.state = state;
    this.out = out;
    this.books = books;
    this.orders = orders;
    this.expiries = expiries;
  }

  /** Announces an action; the same one again changes nothing. */
  @Nullable Refusal announce(CorporateAction action) {
    Refusal refusal = check(action);
    if (refusal != null || action.equals(state.actions.get(action.key()))) {
      return refusal;
    }
    Agenda.Item known = state.agenda.find(action.key());
    if (known != null) {
      return action.equals(known.action()) ? null : announcedOtherwise(known);
    }
    Refusal obstacle =
        obstacle(Agenda.dueOf(action), action.key(), "to book it on what is held now, say so");
    if (obstacle == null) {
      out.emit(new Effect.ActionAnnounced(action));
    }
    return obstacle;
  }

  /** Announces a rate; the same one again changes nothing. */
  @Nullable Refusal announce(Rate rate) {
    Agenda.Item known = state.agenda.find(rate.key());
    if (known != null) {
      return rate.equals(known.rate()) ? null : announcedOtherwise(known);
    }
    Refusal obstacle = books.check(rate);
    if (obstacle == null) {
      obstacle =
          obstacle(rate.timeNanos(), rate.key(), "to record it as of now, leave the time out");
    }
    if (obstacle == null) {
      out.emit(new Effect.RateAnnounced(rate));
    }
    return obstacle;
  }

  private static Refusal announcedOtherwise(Agenda.Item known) {
    return Refusal.conflict(
        "announcement.exists",
        known.key() + " is announced already: " + known.what() + "; withdraw it first");
  }

  /** Returns why something of a time cannot be announced, or null. */
  private @Nullable Refusal obstacle(long timeNanos, String key, String instead) {
    if (timeNanos <= out.nowNanos) {
      return Refusal.conflict(
          "announcement.past",
          key
              + ": its time is over, for the account is at "
              + Times.instant(out.nowNanos)
              + "; "
              + instead);
    }
    return state.agenda.isFull()
        ? Refusal.conflict(
            "announcement.too-many",
            "expected at most " + Agenda.MAX_ITEMS + " announcements; withdraw some")
        : null;
  }

  /** Takes an announcement back. */
  @Nullable Refusal withdraw(String key, String reason) {
    if (state.agenda.find(key) == null) {
      return Refusal.notFound(
          "announcement.unknown",
          "there is no announcement '"
              + key
              + "'; there are "
              + state.agenda.items().stream().map(Agenda.Item::key).limit(20).toList());
    }
    out.emit(new Effect.AnnouncementWithdrawn(key, reason));
    return null;
  }

  /** What was announced comes due: it happens, or it is withdrawn if it cannot. */
  void comesDue(Agenda.Item item) {
    Refusal refusal = null;
    if (item.rate() != null) {
      refusal = books.record(item.rate());
    } else if (item.action() != null) {
      refusal = apply(item.action());
    }
    if (state.agenda.find(item.key()) != null) {
      out.emit(
          new Effect.AnnouncementWithdrawn(
              item.key(), refusal == null ? "it was booked before" : refusal.message()));
    }
  }

  /** Books an action; one that was booked before changes nothing. */
  @Nullable Refusal apply(CorporateAction action) {
    Refusal refusal = check(action);
    Market market = state.markets.get(action.instrument());
    if (refusal != null || market == null || action.equals(state.actions.get(action.key()))) {
      return refusal;
    }
    out.emit(new Effect.ActionApplied(action));
    if (action instanceof CorporateAction.Delisting) {
      expiries.settle(market);
      return null;
    }
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
        dividend(r.book, h, dividend);
      }
    }
    if (action instanceof CorporateAction.Split split && market.priced) {
      market.price(
          Fixed.multiplyDivide(market.last, split.denominator(), split.numerator()),
          market.lastNanos);
    }
    return null;
  }

  /** Returns why an action cannot be booked, or null. */
  private @Nullable Refusal check(CorporateAction action) {
    Market market = state.markets.get(action.instrument());
    if (market == null) {
      return Refusal.notFound("instrument.unknown", "unknown instrument " + action.instrument());
    }
    if (market.margined && !(action instanceof CorporateAction.Delisting)) {
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
    CorporateAction booked = state.actions.get(action.key());
    if (booked != null) {
      return booked.equals(action)
          ? null
          : Refusal.conflict(
              "action.exists",
              action.key() + " was booked as " + booked + ", and cannot be booked as " + action);
    }
    if (market.delisting != null) {
      return Refusal.conflict(
          "action.delisted",
          action.instrument()
              + " is traded no more since "
              + Times.instant(market.delisting.exNanos()));
    }
    return fits(action, market);
  }

  /** Returns why an action makes numbers that cannot be kept, or null. */
  private @Nullable Refusal fits(CorporateAction action, Market market) {
    try {
      for (Runner r : state.runnersInOrder) {
        Holding h = r.book.find(action.instrument());
        long quantity = h == null ? 0 : h.quantity;
        if (action instanceof CorporateAction.Dividend d) {
          Fixed.multiply(quantity, d.perShare().raw());
        } else if (action instanceof CorporateAction.Delisting d && d.price() != null) {
          market.notional(quantity, d.price().raw());
        } else if (action instanceof CorporateAction.Split s) {
          long after = Fixed.multiplyDivide(quantity, s.numerator(), s.denominator());
          market.notional(after, Fixed.multiplyDivide(market.last, s.denominator(), s.numerator()));
        }
      }
      if (action instanceof CorporateAction.Split s
          && market.priced
          && Fixed.multiplyDivide(market.last, s.denominator(), s.numerator()) == 0) {
        throw new ArithmeticException("the new price is below 1e-8");
      }
      return null;
    } catch (ArithmeticException e) {
      return Refusal.invalid(
          "action.range", action + " cannot be booked on what is held: " + e.getMessage());
    }
  }

  /** Who holds at the ex time is entitled: paid now, or a receivable until it is paid. */
  private void dividend(Book book, Holding h, CorporateAction.Dividend dividend) {
    long amount = Fixed.multiply(h.quantity, dividend.perShare().raw());
    String reference = "ex " + Times.instant(dividend.exNanos());
    if (dividend.payNanos() == dividend.exNanos()) {
      books.carry(Kind.DIVIDEND, Type.DIVIDEND, book, h, amount, reference);
      return;
    }
    books.post(
        new Draft(Kind.DIVIDEND, reference)
            .add(h.account(Type.DIVIDEND), -amount, h.currency)
            .add(h.account(Type.RECEIVABLE), amount, h.currency));
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
    if (exact == 0) {
      cost = stake.cost;
    } else if (fraction != 0) {
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
