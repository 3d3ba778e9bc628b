package io.qbrain.kernel;

import io.qbrain.model.Fill;
import io.qbrain.model.Fixed;
import io.qbrain.model.LedgerAccount.Type;

/** Makes ledger entries of fills. What it returns depends on its arguments and the terms. */
final class TradeEntries {
  private final AccountState state;

  private final TradeEntry.Writer writer;

  TradeEntries(AccountState state) {
    this.state = state;
    this.writer = new TradeEntry.Writer(state.unallocated.cashAccount);
  }

  /**
   * A fill. What it closes leaves at its share of the cost; profit is what the close brought, less
   * that cost. A flip closes all and opens the rest.
   *
   * @param stake what the fill adds to or reduces: the holding, or one of its lots
   */
  TradeEntry trade(long number, Holding h, Stake stake, Fill fill) {
    int sign = fill.side().sign();
    long quantity = fill.quantity().raw();
    long price = fill.price().raw();
    boolean opposite = Long.signum(stake.quantity) == -sign;
    long closed = opposite ? Math.min(Math.abs(stake.quantity), quantity) : 0;
    long notional = h.market.notional(quantity, price);
    long closedNotional = closed == quantity ? notional : h.market.notional(closed, price);
    long closedCost = closed == 0 ? 0 : stake.costOf(closed);
    long opened = sign * (notional - closedNotional);
    long profit = closed == 0 ? 0 : -sign * closedNotional - closedCost;
    long position = opened - closedCost;
    long fee = fill.fee().raw();
    writer.begin(Bookkeeper.account(h, stake), position);
    long cash;
    long later = 0;
    if (h.market.margined) {
      if (closed != 0 && state.terms.profit() == ProfitArithmetic.IEEE_CENTS) {
        profit =
            ProfitArithmetic.profit(
                -sign * (Fixed.toDouble(price) - stake.average),
                Fixed.toDouble(closed),
                Fixed.toDouble(h.market.multiplier));
      }
      long margin = margin(h, sign * quantity);
      writer.add(Type.OBLIGATION, -position);
      writer.add(Type.MARGIN, margin);
      cash = profit - margin;
    } else if (sign < 0 && isSettledLater(h.market, fill.timeNanos())) {
      cash = 0;
      later = notional;
    } else {
      cash = -sign * notional;
    }
    writer.add(Type.PROFIT, -profit);
    writer.add(Type.FEES, fee);
    writer.add(Type.UNSETTLED, later);
    writer.add(Type.CASH, cash - fee);
    return writer.entry(number, fill, h.currency);
  }

  private boolean isSettledLater(Market market, long timeNanos) {
    return state.terms.settlement() != AccountTerms.Settlement.IGNORED
        && SettlementDays.days(market, timeNanos) > 0;
  }

  /** Returns the margin that a change of a future's position takes, or gives back. */
  static long margin(Holding h, long change) {
    if (!h.market.future) {
      return 0;
    }
    long after = Math.abs(h.quantity + change);
    return Fixed.multiply(
        after - Math.abs(h.quantity), h.market.instrument.marginPerContract().raw());
  }
}
