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
  private final LedgerAccount position;
  private final long first;
  private final long second;
  private final long third;

  /**
   * All amounts, where there are more than a few; else null, and the last one balances the rest.
   */
  private final long @Nullable [] all;

  /** The currency and the types of the accounts, which most entries of a run share. */
  private static final class Shape {
    final Currency currency;
    final Type[] types;

    /** The types as one number. */
    final long code;

    Shape(Currency currency, Type[] types, long code) {
      this.currency = currency;
      this.types = types;
      this.code = code;
    }
  }

  private TradeEntry(long number, Fill fill, Shape shape, Writer from) {
    this.number = number;
    this.fill = fill;
    this.shape = shape;
    this.position = from.position;
    this.first = from.amounts[0];
    this.second = from.amounts[1];
    this.third = from.amounts[2];
    this.all = from.count > FEW ? Arrays.copyOf(from.amounts, from.count) : null;
  }

  /** Returns the fill. */
  public Fill fill() {
    return fill;
  }

  /** Returns the entry; each call makes it anew. */
  public LedgerEntry toEntry() {
    LedgerAccount[] accounts = new LedgerAccount[size()];
    long[] amounts = new long[size()];
    Arrays.setAll(accounts, this::account);
    Arrays.setAll(amounts, this::amountRaw);
    return LedgerEntry.of(
        number,
        fill.timeNanos(),
        LedgerEntry.Kind.TRADE,
        fill.executionId().toString(),
        shape.currency,
        accounts,
        amounts,
        quantityRaw());
  }

  private LedgerAccount account(int index) {
    Type type = shape.types[index];
    return index == 0
        ? position
        : new LedgerAccount(
            type,
            position.book(),
            type == Type.CASH || type == Type.UNSETTLED ? null : position.instrument());
  }

  long number() {
    return number;
  }

  Currency currency() {
    return shape.currency;
  }

  /** Returns the account of the first posting, which is that of the position. */
  LedgerAccount position() {
    return position;
  }

  int size() {
    return shape.types.length;
  }

  Type type(int index) {
    return shape.types[index];
  }

  long amountRaw(int index) {
    if (all != null) {
      return all[index];
    }
    return switch (index) {
      case 0 -> first;
      case 1 -> second;
      case 2 -> third;
      default -> -(first + second + third);
    };
  }

  /** Returns what the first posting adds to the position; the others add nothing. */
  long quantityRaw() {
    return fill.side().sign() * fill.quantity().raw();
  }

  /** Collects the postings of one entry after the other. */
  static final class Writer {
    /** The most postings of an entry. */
    private static final int MOST = 8;

    /** More than there are types of accounts. */
    private static final int BASE = 16;

    private final Type[] types = new Type[MOST];
    private final long[] amounts = new long[MOST];

    /** The shape of the last entry of each size. */
    private final @Nullable Shape[] shapes = new @Nullable Shape[MOST + 1];

    private LedgerAccount position;
    private long code;
    private int count;
    private long sum;

    Writer(LedgerAccount any) {
      this.position = any;
    }

    /** Begins with the posting of a position, in units of 1e-8. */
    void begin(LedgerAccount account, long amountRaw) {
      count = 0;
      sum = 0;
      code = 0;
      position = account;
      put(Type.POSITION, amountRaw);
    }

    /**
     * Adds a posting of an amount in units of 1e-8 to the account of a type of the position's
     * instrument, or of its book; none of zero.
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

    /** Returns the entry of a fill, in the currency of what was traded. */
    TradeEntry entry(long number, Fill fill, Currency currency) {
      TradeEntry entry = new TradeEntry(number, fill, shape(currency), this);
      if (sum != 0) {
        throw new IllegalStateException(
            "not to be posted, for it does not balance by " + sum + ": " + entry.toEntry());
      }
      return entry;
    }

    private Shape shape(Currency currency) {
      Shape known = shapes[count];
      if (known != null && known.code == code && known.currency.equals(currency)) {
        return known;
      }
      Shape fresh = new Shape(currency, Arrays.copyOf(types, count), code);
      shapes[count] = fresh;
      return fresh;
    }
  }
}
