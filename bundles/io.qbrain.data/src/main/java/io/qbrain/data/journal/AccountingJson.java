package io.qbrain.data.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qbrain.model.CorporateAction;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.LedgerAccount;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Rate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Ledger entries, rates, corporate actions and the terms of instruments as JSON, exactly. */
final class AccountingJson {
  private AccountingJson() {}

  static void write(LedgerEntry entry, ObjectNode to) {
    to.put("number", entry.number())
        .put("time", entry.timeNanos())
        .put("kind", entry.kind().name())
        .put("reference", entry.reference());
    ArrayNode postings = to.putArray("postings");
    for (LedgerEntry.Posting posting : entry.postings()) {
      ObjectNode line =
          postings
              .addObject()
              .put("account", posting.account().toString())
              .put("amount", posting.amount().toString());
      if (!posting.quantity().isZero()) {
        line.put("quantity", posting.quantity().toString());
      }
    }
  }

  static LedgerEntry readEntry(JsonNode from) {
    List<LedgerEntry.Posting> postings = new ArrayList<>();
    for (JsonNode line : JsonFields.field(from, "postings")) {
      postings.add(
          new LedgerEntry.Posting(
              LedgerAccount.parse(JsonFields.text(line, "account")),
              Money.parse(JsonFields.text(line, "amount")),
              line.has("quantity")
                  ? Quantity.parse(JsonFields.text(line, "quantity"))
                  : Quantity.ZERO));
    }
    return new LedgerEntry(
        JsonFields.number(from, "number"),
        JsonFields.number(from, "time"),
        LedgerEntry.Kind.valueOf(JsonFields.text(from, "kind")),
        JsonFields.text(from, "reference"),
        postings);
  }

  static void write(Rate rate, ObjectNode to) {
    to.put("kind", rate.kind().name())
        .put("subject", rate.subject())
        .put("rate", Fixed.format(rate.raw()))
        .put("time", rate.timeNanos());
  }

  static Rate readRate(JsonNode from) {
    return new Rate(
        Rate.Kind.valueOf(JsonFields.text(from, "kind")),
        JsonFields.text(from, "subject"),
        Fixed.parse(JsonFields.text(from, "rate")),
        JsonFields.number(from, "time"));
  }

  static void write(CorporateAction action, ObjectNode to) {
    to.put("instrument", action.instrument().toString()).put("ex", action.exNanos());
    if (action instanceof CorporateAction.Split split) {
      to.put("numerator", split.numerator()).put("denominator", split.denominator());
    } else if (action instanceof CorporateAction.Dividend dividend) {
      to.put("perShare", dividend.perShare().toString());
      if (dividend.payNanos() != dividend.exNanos()) {
        to.put("paid", dividend.payNanos());
      }
    } else if (action instanceof CorporateAction.Delisting delisting) {
      to.put("delisting", true);
      if (delisting.price() != null) {
        to.put("price", delisting.price().toString());
      }
    } else {
      throw new IllegalStateException("an action without a JSON form: " + action);
    }
  }

  static CorporateAction readAction(JsonNode from) {
    InstrumentId instrument = InstrumentId.of(JsonFields.text(from, "instrument"));
    long ex = JsonFields.number(from, "ex");
    if (from.has("delisting")) {
      return new CorporateAction.Delisting(
          instrument, from.has("price") ? Price.parse(JsonFields.text(from, "price")) : null, ex);
    }
    return from.has("perShare")
        ? new CorporateAction.Dividend(
            instrument,
            Money.parse(JsonFields.text(from, "perShare")),
            ex,
            from.has("paid") ? JsonFields.number(from, "paid") : ex)
        : new CorporateAction.Split(
            instrument,
            JsonFields.number(from, "numerator"),
            JsonFields.number(from, "denominator"),
            ex);
  }

  /**
   * Writes what older journals do not have: only where it differs from an instrument's defaults.
   */
  static void writeTerms(Instrument instrument, ObjectNode to) {
    instrument.baseCurrency().ifPresent(value -> to.put("baseCurrency", value.toString()));
    instrument.expiry().ifPresent(value -> to.put("expiry", value.toString()));
    if (instrument.settlementDays() != 0) {
      to.put("settlementDays", instrument.settlementDays());
    }
    if (instrument.initialMarginRaw() != 0) {
      to.put("initialMargin", Fixed.format(instrument.initialMarginRaw()));
    }
    if (instrument.maintenanceMarginRaw() != 0) {
      to.put("maintenanceMargin", Fixed.format(instrument.maintenanceMarginRaw()));
    }
  }

  static void readTerms(JsonNode from, Instrument.Builder builder) {
    Quantity multiplier = Quantity.parse(JsonFields.text(from, "multiplier"));
    switch (Instrument.Kind.valueOf(JsonFields.text(from, "kind"))) {
      case SPOT -> {
        // A spot instrument is what the builder starts with.
      }
      case FUTURE ->
          builder.future(multiplier, Money.parse(JsonFields.text(from, "marginPerContract")));
      case MARGINED -> builder.margined(multiplier);
    }
    if (from.has("baseCurrency")) {
      builder.baseCurrency(Currency.of(JsonFields.text(from, "baseCurrency")));
    }
    if (from.has("expiry")) {
      builder.expiry(Instant.parse(JsonFields.text(from, "expiry")));
    }
    if (from.has("settlementDays")) {
      builder.settlementDays(Math.toIntExact(JsonFields.number(from, "settlementDays")));
    }
    builder.margins(rate(from, "initialMargin"), rate(from, "maintenanceMargin"));
  }

  private static long rate(JsonNode from, String name) {
    return from.has(name) ? Fixed.parse(JsonFields.text(from, name)) : 0;
  }
}
