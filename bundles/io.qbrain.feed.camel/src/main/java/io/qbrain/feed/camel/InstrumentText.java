package io.qbrain.feed.camel;

import io.qbrain.model.Currency;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;

/** Makes the instrument of a feed from the texts of its configuration; a blank one says nothing. */
final class InstrumentText {
  private final Instrument.Builder builder;
  private final Currency currency;

  InstrumentText(String instrument, String currency) {
    this.currency = Currency.of(currency);
    this.builder = Instrument.builder(InstrumentId.of(instrument), this.currency);
  }

  InstrumentText grid(String tickSize, String lotSize) {
    builder.tickSize(Price.parse(tickSize)).lotSize(Quantity.parse(lotSize));
    return this;
  }

  InstrumentText future(String multiplier, String marginPerContract) {
    if (!marginPerContract.isBlank()) {
      builder.future(Quantity.parse(multiplier), Money.parse(marginPerContract + " " + currency));
    }
    return this;
  }

  InstrumentText market(String market, boolean restricted) {
    if (!market.isBlank()) {
      builder.market(market);
    }
    builder.restricted(restricted);
    return this;
  }

  InstrumentText limits(String averageDailyVolume, String maxOrderQuantity) {
    if (!averageDailyVolume.isBlank()) {
      builder.averageDailyVolume(Quantity.parse(averageDailyVolume));
    }
    if (!maxOrderQuantity.isBlank()) {
      builder.maxOrderQuantity(Quantity.parse(maxOrderQuantity));
    }
    return this;
  }

  /** Returns the instrument; throws IllegalArgumentException naming what is out of range. */
  Instrument build() {
    return builder.build();
  }
}
