package io.qbrain.kernel;

import io.qbrain.model.Currency;
import io.qbrain.model.Fill;
import io.qbrain.model.LedgerAccount;
import io.qbrain.model.LedgerEntry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a fill posts to the ledger, as numbers: a run of millions of fills keeps them so, and the
 * entry is made when somebody asks for it. Immutable.
 */
public final class TradeEntry {
  /** Most entries have no more postings: position, profit, fees, cash. */
  private static final int FEW = 4;

  private final long number;
  private final Fill fill;
  private final Currency currency;
  private final LedgerAccount[] accounts;
  private final long first;
  private final long second;
  private final long third;
  private final long fourth;

  /** All amounts, where there are more than a few; else null. */
  private final long @Nullable [] all;

  private TradeEntry(long number, Fill fill, Currency currency, Writer from) {
    this.number = number;
    this.fill = fill;
    this.currency = currency;
    this.accounts = from.accounts;
    this.first = from.amounts[0];
    this.second = from.amounts[1];
    this.third = from.amounts[2];
    this.fourth = from.amounts[3];
    this.all = from.count > FEW ? Arrays.copyOf(from.amounts, from.count) : null;
  }

  /** Returns the fill. */
  public Fill fill() {
    return fill;
  }

  /** Returns the entry; each call makes it anew. */
  public LedgerEntry toEntry() {
    long[] amounts = new long[accounts.length];
    Arrays.setAll(amounts, this::amountRaw);
    return LedgerEntry.of(
        number,
        fill.timeNanos(),
        LedgerEntry.Kind.TRADE,
        fill.executionId().toString(),
        currency,
        accounts,
        amounts,
        quantityRaw(0));
  }

  long number() {
    return number;
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
    if (all != null) {
      return all[index];
    }
    return switch (index) {
      case 0 -> first;
      case 1 -> second;
      case 2 -> third;
      default -> fourth;
    };
  }

  /** Returns what a posting adds to the position: the first one all, the others nothing. */
  long quantityRaw(int index) {
    return index == 0 ? fill.side().sign() * fill.quantity().raw() : 0;
  }

  /** Collects the postings of one entry after the other. */
  static final class Writer {
    /** The most postings of an entry. */
    static final int MOST = 8;

    private final LedgerAccount[] written = new LedgerAccount[MOST];
    private final long[] amounts = new long[MOST];

    /** The accounts of the entry that is made. */
    private LedgerAccount[] accounts = {};

    private int count;
    private long sum;

    /** Begins with the posting of the position, in units of 1e-8. */
    void begin(LedgerAccount account, long amountRaw) {
      count = 0;
      sum = 0;
      put(account, amountRaw);
    }

    /** Adds a posting of an amount in units of 1e-8; none of zero. */
    void add(LedgerAccount account, long amountRaw) {
      if (amountRaw != 0) {
        put(account, amountRaw);
      }
    }

    private void put(LedgerAccount account, long amountRaw) {
      written[count] = account;
      amounts[count++] = amountRaw;
      sum = Math.addExact(sum, amountRaw);
    }

    /** Returns the entry of a fill in a holding. */
    TradeEntry entry(long number, Fill fill, Holding holding) {
      accounts = accountsOf(holding);
      TradeEntry entry = new TradeEntry(number, fill, holding.currency, this);
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
      LedgerAccount[] fresh = Arrays.copyOf(written, count);
      holding.entryAccounts[count] = fresh;
      return fresh;
    }

    private boolean isSame(LedgerAccount[] known) {
      for (int i = 0; i < count; i++) {
        if (!known[i].equals(written[i])) {
          return false;
        }
      }
      return true;
    }
  }
}
