package io.qbrain.kernel;

import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.LedgerAccount.Type;
import io.qbrain.model.LedgerEntry.Kind;
import io.qbrain.model.Order;
import io.qbrain.model.Times;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What time alone brings: deliveries of money, expiries, rollover interest and borrow fees. Runs
 * before the first event at or after each of them, at the prices of the event before.
 */
final class Accruals {
  private static final long DAY_NANOS = 86_400_000_000_000L;
  private static final int DAYS_OF_INTEREST = 365;
  private static final int WEEKEND_DAYS = 3;
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final LocalTime CLOSE = LocalTime.of(17, 0);

  private final AccountState state;
  private final Emitter out;
  private final Bookkeeper books;
  private final OrderDesk orders;

  /** The UTC day that {@link RolloverRule.Clock#UTC_DAY} is in; MIN_VALUE before the first. */
  private long rolloverDay = Long.MIN_VALUE;

  private boolean rolledOver;

  Accruals(AccountState state, Emitter out, Bookkeeper books, OrderDesk orders) {
    this.state = state;
    this.out = out;
    this.books = books;
    this.orders = orders;
  }

  /** Books all that came due after one time and up to another. */
  void run(long earlier, long time) {
    deliver(time);
    long next = expire(time);
    long day = Math.floorDiv(time, DAY_NANOS);
    if (earlier > 0) {
      long days = day - Math.floorDiv(earlier, DAY_NANOS);
      if (days > 0) {
        borrowFees(days);
      }
    }
    next = Math.min(next, (day + 1) * DAY_NANOS);
    next =
        switch (state.terms.rollover().clock()) {
          case NONE -> next;
          case NEW_YORK_CLOSE -> Math.min(next, closes(earlier, time));
          case UTC_DAY -> Math.min(next, utcDay(earlier, time, day));
        };
    for (Runner r : state.runnersInOrder) {
      for (Receivable due : r.book.receivables) {
        next = Math.min(next, due.dueNanos());
      }
    }
    state.due.accrual(next);
  }

  private void deliver(long time) {
    for (Runner r : state.runnersInOrder) {
      Book book = r.book;
      while (true) {
        Currency currency = dueCurrency(book, time);
        if (currency == null) {
          break;
        }
        long sum = 0;
        for (Receivable due : book.receivables) {
          if (due.dueNanos() <= time && due.currency().equals(currency)) {
            sum = Math.addExact(sum, due.amount());
          }
        }
        books.post(
            new Draft(Kind.DELIVERY, String.valueOf(Times.instant(time)))
                .add(book.cashAccount, sum, currency)
                .add(book.unsettledAccount, -sum, currency),
            time);
        books.sweep(book, currency);
      }
    }
  }

  private static @Nullable Currency dueCurrency(Book book, long time) {
    for (Receivable due : book.receivables) {
      if (due.dueNanos() <= time) {
        return due.currency();
      }
    }
    return null;
  }

  /** Settles what expired in cash; returns when the next instrument does. */
  private long expire(long time) {
    long next = Long.MAX_VALUE;
    for (Market market : state.markets.values()) {
      if (market.expiryNanos > time) {
        next = Math.min(next, market.expiryNanos);
      } else {
        expire(market);
      }
    }
    return next;
  }

  private void expire(Market market) {
    for (Runner r : state.runnersInOrder) {
      for (Order o : List.copyOf(r.book.openOrders.values())) {
        if (o.instrument().equals(market.instrument.id())) {
          orders.cancel(o);
        }
      }
      Holding h = r.book.find(market.instrument.id());
      if (h == null) {
        continue;
      }
      if (h.lots.isEmpty()) {
        expire(r.book, h, h);
      } else {
        for (Lot lot : new ArrayList<>(h.lots)) {
          expire(r.book, h, lot);
        }
      }
    }
  }

