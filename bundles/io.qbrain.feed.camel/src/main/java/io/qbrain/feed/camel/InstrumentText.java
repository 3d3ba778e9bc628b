package io.qbrain.feed.camel;

import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import java.time.DateTimeException;
import java.time.Instant;

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

  /** Parts with {@code &} between them, each named as an option of a backtest. */
  InstrumentText contract(String text) {
    for (String part : text.isBlank() ? new String[0] : text.split("&", -1)) {
      int equals = part.indexOf('=');
      String name = part.substring(0, Math.max(0, equals)).strip();
      String value = part.substring(equals + 1).strip();
      switch (name) {
        case "margined" -> builder.margined(Quantity.parse(value));
        case "pair-of" -> builder.baseCurrency(Currency.of(value));
        case "margin" -> margins(value);
        case "expiry" -> builder.expiry(time(value));
        case "settlement-days" -> builder.settlementDays(days(value));
        default ->
            throw new IllegalArgumentException(
                "expected of contract margined=, pair-of=, margin=, expiry= or settlement-days=,"
                    + " found '"
                    + part
                    + "'");
      }
    }
    return this;
  }

  private void margins(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length > 2) {
      throw new IllegalArgumentException(
          "expected an initial and a maintenance margin such as 0.05,0.025, found '" + text + "'");
    }
    builder.margins(Fixed.parse(parts[0]), parts.length == 1 ? 0 : Fixed.parse(parts[1]));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "expected an expiry such as 2026-06-19T20:00:00Z, found '" + text + "'", e);
    }
  }

  private static int days(String text) {
    if (!text.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException(
          "expected settlement-days as a whole number, found '" + text + "'");
    }
    return Integer.parseInt(text);
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
