package io.qbrain.shell;

import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Money;

/** An amount on the command line, in US dollars unless a currency follows. */
public final class Amount {
  private Amount() {}

  /** Parses {@code 100000} or {@code 1.5 BTC}; throws IllegalArgumentException otherwise. */
  public static Money parse(String text) {
    return text.contains(" ") ? Money.parse(text) : Money.ofRaw(Fixed.parse(text), Currency.USD);
  }
}
