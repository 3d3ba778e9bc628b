package io.qbrain.kernel;

import io.qbrain.model.Currency;
import io.qbrain.model.Fill;
import io.qbrain.model.LedgerAccount;
import io.qbrain.model.LedgerEntry;
import java.util.Arrays;
import java.util.List;
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
  private final Shape shape;
  private final long first;
  private final long second;
  private final long third;
  private final long fourth;

  /** All amounts, where there are more than a few; else null. */
  private final long @Nullable [] all;

  /** The accounts of the postings, which many entries of a holding share. */
  record Shape(Currency currency, List<LedgerAccount> accounts) {
    Shape {
      accounts = List.copyOf(accounts);
    }
  }

  private TradeEntry(long number, Fill fill, Shape shape, Writer from) {
    this.number = number;
    this.fill = fill;
    this.shape = shape;
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
    long[] amounts = new long[size()];
    Arrays.setAll(amounts, this::amountRaw);
    return LedgerEntry.of(
        number,
        fill.timeNanos(),
        LedgerEntry.Kind.TRADE,
        fill.executionId().toString(),
        shape.currency(),
        shape.accounts().toArray(new LedgerAccount[0]),
        amounts,
        quantityRaw(0));
  }

  long number() {
    return number;
  }

  Currency currency() {
    return shape.currency();
  }

  int size() {
    return shape.accounts().size();
  }

  LedgerAccount account(int index) {
    return shape.accounts().get(index);
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
      TradeEntry entry = new TradeEntry(number, fill, shapeOf(holding), this);
      if (sum != 0) {
        throw new IllegalStateException("not to be posted: " + entry.toEntry());
      }
      return entry;
    }

    /** Entries of one holding and size are most often of the same accounts. */
    private Shape shapeOf(Holding holding) {
      Shape known = holding.entryShapes[count];
      if (known != null && isSame(known.accounts())) {
        return known;
      }
      Shape fresh = new Shape(holding.currency, Arrays.asList(written).subList(0, count));
      holding.entryShapes[count] = fresh;
      return fresh;
    }

    private boolean isSame(List<LedgerAccount> known) {
      for (int i = 0; i < count; i++) {
        if (!known.get(i).equals(written[i])) {
          return false;
        }
      }
      return true;
    }
  }
}