  private void expire(Book book, Holding h, Stake stake) {
    long quantity = stake.quantity;
    if (quantity == 0) {
      return;
    }
    long value = h.market.priced ? h.market.notional(quantity, h.market.last) : stake.cost;
    long profit = value - stake.cost;
    Draft draft =
        new Draft(Kind.EXPIRY, String.valueOf(h.market.instrument.expiry().orElseThrow()))
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
      out.log(book.id, h.id + " expired and was settled at " + Fixed.format(h.market.last));
    }
  }

  private void borrowFees(long days) {
    for (Runner r : state.runnersInOrder) {
      for (Holding h : r.book.holdings) {
        long rate = h.quantity < 0 && !h.market.margined ? state.rates.borrow(h.id.toString()) : 0;
        if (rate != 0) {
          long value = h.market.priced ? h.market.notional(-h.quantity, h.market.last) : -h.cost;
          long fee =
              Fixed.multiplyDivide(Fixed.multiply(value, rate), days, state.terms.borrowDays());
          books.carry(
              Kind.BORROW_FEE,
              Type.BORROW,
              r.book,
              h,
              -fee,
              days + " days at " + Fixed.format(rate));
        }
      }
    }
  }

  /** Charges each close in New York after one time and up to another; returns the next one. */
  private long closes(long earlier, long time) {
    LocalDate day = Times.instant(earlier > 0 ? earlier : time).atZone(NEW_YORK).toLocalDate();
    while (true) {
      long close = closeOf(day);
      if (close > time) {
        return close;
      }
      DayOfWeek week = day.getDayOfWeek();
      boolean isWeekend = week == DayOfWeek.SATURDAY || week == DayOfWeek.SUNDAY;
      if (earlier > 0 && close > earlier && !isWeekend) {
        rollover(day);
      }
      day = day.plusDays(1);
    }
  }

  private static long closeOf(LocalDate day) {
    return Times.nanos(day.atTime(CLOSE).atZone(NEW_YORK).toInstant());
  }

  /** Charges the UTC day once; returns when to look again. */
  private long utcDay(long earlier, long time, long day) {
    if (rolloverDay == Long.MIN_VALUE && earlier > 0) {
      rolloverDay = Math.floorDiv(earlier, DAY_NANOS);
      rolledOver = true;
    }
    if (day != rolloverDay) {
      rolloverDay = day;
      rolledOver = false;
    }
    LocalDate local = Times.instant(time).atZone(NEW_YORK).toLocalDate();
    long close = closeOf(local);
    if (!rolledOver && time >= close) {
      rolledOver = true;
      rollover(local);
    }
    return rolledOver ? (day + 1) * DAY_NANOS : close;
  }

  private void rollover(LocalDate day) {
    RolloverRule rule = state.terms.rollover();
    boolean isTriple =
        (rule.tripleWednesday() && day.getDayOfWeek() == DayOfWeek.WEDNESDAY)
            || (rule.tripleFriday() && day.getDayOfWeek() == DayOfWeek.FRIDAY);
    int days = isTriple ? WEEKEND_DAYS : 1;
    for (Runner r : state.runnersInOrder) {
      for (Holding h : r.book.holdings) {
        if (h.quantity != 0 && h.market.margined) {
          rollover(r.book, h, days, day);
        }
      }
    }
  }

  private void rollover(Book book, Holding h, int days, LocalDate day) {
    Instrument pair = h.market.instrument;
    Currency base = pair.baseCurrency().orElse(null);
    Long earned = base == null ? null : state.rates.interest(base);
    Long paid = base == null ? null : state.rates.interest(pair.currency());
    if (earned == null || paid == null) {
      return;
    }
    RolloverRule rule = state.terms.rollover();
    long value = h.market.notional(h.quantity, h.market.mid());
    long year = Fixed.multiply(value, earned - paid);
    if (rule.sign() == RolloverRule.Sign.COST) {
      year = value < 0 ? year : -year;
    }
    long amount = Fixed.multiplyDivide(year, days, DAYS_OF_INTEREST);
    if (rule.cents()) {
      amount = Fixed.round(amount, 2, RoundingMode.HALF_EVEN);
    }
    books.carry(
        Kind.INTEREST,
        Type.INTEREST,
        book,
        h,
        amount,
        day + ", " + days + (days == 1 ? " day" : " days"));
  }

  /** Funding of a perpetual: who is long pays a rate of the value, who is short receives it. */
  void fund(Market market, long rate, String reference) {
    for (Runner r : state.runnersInOrder) {
      Holding h = r.book.find(market.instrument.id());
      if (h != null && h.quantity != 0) {
        long value = market.notional(h.quantity, market.last);
        books.carry(Kind.FUNDING, Type.FUNDING, r.book, h, -Fixed.multiply(value, rate), reference);
      }
    }
  }
}
