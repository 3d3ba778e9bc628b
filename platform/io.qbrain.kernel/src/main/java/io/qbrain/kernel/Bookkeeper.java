package io.qbrain.kernel;

import io.qbrain.model.Currency;
import io.qbrain.model.Effect;
import io.qbrain.model.Fill;
import io.qbrain.model.Fixed;
import io.qbrain.model.LedgerAccount;
import io.qbrain.model.LedgerAccount.Type;
import io.qbrain.model.LedgerEntry.Kind;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.Rate;
import org.jspecify.annotations.Nullable;

/** Posts entries to the ledger: all that moves money, and the conversions that follow. */
final class Bookkeeper {
  private static final LedgerAccount CAPITAL = new LedgerAccount(Type.CAPITAL, null, null);

  /** No yearly rate is above this: 1,000 %. */
  private static final long MAX_YEARLY = 10 * Fixed.ONE;

  /** How much greater than an amount of today those of tomorrow may become. */
  private static final long HEADROOM = 1_000;

  private final AccountState state;
  private final Emitter out;
  private final TradeEntries trades;

  Bookkeeper(AccountState state, Emitter out) {
    this.state = state;
    this.out = out;
    this.trades = new TradeEntries(state);
  }

  void post(Draft draft) {
    post(draft, out.entryNanos());
  }

  void post(Draft draft, long timeNanos) {
    if (!draft.isEmpty()) {
      out.emit(new Effect.LedgerPosted(draft.entry(state.ledgerNumber + 1, timeNanos)));
    }
  }

  /** Makes the entry of a fill, from the state before it. */
  TradeEntry trade(Holding holding, Order order, Fill fill) {
    Stake stake =
        state.terms.isHedging()
            ? holding.lot(AccountState.positionOf(order), fill.timeNanos())
            : holding;
    return trades.trade(state.ledgerNumber + 1, holding, stake, fill);
  }

  /** Money comes from the owner into the account, or goes back. */
  void deposit(Money amount, String reference, long timeNanos) {
    post(
        new Draft(Kind.DEPOSIT, reference)
            .add(state.unallocated.cashAccount, amount.raw(), amount.currency())
            .add(CAPITAL, -amount.raw(), amount.currency()),
        timeNanos);
  }

  /** Cash moves from the account into a book, or back. */
  void allocate(Book book, long amount, Currency currency) {
    post(
        new Draft(Kind.ALLOCATION, String.valueOf(book.id))
            .add(book.cashAccount, amount, currency)
            .add(state.unallocated.cashAccount, -amount, currency));
  }

  /** All cash of a book returns to the account. */
  void release(Book book) {
    allocate(book, -book.cash, state.currency);
    for (int i = 0; i < book.balances.size(); i++) {
      Balance b = book.balances.get(i);
      allocate(book, -b.cash, b.currency);
    }
  }

  /** Puts a rate that something is booked at into the journal, so that a restart knows it. */
  void record(@Nullable ExchangeRate rate) {
    if (rate == null || !rate.isKnown()) {
      return;
    }
    ExchangeRate[] parts = rate.parts();
    if (parts != null) {
      record(parts[0]);
      record(parts[1]);
    } else if (!rate.isRecorded()) {
      out.emit(new Effect.RateRecorded(rate.rate()));
    }
  }

  /** Puts a rate into force, if what the account has can be stated at it. */
  @Nullable Refusal record(Rate rate) {
    Refusal refusal = check(rate);
    if (refusal == null) {
      out.emit(new Effect.RateRecorded(rate));
    }
    return refusal;
  }

  /** Returns why a rate cannot be in force, or null. */
  @Nullable Refusal check(Rate rate) {
    try {
      if (rate.kind() == Rate.Kind.CONVERSION) {
        checkRange(state.unallocated, rate);
        for (int i = 0; i < state.runnersInOrder.size(); i++) {
          checkRange(state.runnersInOrder.get(i).book, rate);
        }
      } else if (Math.abs(rate.raw()) > MAX_YEARLY) {
        throw new ArithmeticException("expected at most " + Fixed.format(MAX_YEARLY) + " a year");
      }
    } catch (ArithmeticException e) {
      return Refusal.invalid("rate.range", rate + ": " + e.getMessage());
    }
    return null;
  }

  /** Throws ArithmeticException if the book's money of a pair's currency is too much at a rate. */
  private void checkRange(Book book, Rate rate) {
    ExchangeRate tried = state.rates.tried(rate);
    if (tried == null) {
      return;
    }
    for (int i = 0; i < book.balances.size(); i++) {
      Balance b = book.balances.get(i);
      if (b.currency.equals(tried.currency)) {
        Math.multiplyExact(tried.toBase(Math.addExact(b.cash, b.unsettled)), HEADROOM);
      }
    }
    for (int i = 0; i < book.holdings.size(); i++) {
      Holding h = book.holdings.get(i);
      if (h.currency.equals(tried.currency)) {
        Math.multiplyExact(tried.toBase(h.value()), HEADROOM);
      }
    }
  }

