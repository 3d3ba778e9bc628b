package io.qbrain.kernel;

import io.qbrain.model.Currency;
import io.qbrain.model.Fill;
import io.qbrain.model.Fixed;
import io.qbrain.model.LedgerAccount;
import io.qbrain.model.LedgerAccount.Type;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.LedgerEntry.Kind;
import io.qbrain.model.LedgerEntry.Posting;
import io.qbrain.model.Money;
import io.qbrain.model.Quantity;
import java.util.ArrayList;
import java.util.List;

/** Makes ledger entries of fills, settlements and movements of cash. Pure. */
final class TradeEntries {
  private final Currency currency;

  TradeEntries(Currency currency) {
    this.currency = currency;
  }

  /** Money comes from the owner into the account, or goes back. */
  LedgerEntry deposit(long number, long timeNanos, Money amount, String reference) {
    return new LedgerEntry(
        number,
        timeNanos,
        Kind.DEPOSIT,
        reference,
        List.of(
            Posting.of(new LedgerAccount(Type.CASH, null, null), amount),
            Posting.of(new LedgerAccount(Type.CAPITAL, null, null), amount.negate())));
  }

  /** Cash moves from the account into a book, or back. */
  LedgerEntry allocation(long number, long timeNanos, Book book, long amount) {
    return new LedgerEntry(
        number,
        timeNanos,
        Kind.ALLOCATION,
        String.valueOf(book.id),
        List.of(
            posting(new LedgerAccount(Type.CASH, book.id, null), amount),
            posting(new LedgerAccount(Type.CASH, null, null), -amount)));
  }

  /**
   * A fill. What it closes leaves at its share of the cost; profit is what the close brought, less
   * that cost. A flip closes all and opens the rest.
   */
  LedgerEntry trade(long number, Book book, Holding h, Fill fill) {
    int sign = fill.side().sign();
    long quantity = fill.quantity().raw();
    boolean opposite = Long.signum(h.quantity) == -sign;
    long closed = opposite ? Math.min(Math.abs(h.quantity), quantity) : 0;
    long notional = h.market.notional(quantity, fill.price().raw());
    long closedNotional =
        closed == quantity ? notional : h.market.notional(closed, fill.price().raw());
    long closedCost = closed == 0 ? 0 : h.costOf(closed);
    long opened = sign * (notional - closedNotional);
    long profit = closed == 0 ? 0 : -sign * closedNotional - closedCost;
    long position = opened - closedCost;
    long fee = fill.fee().raw();

    List<Posting> postings = new ArrayList<>(5);
    postings.add(
        new Posting(
            h.account(Type.POSITION, book),
            Money.ofRaw(position, currency),
            Quantity.ofRaw(sign * quantity)));
    long cash;
    if (h.market.future) {
      long after = Math.abs(h.quantity + sign * quantity);
      long margin =
          Fixed.multiply(
              after - Math.abs(h.quantity), h.market.instrument.marginPerContract().raw());
      add(postings, h.account(Type.OBLIGATION, book), -position);
      add(postings, h.account(Type.MARGIN, book), margin);
      cash = profit - margin;
    } else {
      cash = -sign * notional;
    }
    add(postings, h.account(Type.PROFIT, book), -profit);
    add(postings, h.account(Type.FEES, book), fee);
    add(postings, new LedgerAccount(Type.CASH, book.id, null), cash - fee);
    return new LedgerEntry(
        number, fill.timeNanos(), Kind.TRADE, fill.executionId().toString(), postings);
  }

  /** Profit of a future since the last settlement goes to cash, and its cost becomes its value. */
  LedgerEntry settlement(long number, long timeNanos, Book book, Holding h, String reference) {
    long profit = h.market.notional(h.quantity, h.market.last) - h.cost;
    return new LedgerEntry(
        number,
        timeNanos,
        Kind.SETTLEMENT,
        reference,
        List.of(
            posting(h.account(Type.POSITION, book), profit),
            posting(h.account(Type.OBLIGATION, book), -profit),
            posting(new LedgerAccount(Type.CASH, book.id, null), profit),
            posting(h.account(Type.PROFIT, book), -profit)));
  }

  private void add(List<Posting> postings, LedgerAccount account, long amount) {
    if (amount != 0) {
      postings.add(posting(account, amount));
    }
  }

  private Posting posting(LedgerAccount account, long amount) {
    return Posting.of(account, Money.ofRaw(amount, currency));
  }
}
