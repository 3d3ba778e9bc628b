package io.qbrain.rest.view;

import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Money: a decimal and the code of its currency.
 *
 * @param amount decimal, at most 8 decimals
 * @param currency code of the currency
 */
@Schema(description = "Money: a decimal and the code of its currency.")
public record Amount(
    @Schema(format = "decimal", example = "12.50") @Nullable String amount,
    @Schema(example = "USD") @Nullable String currency) {

  /** Renders money. */
  public static Amount of(Money money) {
    return new Amount(Fixed.format(money.raw(), 2), money.currency().toString());
  }

  /** Returns the money; throws IllegalArgumentException naming what is missing or wrong. */
  public Money toMoney() {
    if (amount == null || currency == null) {
      throw new IllegalArgumentException(
          "expected {\"amount\":\"12.50\",\"currency\":\"USD\"}, found amount "
              + amount
              + " and currency "
              + currency);
    }
    return Money.ofRaw(Fixed.parse(amount), Currency.of(currency));
  }
}
