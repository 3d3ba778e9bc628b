package io.qbrain.backtest;

import io.qbrain.kernel.AccountTerms;
import io.qbrain.model.Currency;
import io.qbrain.model.Money;
import io.qbrain.simulation.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Money of other currencies at the start. */
final class StartingCash {
  private final List<Money> amounts = new ArrayList<>();

  StartingCash(OptionValues values, Preset preset, Currency base) {
    TreeSet<Currency> currencies = new TreeSet<>();
    currencies.add(base);
    for (String text : values.all(BacktestOption.CASH)) {
      Money amount = OptionValues.read(BacktestOption.CASH, text, Money::parse);
      if (amount.signum() <= 0) {
        throw BacktestException.of(BacktestOption.CASH, "expected money > 0, found " + amount);
      }
      if (!currencies.add(amount.currency())) {
        throw BacktestException.of(
            BacktestOption.CASH,
            "expected one amount of each currency besides "
                + base
                + ", which is the capital, found "
                + values.all(BacktestOption.CASH));
      }
      amounts.add(amount);
    }
    if (!amounts.isEmpty() && preset.terms().conversion() == AccountTerms.Conversion.AT_ONCE) {
      throw BacktestException.of(
          BacktestOption.CASH,
          "expected --conversion on-request with it, so that it is kept, found at-once");
    }
  }

  List<Money> amounts() {
    return amounts;
  }
}