  /** Converts what every book has of other currencies, where the terms say that it is at once. */
  void sweepAll() {
    sweepAll(state.unallocated);
    for (int i = 0; i < state.runnersInOrder.size(); i++) {
      sweepAll(state.runnersInOrder.get(i).book);
    }
  }

  private void sweepAll(Book book) {
    for (int i = 0; i < book.balances.size(); i++) {
      if (book.balances.get(i).cash != 0) {
        sweep(book, book.balances.get(i).rate);
      }
    }
  }

  /** After an entry of another currency: its money becomes money of the base currency. */
  void sweep(Book book, Market market) {
    sweep(book, market.rate);
  }

  /** The same for money of a currency. */
  void sweep(Book book, Currency currency) {
    sweep(book, state.rates.of(currency));
  }

  private void sweep(Book book, @Nullable ExchangeRate rate) {
    if (rate == null) {
      return;
    }
    record(rate);
    Balance balance = book.balance(rate.currency);
    if (state.terms.conversion() == AccountTerms.Conversion.AT_ONCE
        && balance != null
        && balance.cash != 0
        && rate.isKnown()) {
      convert(
          book,
          rate,
          Money.ofRaw(balance.cash, rate.currency),
          Money.ofRaw(rate.toBase(balance.cash), state.currency));
    }
  }

  /** Four entries through the conversion account: what the book gives and what it gets. */
  private void convert(Book book, ExchangeRate rate, Money given, Money gotten) {
    LedgerAccount conversion = new LedgerAccount(Type.CONVERSION, book.id, null);
    post(
        new Draft(Kind.CONVERSION, rate.toString())
            .add(book.cashAccount, -given.raw(), given.currency())
            .add(conversion, given.raw(), given.currency())
            .add(book.cashAccount, gotten.raw(), gotten.currency())
            .add(conversion, -gotten.raw(), gotten.currency()));
  }

  /** Sells an amount of one currency for another, at the last known rate of the two. */
  @Nullable Refusal convert(Book book, Money from, Currency to) {
    if (from.signum() <= 0 || from.currency().equals(to)) {
      return Refusal.invalid(
          "conversion.pair",
          "expected an amount > 0 to convert to another currency, found " + from + " to " + to);
    }
    long there = cash(book, from.currency());
    if (from.raw() > there) {
      return Refusal.conflict(
          "conversion.cash",
          "expected at most " + Money.ofRaw(there, from.currency()) + " to convert, found " + from);
    }
    ExchangeRate rate = state.rates.of(from.currency(), to);
    if (rate == null || !rate.isKnown()) {
      return Refusal.conflict(
          "rate.missing", "no rate of " + from.currency() + " in " + to + " is known");
    }
    Money gotten;
    try {
      gotten = Money.ofRaw(rate.convert(from.currency(), from.raw()), to);
    } catch (ArithmeticException e) {
      return Refusal.invalid("conversion.range", from + " at " + rate + ": " + e.getMessage());
    }
    record(rate);
    convert(book, rate, from, gotten);
    return null;
  }

  /** Returns what a book has of a currency. */
  long cash(Book book, Currency currency) {
    if (currency.equals(state.currency)) {
      return book.cash;
    }
    Balance balance = book.balance(currency);
    return balance == null ? 0 : balance.cash;
  }

  /** Income (above zero) or cost of a holding goes to cash. */
  void carry(Kind kind, Type type, Book book, Holding h, long amount, String reference) {
    post(
        new Draft(kind, reference)
            .add(h.account(type), -amount, h.currency)
            .add(book.cashAccount, amount, h.currency));
    sweep(book, h.market);
  }

  /** Settles what all books hold of a future at its last price: its cost becomes its value. */
  void settle(Market market, String reference) {
    for (int i = 0; i < state.runnersInOrder.size(); i++) {
      Book book = state.runnersInOrder.get(i).book;
      Holding h = book.find(market);
      if (h == null) {
        continue;
      }
      if (h.lots.isEmpty()) {
        settle(book, h, h, reference);
      } else {
        for (Lot lot : h.lots) {
          settle(book, h, lot, reference);
        }
      }
    }
  }

  private void settle(Book book, Holding h, Stake stake, String reference) {
    if (stake.quantity == 0) {
      return;
    }
    long profit = h.market.notional(stake.quantity, h.market.last) - stake.cost;
    if (profit == 0) {
      return;
    }
    post(
        new Draft(Kind.SETTLEMENT, reference)
            .add(account(h, stake), profit, h.currency)
            .add(h.account(Type.OBLIGATION), -profit, h.currency)
            .add(book.cashAccount, profit, h.currency)
            .add(h.account(Type.PROFIT), -profit, h.currency));
    sweep(book, h.market);
  }

  static LedgerAccount account(Holding h, Stake stake) {
    return stake instanceof Lot lot ? lot.account : h.position;
  }
}
