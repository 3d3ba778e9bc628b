package io.qbrain.backtest;

import io.qbrain.kernel.RateTable;
import io.qbrain.model.Currency;
import io.qbrain.model.Effect;
import io.qbrain.model.Fill;
import io.qbrain.model.Fixed;
import io.qbrain.model.Money;
import io.qbrain.model.Rate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rates of exchange at which fills were booked: for each fill of another currency than the
 * account's, the one that the journal has with it, or the last one before.
 */
final class FillRates {
  private final Currency base;
  private final List<@Nullable Rate> byFill = new ArrayList<>();
  private final RateTable table;

  private FillRates(Currency base) {
    this.base = base;
    this.table = new RateTable(base);
  }

  /** Goes through what a kernel decided. */
  static FillRates of(List<Effect> effects, Currency base) {
    FillRates rates = new FillRates(base);
    Fill open = null;
    for (Effect e : effects) {
      if (e instanceof Effect.RateRecorded r && r.rate().kind() == Rate.Kind.CONVERSION) {
        rates.table.apply(r.rate());
        if (open != null && r.rate().timeNanos() <= open.timeNanos()) {
          rates.byFill.set(rates.byFill.size() - 1, rates.table.rateOf(open.fee().currency()));
        }
      } else if (e instanceof Effect.OrderChanged changed) {
        open = changed.fill();
        if (open != null) {
          rates.byFill.add(rates.table.rateOf(open.fee().currency()));
        }
      } else if (!(e instanceof Effect.LedgerPosted)) {
        open = null;
      }
    }
    return rates;
  }

  /**
   * Returns an amount of a fill in the account's currency, half even to 1e-8.
   *
   * @param number the number of the fill, from 0
   * @throws BacktestException if no rate was recorded
   */
  Money inBase(int number, Money amount) {
    if (amount.currency().equals(base)) {
      return amount;
    }
    Rate rate = byFill.get(number);
    if (rate == null) {
      throw new BacktestException(
          "rate.unknown",
          "expected a rate of "
              + amount.currency()
              + " in "
              + base
              + " at the fill that closed a trade, found none");
    }
    boolean inverse = rate.subject().startsWith(base + "/");
    return Money.ofRaw(
        inverse ? Fixed.divide(amount.raw(), rate.raw()) : Fixed.multiply(amount.raw(), rate.raw()),
        base);
  }
}
