package io.qbrain.kernel;

import io.qbrain.model.Currency;
import io.qbrain.model.Fill;
import io.qbrain.model.LedgerAccount;
import io.qbrain.model.LedgerAccount.Type;
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
  private final Shape shape;
  private final long first;
  private final long second;
  private final long third;
  private final long fourth;

  /** All amounts, where there are more than a few; else null. */
  private final long @Nullable [] all;

  /** The accounts of the postings, which many entries of a holding share. */
  static final class Shape {
    private final Currency currency;
    private final LedgerAccount[] accounts;

    /** The types of the accounts, one after the other. */
    private final Type[] types;

    /** The types as one number. */
    private final long code;

    private Shape(Holding holding, Writer from) {
      this.currency = holding.currency;
      this.types = Arrays.copyOf(from.types, from.count);
      this.code = from.code;
      this.accounts = new LedgerAccount[from.count];
      accounts[0] = from.position;
      for (int i = 1; i < accounts.length; i++) {
        accounts[i] =
            switch (types[i]) {
              case CASH -> holding.owner.cashAccount;
              case UNSETTLED -> holding.owner.unsettledAccount;
              default -> holding.account(types[i]);
            };
      }
    }

    private boolean isOf(Writer written) {
      return code == written.code && accounts[0].equals(written.position);
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
        shape.currency,
        shape.accounts.clone(),
        amounts,
        quantityRaw(0));
  }

  long number() {
    return number;
  }

  Currency currency() {
    return shape.currency;
  }

  int size() {
    return shape.types.length;
  }

  Type type(int index) {
    return shape.types[index];
  }

  LedgerAccount account(int index) {
    return shape.accounts[index];
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

    /** More than there are types of accounts. */
    private static final int BASE = 16;

    private final Type[] types = new Type[MOST];
    private final long[] amounts = new long[MOST];
    private LedgerAccount position;
    private long code;
    private int count;
    private long sum;

    Writer(LedgerAccount any) {
      this.position = any;
    }

    /** Begins with the posting of the position, in units of 1e-8. */
    void begin(LedgerAccount account, long amountRaw) {
      count = 0;
      sum = 0;
      code = 0;
      position = account;
      put(account.type(), amountRaw);
    }

    /**
     * Adds a posting of an amount in units of 1e-8 to the account of a type of the holding, or of
     * its book; none of zero.
     */
    void add(Type type, long amountRaw) {
      if (amountRaw != 0) {
        put(type, amountRaw);
      }
    }

    private void put(Type type, long amountRaw) {
      types[count] = type;
      code = code * BASE + type.ordinal();
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
      if (known != null && known.isOf(this)) {
        return known;
      }
      Shape fresh = new Shape(holding, this);
      holding.entryShapes[count] = fresh;
      return fresh;
    }
  }
}
