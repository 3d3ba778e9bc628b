package io.qbrain.kernel;

import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.LedgerAccount;
import io.qbrain.model.LedgerEntry.Posting;
import io.qbrain.model.Money;
import io.qbrain.model.Position;
import io.qbrain.model.Quantity;
import io.qbrain.model.TradingSession;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The balances of one book in one instrument, in units of 1e-8. */
final class Holding {
  final InstrumentId id;
  final Market market;
  private final Currency currency;

  /** The ledger's accounts of this holding by type, made when they are first needed. */
  private final Map<LedgerAccount.Type, LedgerAccount> accounts =
      new EnumMap<>(LedgerAccount.Type.class);

  long quantity;
  long cost;
  long obligation;
  long margin;
  long realized;
  long fees;
  private @Nullable Position view;

  /** The last session with purchases, and how much was bought in it. */
  private @Nullable TradingSession boughtSession;

  private long boughtQuantity;

  Holding(InstrumentId id, Market market, Currency currency) {
    this.id = id;
    this.market = market;
    this.currency = currency;
  }

  void bought(@Nullable TradingSession session, long raw) {
    boolean same = session != null && session.equals(boughtSession);
    boughtQuantity = same ? Math.addExact(boughtQuantity, raw) : raw;
    boughtSession = session;
  }

  /** Returns how much was bought in a session. */
  long boughtIn(TradingSession session) {
    return session.equals(boughtSession) ? boughtQuantity : 0;
  }

  void post(Posting posting) {
    long amount = posting.amount().raw();
    view = null;
    switch (posting.account().type()) {
      case POSITION -> {
        cost = Math.addExact(cost, amount);
        quantity = Math.addExact(quantity, posting.quantity().raw());
        market.accountQuantity = Math.addExact(market.accountQuantity, posting.quantity().raw());
      }
      case OBLIGATION -> obligation = Math.addExact(obligation, amount);
      case MARGIN -> margin = Math.addExact(margin, amount);
      case PROFIT -> realized = Math.subtractExact(realized, amount);
      case FEES -> fees = Math.addExact(fees, amount);
      case CAPITAL, CASH ->
          throw new IllegalStateException("no account of an instrument: " + posting.account());
    }
  }

  /** Returns what the position adds to equity. */
  long value() {
    if (quantity == 0) {
      return 0;
    }
    long marked = market.priced ? market.notional(quantity, market.last) : cost;
    return marked + obligation + margin;
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

  /** Returns the part of the cost that belongs to a part of the position. */
  long costOf(long part) {
    return part == Math.abs(quantity) ? cost : Fixed.multiplyDivide(cost, part, Math.abs(quantity));
  }

  LedgerAccount account(LedgerAccount.Type type, Book book) {
    LedgerAccount account = accounts.get(type);
    if (account == null) {
      account = new LedgerAccount(type, book.id, id);
      accounts.put(type, account);
    }
    return account;
  }
}
