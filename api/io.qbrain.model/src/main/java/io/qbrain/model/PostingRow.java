package io.qbrain.model;

import io.qbrain.model.LedgerEntry.Posting;
import java.util.AbstractList;
import java.util.RandomAccess;

/**
 * Postings of one currency of which the first alone may have a quantity, kept as numbers: a posting
 * is made when it is asked for.
 */
final class PostingRow extends AbstractList<Posting> implements RandomAccess {
  final Currency currency;
  final LedgerAccount[] accounts;
  final long[] amounts;

  /** The quantity of the first. */
  final long quantity;

  /** Keeps the arrays as they are. */
  PostingRow(Currency currency, LedgerAccount[] accounts, long[] amounts, long quantity) {
    this.currency = currency;
    this.accounts = accounts;
    this.amounts = amounts;
    this.quantity = quantity;
  }

  long quantity(int index) {
    return index == 0 ? quantity : 0;
  }

  /** Returns debits less credits. */
  long sum() {
    long sum = 0;
    for (long amount : amounts) {
      sum = Math.addExact(sum, amount);
    }
    return sum;
  }

  @Override
  public Posting get(int index) {
    Money amount = Money.ofRaw(amounts[index], currency);
    long of = quantity(index);
    return new Posting(accounts[index], amount, of == 0 ? Quantity.ZERO : Quantity.ofRaw(of));
  }

  @Override
  public int size() {
    return accounts.length;
  }
}
