package io.qbrain.kernel;

import io.qbrain.model.Currency;
import io.qbrain.model.Effect;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.LedgerAccount.Type;
import io.qbrain.model.LedgerEntry.Kind;
import io.qbrain.model.Times;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What time alone brings: deliveries of money, dividends that are paid, expiries, rollover
 * interest, interest of money and borrow fees, and what was announced. Runs before the first event
 * at or after each of them, at the prices of the event before.
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
  private final Expiries expiries;
  private final ActionDesk actions;

  Accruals(
      AccountState state, Emitter out, Bookkeeper books, Expiries expiries, ActionDesk actions) {
    this.state = state;
    this.out = out;
    this.books = books;
    this.expiries = expiries;
    this.actions = actions;
  }

  /**
   * Books all that came due after one time and up to another, in order of time: what was announced
   * comes after what else is due up to its time.
   */
  void run(long earlier, long time) {
    long from = earlier;
    while (state.agenda.firstNanos() <= time) {
      Agenda.Item item = state.agenda.first();
      long due = Math.max(item.dueNanos(), from);
      upTo(from, due);
      from = due;
      actions.comesDue(item);
    }
    long next = upTo(from, time);
    state.due.accrual(Math.min(next, state.agenda.firstNanos()));
  }

  /** Returns when something is due next. */
  private long upTo(long earlier, long time) {
    deliver(time);
    pay(time);
    long next = expiries.settle(time);
    long day = Math.floorDiv(time, DAY_NANOS);
    if (earlier > 0) {
      long days = day - Math.floorDiv(earlier, DAY_NANOS);
      if (days > 0) {
        borrowFees(days);
        interestOfMoney(days);
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
      for (Entitlement due : r.book.dividends) {
        next = Math.min(next, due.payNanos());
      }
    }
    return next;
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

  /** Pays the dividends that are due: who was entitled gets cash for it. */
  private void pay(long time) {
    for (Runner r : state.runnersInOrder) {
      Book book = r.book;
      while (true) {
        Holding h = entitled(book, time);
        if (h == null) {
          break;
        }
        long sum = 0;
        for (Entitlement due : book.dividends) {
          if (due.holding() == h && due.payNanos() <= time) {
            sum = Math.addExact(sum, due.amount());
          }
        }
        books.post(
            new Draft(Kind.DIVIDEND_PAID, "due " + Times.instant(time))
                .add(book.cashAccount, sum, h.currency)
                .add(h.account(Type.RECEIVABLE), -sum, h.currency),
            time);
        book.dividends.removeIf(d -> d.holding() == h && d.payNanos() <= time);
        books.sweep(book, h.market);
      }
    }
  }

  private static @Nullable Holding entitled(Book book, long time) {
    for (Entitlement due : book.dividends) {
      if (due.payNanos() <= time) {
        return due.holding();
      }
    }
    return null;
  }

  private void borrowFees(long days) {
    for (Runner r : state.runnersInOrder) {
      for (Holding h : r.book.holdings) {
        long rate = h.quantity < 0 && !h.market.margined ? state.rates.borrow(h.id.toString()) : 0;
        if (rate != 0) {
          boolean atLast = h.market.priced && state.terms.borrowOn() == AccountTerms.BorrowOn.VALUE;
          long value = atLast ? h.market.notional(-h.quantity, h.market.last) : -h.cost;
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

  /** What every book's money earned, and what owing it cost, over the days that ended. */
  private void interestOfMoney(long days) {
    if (!state.rates.hasInterestOfMoney()) {
      return;
    }
    interestOfMoney(state.unallocated, days);
    for (Runner r : state.runnersInOrder) {
      interestOfMoney(r.book, days);
    }
  }

  private void interestOfMoney(Book book, long days) {
    interestOfMoney(book, state.currency, book.cash, days);
    for (int i = 0; i < book.balances.size(); i++) {
      Balance b = book.balances.get(i);
      interestOfMoney(book, b.currency, b.cash, days);
    }
  }

  private void interestOfMoney(Book book, Currency currency, long cash, long days) {
    long rate = cash == 0 ? 0 : state.rates.ofMoney(currency, cash);
    if (rate == 0) {
      return;
    }
    int year = state.terms.interestDays().daysOfYear(currency);
    long amount = Fixed.multiplyDivide(cash, Math.multiplyExact(rate, days), year * Fixed.ONE);
    books.post(
        new Draft(
                Kind.CASH_INTEREST,
                days + (days == 1 ? " day at " : " days at ") + Fixed.format(rate) + "/" + year)
            .add(book.cashAccount, amount, currency)
            .add(book.interestAccount, -amount, currency));
    books.sweep(book, currency);
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

  /**
   * Charges the UTC day once; returns when to look again. The day in which the account begins is
   * not charged.
   */
  private long utcDay(long earlier, long time, long day) {
    if (state.rolloverDay == Long.MIN_VALUE) {
      out.emit(new Effect.RolloverDone(earlier > 0 ? Math.floorDiv(earlier, DAY_NANOS) : day - 1));
    }
    LocalDate local = Times.instant(time).atZone(NEW_YORK).toLocalDate();
    long close = closeOf(local);
    if (state.rolloverDay < day && time >= close) {
      out.emit(new Effect.RolloverDone(day));
      rollover(local);
    }
    return state.rolloverDay >= day ? (day + 1) * DAY_NANOS : close;
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
    long value = h.market.priced ? h.market.notional(h.quantity, h.market.mid()) : h.cost;
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
      Holding h = r.book.find(market);
      if (h != null && h.quantity != 0) {
        long value = market.notional(h.quantity, market.last);
        books.carry(Kind.FUNDING, Type.FUNDING, r.book, h, -Fixed.multiply(value, rate), reference);
      }
    }
  }
}
