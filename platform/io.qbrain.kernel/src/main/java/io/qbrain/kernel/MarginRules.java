package io.qbrain.kernel;

import io.qbrain.model.Fixed;

/** What positions take of the equity: initial and maintenance margin. */
final class MarginRules {
  private final KernelSettings settings;
  private final AccountState state;
  private final boolean paidInFull;

  MarginRules(KernelSettings settings, AccountState state) {
    this.settings = settings;
    this.state = state;
    this.paidInFull = settings.kind() == AccountKind.CASH;
  }

  /** Returns the initial margin as a rate of the value; 0 if the account's leverage decides. */
  static long ownRate(Market market) {
    return market.instrument.initialMarginRaw();
  }

  /** Returns the leverage of the account for positions of a market now. */
  static int leverage(KernelSettings settings, AccountState state, Market market) {
    DayLeverage byDay = state.terms.dayLeverage();
    Emitter clock = state.clock;
    return byDay.leverage() == 0 || clock == null
        ? settings.leverage()
        : byDay.of(market, settings.leverage(), clock.nowNanos);
  }

  /** Returns the initial margin of a value of one, in units of 1e-8. */
  private long initialRate(Market market) {
    long own = ownRate(market);
    return own != 0 ? own : Fixed.ONE / leverage(settings, state, market);
  }

  /**
   * Returns the maintenance margin as a rate: of the value, or of a future's margin per contract; 0
   * if there is none.
   */
  long maintenanceRate(Market market) {
    if (paidInFull) {
      return 0;
    }
    long maintenanceShare = state.terms.maintenanceShare();
    if (market.future) {
      return maintenanceShare;
    }
    long own = market.instrument.maintenanceMarginRaw();
    return own != 0 || maintenanceShare == 0
        ? own
        : Fixed.multiply(initialRate(market), maintenanceShare);
  }

  /** Returns whether a price of a market may lead to a margin call, by the terms in force. */
  boolean isWatched(Market market) {
    return !paidInFull
        && (state.terms.marginCalls().everyNanos() > 0
            || state.terms.maintenanceShare() != 0
            || market.instrument.maintenanceMarginRaw() != 0);
  }

  /** Returns the maintenance margin of a holding, in the base currency. */
  long maintenance(Holding h) {
    long rate = h.quantity == 0 ? 0 : maintenanceRate(h.market);
    if (rate == 0) {
      return 0;
    }
    long quantity = Math.abs(h.quantity);
    long basis =
        h.market.future
            ? Fixed.multiply(quantity, h.market.instrument.marginPerContract().raw())
            : h.market.priced ? h.market.notional(quantity, h.market.last) : Math.abs(h.cost);
    return h.market.toBase(Fixed.multiply(basis, rate));
  }

  /** Returns the maintenance margin of all that a book holds, in the base currency. */
  long maintenance(Book book) {
    long sum = 0;
    for (int i = 0; i < book.holdings.size(); i++) {
      sum = Math.addExact(sum, maintenance(book.holdings.get(i)));
    }
    return sum;
  }

  /** Returns the initial margin of a holding, in the base currency. */
  long initial(Holding h) {
    if (h.quantity == 0) {
      return 0;
    }
    if (h.market.future) {
      return h.market.toBase(h.margin);
    }
    long value =
        h.market.priced ? h.market.notional(Math.abs(h.quantity), h.market.last) : Math.abs(h.cost);
    return h.market.toBase(Fixed.multiply(value, initialRate(h.market)));
  }
}
