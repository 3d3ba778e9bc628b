package io.qbrain.kernel;

import io.qbrain.model.Fixed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the account is worth at the last prices and rates. What no price moves is summed up once,
 * until the ledger changes; so is the quantity that a price moves.
 */
final class AccountValue {
  private final AccountState state;
  private boolean known;
  private long fixed;

  /** Whole units of the base currency: they are worth units x last price. */
  private long[] units = new long[4];

  private Market[] priced = new Market[4];
  private int pricedCount;

  /** All others. */
  private final List<Holding> holdings = new ArrayList<>();

  private final List<Balance> balances = new ArrayList<>();
  private boolean hasOthers;

  AccountValue(AccountState state) {
    this.state = state;
  }

  /** The ledger or an instrument has changed. */
  void changed() {
    known = false;
  }

  /** Returns cash, unsettled money and positions in the base currency. */
  long equity() {
    if (!known) {
      sumUp();
    }
    long sum = fixed;
    for (int i = 0; i < pricedCount; i++) {
      sum = Math.addExact(sum, Math.multiplyExact(units[i], priced[i].last));
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
    add(state.unallocated);
    List<Runner> runners = state.runnersInOrder;
    for (int i = 0; i < runners.size(); i++) {
      add(runners.get(i).book);
    }
    hasOthers = !holdings.isEmpty() || !balances.isEmpty();
    known = true;
  }

  private void add(Book book) {
    fixed = Math.addExact(fixed, Math.addExact(book.cash, book.unsettled));
    if (!book.balances.isEmpty()) {
      balances.addAll(book.balances);
    }
    for (int i = 0; i < book.holdings.size(); i++) {
      Holding h = book.holdings.get(i);
      if (h.market.rate != null) {
        holdings.add(h);
      } else if (h.quantity == 0) {
        fixed = Math.addExact(fixed, h.value());
      } else if (h.market.priced && h.market.multiplier == Fixed.ONE && h.wholeUnits() != 0) {
        fixed = Math.addExact(fixed, Math.addExact(h.obligation, h.margin));
        add(h.wholeUnits(), h.market);
      } else {
        holdings.add(h);
      }
    }
  }

  private void add(long wholeUnits, Market market) {
    if (pricedCount == units.length) {
      units = Arrays.copyOf(units, 2 * pricedCount);
      priced = Arrays.copyOf(priced, 2 * pricedCount);
    }
    units[pricedCount] = wholeUnits;
    priced[pricedCount++] = market;
  }
}
