package io.qbrain.kernel;

import io.qbrain.model.Currency;
import io.qbrain.model.Money;

/** Money that a book has in a currency besides the account's base currency. */
final class Balance {
  final Currency currency;
  final ExchangeRate rate;
  long cash;
  long unsettled;

  Balance(ExchangeRate rate) {
    this.currency = rate.currency;
    this.rate = rate;
  }

  long baseValue() {
    long sum = Math.addExact(cash, unsettled);
    return sum == 0 ? 0 : rate.toBase(sum);
  }

  Money money() {
    return Money.ofRaw(cash, currency);
  }
}
