package io.qbrain.kernel;

import io.qbrain.model.Fixed;
import io.qbrain.model.LedgerAccount.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the account is worth at the last prices and rates. What no price moves is one sum; of what
 * prices move, the quantities are kept in a row. Follows each posting.
 */
final class AccountValue {
  private final AccountState state;

  /** Whether it follows; it does not before somebody asks, nor after an instrument has changed. */
  private boolean known;

  /** Cash of the base currency, and what holdings of it are worth besides units x price. */
  private long fixed;

  /** Whole units of the base currency: they are worth units x last price. */
  private long[] units = new long[4];

  private Holding[] priced = new Holding[4];

  /** Their markets, beside them: the equity of a hundred is asked for at each time. */
  private Market[] markets = new Market[4];

  private int pricedCount;

  /** All others. */
  private final List<Holding> holdings = new ArrayList<>();

  private final List<Balance> balances = new ArrayList<>();
  private boolean hasOthers;

  AccountValue(AccountState state) {
    this.state = state;
  }

  /**
   * Returns whether what is posted to an account of a holding changes what the holding is worth.
   */
  static boolean counts(Type type) {
    return type == Type.POSITION
        || type == Type.OBLIGATION
        || type == Type.MARGIN
        || type == Type.RECEIVABLE;
  }

  /** Everything may have changed. */
  void changed() {
    known = false;
  }

  /** Money of the base currency came or went. */
  void cash(long amount) {
    fixed = Math.addExact(fixed, amount);
  }

  /** A holding is about to change: it counts no more until it is {@link #add added} again. */
  void remove(Holding h) {
    if (!known) {
      return;
    }
    int at = h.valueSlot;
    if (at == Holding.OTHER) {
      changed();
      return;
    }
    if (at >= 0) {
      fixed = Math.subtractExact(fixed, h.besidesPrice());
      Holding last = priced[--pricedCount];
      priced[at] = last;
      markets[at] = last.market;
      units[at] = units[pricedCount];
      last.valueSlot = at;
    } else if (at == Holding.FLAT) {
      fixed = Math.subtractExact(fixed, h.value());
    }
    h.valueSlot = Holding.NOWHERE;
  }

  /** A holding is as it is now. */
  void add(Holding h) {
    if (!known) {
      return;
    }
    if (h.market.rate != null) {
      other(h);
    } else if (h.quantity == 0) {
      fixed = Math.addExact(fixed, h.value());
      h.valueSlot = Holding.FLAT;
    } else if (h.market.priced && h.market.multiplier == Fixed.ONE && h.wholeUnits() != 0) {
      fixed = Math.addExact(fixed, h.besidesPrice());
      if (pricedCount == units.length) {
        units = Arrays.copyOf(units, 2 * pricedCount);
        priced = Arrays.copyOf(priced, 2 * pricedCount);
        markets = Arrays.copyOf(markets, 2 * pricedCount);
      }
      units[pricedCount] = h.wholeUnits();
      priced[pricedCount] = h;
      markets[pricedCount] = h.market;
      h.valueSlot = pricedCount++;
    } else {
      other(h);
    }
  }

  private void other(Holding h) {
    holdings.add(h);
    h.valueSlot = Holding.OTHER;
    hasOthers = true;
  }

  /**
   * Returns whether nothing moves it but the price of one market: {@link #fixed} + units x price.
   */
  boolean followsOnly(Market market) {
    if (!known) {
      sumUp();
    }
    return !hasOthers && (pricedCount == 0 || (pricedCount == 1 && markets[0] == market));
  }

  /** Returns what no price moves. */
  long fixed() {
    return fixed;
  }

  /** Returns the whole units of the only market that it follows; 0 if there is none. */
  long units() {
    return pricedCount == 0 ? 0 : units[0];
  }

  /** Returns cash, unsettled money and positions in the base currency. */
  long equity() {
    if (!known) {
      sumUp();
    }
    long sum = fixed;
    for (int i = 0; i < pricedCount; i++) {
      sum = Math.addExact(sum, Math.multiplyExact(units[i], markets[i].last));
    }
    return hasOthers ? others(sum) : sum;
  }

  private long others(long before) {
    long sum = before;
    for (Holding h : holdings) {
      sum = Math.addExact(sum, h.baseValue());
    }
    for (Balance b : balances) {
      sum = Math.addExact(sum, b.baseValue());
    }
    return sum;
  }

  private void sumUp() {
    fixed = 0;
    pricedCount = 0;
    holdings.clear();
    balances.clear();
    known = true;
    add(state.unallocated);
    for (Runner r : state.runnersInOrder) {
      add(r.book);
    }
    hasOthers = !holdings.isEmpty() || !balances.isEmpty();
  }

  private void add(Book book) {
    fixed = Math.addExact(fixed, Math.addExact(book.cash, book.unsettled));
    balances.addAll(book.balances);
    for (Holding h : book.holdings) {
      add(h);
    }
  }
}
