package io.qbrain.kernel;

import io.qbrain.model.Currency;
import io.qbrain.model.Effect;
import io.qbrain.model.Fill;
import io.qbrain.model.LedgerAccount;
import io.qbrain.model.LedgerAccount.Type;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.LedgerEntry.Kind;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.Rate;
import org.jspecify.annotations.Nullable;

/** Posts entries to the ledger: all that moves money, and the conversions that follow. */
final class Bookkeeper {
  private static final LedgerAccount CAPITAL = new LedgerAccount(Type.CAPITAL, null, null);

  private final AccountState state;
  private final Emitter out;
  private final TradeEntries trades;

  Bookkeeper(AccountState state, Emitter out) {
    this.state = state;
    this.out = out;
    this.trades = new TradeEntries(state.terms);
  }

  void post(Draft draft) {
    post(draft, out.nowNanos);
  }

  void post(Draft draft, long timeNanos) {
    if (!draft.isEmpty()) {
      out.emit(new Effect.LedgerPosted(draft.entry(state.ledgerNumber + 1, timeNanos)));
    }
  }

  /** Makes the entry of a fill, from the state before it. */
  LedgerEntry trade(Book book, Holding holding, Order order, Fill fill) {
    Stake stake =
        state.terms.isHedging()
            ? holding.lot(AccountState.positionOf(order), fill.timeNanos())
            : holding;
    return trades.trade(state.ledgerNumber + 1, book, holding, stake, fill);
  }

  /** Money comes from the owner into the account, or goes back. */
  void deposit(Money amount, String reference, long timeNanos) {
    post(
        new Draft(Kind.DEPOSIT, reference)
            .add(state.unallocated.cashAccount, amount.raw(), amount.currency())
            .add(CAPITAL, -amount.raw(), amount.currency()),
        timeNanos);
  }

  /** Cash of the base currency moves from the account into a book, or back. */
  void allocate(Book book, long amount) {
    allocate(book, amount, state.currency);
  }

  private void allocate(Book book, long amount, Currency currency) {
    post(
        new Draft(Kind.ALLOCATION, String.valueOf(book.id))
            .add(book.cashAccount, amount, currency)
            .add(state.unallocated.cashAccount, -amount, currency));
  }

  /** All cash of a book returns to the account. */
  void release(Book book) {
    allocate(book, -book.cash);
    for (int i = 0; i < book.balances.size(); i++) {
      Balance b = book.balances.get(i);
      allocate(book, -b.cash, b.currency);
    }
  }

  /** Puts a rate that something is booked at into the journal, so that a restart knows it. */
  void record(@Nullable ExchangeRate rate) {
    if (rate != null && rate.isKnown() && !rate.isRecorded()) {
      out.emit(new Effect.RateRecorded(rate.rate()));
    }
  }

  @Nullable Refusal record(Rate rate) {
    String useless = state.rates.useless(rate);
    if (useless != null) {
      return Refusal.invalid("rate.pair", useless);
    }
    out.emit(new Effect.RateRecorded(rate));
    return null;
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
      convert(book, rate, -balance.cash, rate.toBase(balance.cash));
    }
  }

  /** Four entries through the conversion account; amounts are what the book gets. */
  private void convert(Book book, ExchangeRate rate, long amount, long baseAmount) {
    LedgerAccount conversion = new LedgerAccount(Type.CONVERSION, book.id, null);
    post(
        new Draft(Kind.CONVERSION, rate.toString())
            .add(book.cashAccount, amount, rate.currency)
            .add(conversion, -amount, rate.currency)
            .add(book.cashAccount, baseAmount, state.currency)
            .add(conversion, -baseAmount, state.currency));
  }

  /** Sells an amount of one currency for another; one of the two is the base currency. */
  @Nullable Refusal convert(Book book, Money from, Currency to) {
    boolean sellsBase = from.currency().equals(state.currency);
    if (from.signum() <= 0 || sellsBase == to.equals(state.currency)) {
      return Refusal.invalid(
          "conversion.pair",
          "expected an amount > 0 to convert between "
              + state.currency
              + " and another currency, found "
              + from
              + " to "
              + to);
    }
    ExchangeRate rate = state.rates.of(sellsBase ? to : from.currency());
    if (rate == null || !rate.isKnown()) {
      return Refusal.conflict(
          "rate.missing", "no rate of " + from.currency() + " in " + to + " is known");
    }
    Balance balance = book.balance(rate);
    long there = sellsBase ? book.cash : balance.cash;
    if (from.raw() > there) {
      return Refusal.conflict(
          "conversion.cash",
          "expected at most " + Money.ofRaw(there, from.currency()) + " to convert, found " + from);
    }
    record(rate);
    if (sellsBase) {
      convert(book, rate, rate.fromBase(from.raw()), -from.raw());
    } else {
      convert(book, rate, -from.raw(), rate.toBase(from.raw()));
    }
    return null;
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
      Holding h = book.find(market.instrument.id());
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
    return stake instanceof Lot lot ? lot.account : h.account(Type.POSITION);
  }
}
