package io.qbrain.kernel;

import io.qbrain.model.Currency;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.LedgerAccount;
import io.qbrain.model.LedgerEntry;
import java.util.Arrays;

/**
 * What a fill posts to the ledger, as numbers: a run of millions of fills keeps them so, and the
 * entry is made when somebody asks for it. Immutable.
 */
public final class TradeEntry {
  private final long number;
  private final long timeNanos;
  private final ExecutionId execution;
  private final Currency currency;
  private final LedgerAccount[] accounts;
  private final long[] amounts;

  /** What the first posting adds to the position. */
  private final long quantity;

  private TradeEntry(
      long number,
      long timeNanos,
      ExecutionId execution,
      Currency currency,
      LedgerAccount[] accounts,
      long[] amounts,
      long quantity) {
    this.number = number;
    this.timeNanos = timeNanos;
    this.execution = execution;
    this.currency = currency;
    this.accounts = accounts;
    this.amounts = amounts;
    this.quantity = quantity;
  }

  /** Returns the entry; each call makes it anew. */
  public LedgerEntry toEntry() {
    return LedgerEntry.of(
        number,
        timeNanos,
        LedgerEntry.Kind.TRADE,
        execution.toString(),
        currency,
        accounts,
        amounts,
        quantity);
  }

  long number() {
    return number;
  }

  long timeNanos() {
    return timeNanos;
  }

  Currency currency() {
    return currency;
  }

  int size() {
    return accounts.length;
  }

  LedgerAccount account(int index) {
    return accounts[index];
  }

  long amountRaw(int index) {
    return amounts[index];
  }

  long quantityRaw(int index) {
    return index == 0 ? quantity : 0;
  }

  /** Collects the postings of one entry after the other. */
  static final class Writer {
    /** The most postings of an entry. */
    static final int MOST = 8;

    private final LedgerAccount[] accounts = new LedgerAccount[MOST];
    private final long[] amounts = new long[MOST];

    private int count;
    private long sum;
    private long quantity;

    /** Begins with a posting that has a quantity; both in units of 1e-8. */
    void begin(LedgerAccount account, long amountRaw, long quantityRaw) {
      count = 0;
      sum = 0;
      quantity = quantityRaw;
      put(account, amountRaw);
    }

    /** Adds a posting of an amount in units of 1e-8; none of zero. */
    void add(LedgerAccount account, long amountRaw) {
      if (amountRaw != 0) {
        put(account, amountRaw);
      }
    }

    private void put(LedgerAccount account, long amountRaw) {
      accounts[count] = account;
      amounts[count++] = amountRaw;
      sum = Math.addExact(sum, amountRaw);
    }

    /** Returns the entry of a fill in a holding. */
    TradeEntry entry(long number, long timeNanos, ExecutionId execution, Holding holding) {
      TradeEntry entry =
          new TradeEntry(
              number,
              timeNanos,
              execution,
              holding.currency,
              accountsOf(holding),
              Arrays.copyOf(amounts, count),
              quantity);
      if (sum != 0) {
        throw new IllegalStateException("not to be posted: " + entry.toEntry());
      }
      return entry;
    }

    /** Entries of one holding and size are most often of the same accounts. */
    private LedgerAccount[] accountsOf(Holding holding) {
      LedgerAccount[] known = holding.entryAccounts[count];
      if (known != null && isSame(known)) {
        return known;
      }
      LedgerAccount[] fresh = Arrays.copyOf(accounts, count);
      holding.entryAccounts[count] = fresh;
      return fresh;
    }

    private boolean isSame(LedgerAccount[] known) {
      for (int i = 0; i < count; i++) {
        if (!known[i].equals(accounts[i])) {
          return false;
        }
      }
      return true;
    }
  }
}
