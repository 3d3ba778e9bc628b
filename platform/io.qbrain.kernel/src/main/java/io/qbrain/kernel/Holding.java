package io.qbrain.kernel;

import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.LedgerAccount;
import io.qbrain.model.Money;
import io.qbrain.model.OpenPosition;
import io.qbrain.model.Position;
import io.qbrain.model.PositionId;
import io.qbrain.model.Quantity;
import io.qbrain.model.TradingSession;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The balances of one book in one instrument, in units of 1e-8 of the instrument's currency. In a
 * hedging account it is the sum of its {@link #lots}.
 */
final class Holding extends Stake {
  final InstrumentId id;
  final Market market;
  final Currency currency;
  final Book owner;
  private final @Nullable InstanceId book;

  /** The ledger's account of the position as a whole. */
  final LedgerAccount position;

  /** The ledger's accounts of this holding by type, made when they are first needed. */
  private final @Nullable LedgerAccount[] accounts =
      new @Nullable LedgerAccount[LedgerAccount.Type.values().length];

  /** The ticket of an order that has ended. */
  private @Nullable Ticket spare;

  /** How many orders in it are open. */
  int openOrders;

  /** The open positions of a hedging account, the oldest first. */
  final List<Lot> lots = new ArrayList<>();

  static final int NOWHERE = -1;
  static final int FLAT = -2;
  static final int OTHER = -3;

  /** Where {@link AccountValue} counts it: its place among what is priced, or one of these. */
  int valueSlot = NOWHERE;

  /** The quantity as a whole number; 0 if it is none, or flat. */
  private long wholeUnits;

  long obligation;
  long margin;

  /** Dividends that will be received, less those that will be paid. */
  long receivable;

  long realized;
  long fees;

  /** Interest, funding and dividends received, less those paid and borrow fees. */
  long carry;

  private @Nullable Position view;

  /** The day of the last session with purchases, and how much was bought in it. */
  private long boughtDay = Long.MIN_VALUE;

  private long boughtQuantity;

  Holding(Market market, Book owner) {
    this.id = market.instrument.id();
    this.market = market;
    this.currency = market.instrument.currency();
    this.owner = owner;
    this.book = owner.id;
    this.position = account(LedgerAccount.Type.POSITION);
  }

  /** Keeps the ticket of an order that has ended, for the next one. */
  void spare(Ticket ticket) {
    spare = ticket;
  }

  /** Gives that ticket away; null if there is none. */
  @Nullable Ticket takeSpare() {
    Ticket taken = spare;
    spare = null;
    return taken;
  }

  void bought(@Nullable TradingSession session, long raw) {
    long day = session == null ? Long.MIN_VALUE : session.day().toEpochDay();
    boughtQuantity = day == boughtDay ? Math.addExact(boughtQuantity, raw) : raw;
    boughtDay = day;
  }

  /** Returns how much was bought in a session. */
  long boughtIn(TradingSession session) {
    return session.day().toEpochDay() == boughtDay ? boughtQuantity : 0;
  }

  /** Follows a posting to one of its accounts. */
  void post(LedgerAccount account, long amount, long added, long timeNanos) {
    view = null;
    switch (account.type()) {
      case POSITION -> position(account, amount, added, timeNanos);
      case OBLIGATION -> obligation = Math.addExact(obligation, amount);
      case MARGIN -> margin = Math.addExact(margin, amount);
      case PROFIT -> profit(amount);
      case FEES -> fee(amount);
      case RECEIVABLE -> receivable = Math.addExact(receivable, amount);
      case INTEREST, BORROW, FUNDING, DIVIDEND -> carry = Math.subtractExact(carry, amount);
      case CAPITAL, CASH, UNSETTLED, CONVERSION ->
          throw new IllegalStateException("no account of an instrument: " + account);
    }
  }

  /** Follows a posting to the account of the position, or of one of several. */
  void position(LedgerAccount account, long amount, long added, long timeNanos) {
    view = null;
    cost = Math.addExact(cost, amount);
    quantity = Math.addExact(quantity, added);
    wholeUnits = quantity % Fixed.ONE == 0 ? quantity / Fixed.ONE : 0;
    market.bookQuantity = Math.addExact(market.bookQuantity, added);
    PositionId lot = account.position();
    if (lot != null) {
      post(lot(lot, timeNanos), amount, added);
    }
  }

  /** Follows a posting to the account of its profit, which is negative for a profit. */
  void profit(long amount) {
    view = null;
    realized = Math.subtractExact(realized, amount);
  }

  /** Follows a posting to the account of its fees. */
  void fee(long amount) {
    view = null;
    fees = Math.addExact(fees, amount);
  }

  private void post(Lot lot, long amount, long added) {
    lot.cost = Math.addExact(lot.cost, amount);
    lot.quantity = Math.addExact(lot.quantity, added);
    if (lot.quantity == 0) {
      lots.remove(lot);
    }
  }

  /** Returns an open position by its id, or null. */
  @Nullable Lot find(PositionId position) {
    for (int i = 0; i < lots.size(); i++) {
      if (lots.get(i).id.equals(position)) {
        return lots.get(i);
      }
    }
    return null;
  }

  /** Returns a position by its id, opened at a time if it is not open yet. */
  Lot lot(PositionId position, long timeNanos) {
    Lot lot = find(position);
    if (lot == null) {
      lot = new Lot(position, book, id, timeNanos);
      lots.add(lot);
    }
    return lot;
  }

  /** Returns the quantity as a whole number; 0 if it is none, or flat. */
  long wholeUnits() {
    return wholeUnits;
  }

  /** Returns what it adds to equity whatever the price: what is owed, margin and dividends. */
  long besidesPrice() {
    return Math.addExact(Math.addExact(obligation, margin), receivable);
  }

  /** Returns what the position adds to equity, in the instrument's currency. */
  long value() {
    if (quantity == 0) {
      return besidesPrice();
    }
    if (!market.priced) {
      return cost + besidesPrice();
    }
    long marked =
        wholeUnits != 0 && market.multiplier == Fixed.ONE
            ? Math.multiplyExact(wholeUnits, market.last)
            : market.notional(quantity, market.last);
    return marked + besidesPrice();
  }

  /** Returns what the position adds to equity, in the account's base currency. */
  long baseValue() {
    long value = value();
    return value == 0 || market.rate == null ? value : market.rate.toBase(value);
  }

  Position position() {
    Position p = view;
    if (p == null) {
      p =
          new Position(
              id,
              Quantity.ofRaw(quantity),
              Money.ofRaw(cost, currency),
              Money.ofRaw(realized, currency),
              Money.ofRaw(fees, currency));
      view = p;
    }
    return p;
  }

  List<OpenPosition> openPositions() {
    List<OpenPosition> open = new ArrayList<>(lots.size());
    for (Lot lot : lots) {
      open.add(lot.position(this));
    }
    return open;
  }

  LedgerAccount account(LedgerAccount.Type type) {
    LedgerAccount account = accounts[type.ordinal()];
    if (account == null) {
      account = new LedgerAccount(type, book, id);
      accounts[type.ordinal()] = account;
    }
    return account;
  }
}
