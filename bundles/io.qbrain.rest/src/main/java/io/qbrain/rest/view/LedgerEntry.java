package io.qbrain.rest.view;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** An entry of the ledger. */
@Schema(description = "An entry of the double-entry ledger; its postings sum to zero.")
public record LedgerEntry(
    long number,
    @Schema(format = "date-time") String time,
    @Schema(
            allowableValues = {
              "DEPOSIT",
              "ALLOCATION",
              "TRADE",
              "SETTLEMENT",
              "CONVERSION",
              "DELIVERY",
              "INTEREST",
              "BORROW_FEE",
              "FUNDING",
              "DIVIDEND",
              "DIVIDEND_PAID",
              "SPLIT",
              "EXPIRY",
              "DELISTING",
              "CASH_INTEREST",
              "REVERSAL"
            })
        String kind,
    @Schema(description = "what caused it") String reference,
    List<Posting> postings) {

  /** One line of an entry. */
  @Schema(description = "One line of an entry; above zero is a debit, below a credit.")
  public record Posting(
      @Schema(example = "cash:ema-btc") String account,
      Amount amount,
      @Schema(format = "decimal", description = "what is added to a position") String quantity) {

    static Posting of(io.qbrain.model.LedgerEntry.Posting p) {
      return new Posting(p.account().toString(), Amount.of(p.amount()), p.quantity().toString());
    }
  }

  /** Renders an entry. */
  public static LedgerEntry of(io.qbrain.model.LedgerEntry e) {
    return new LedgerEntry(
        e.number(),
        Moment.of(e.timeNanos()),
        e.kind().name(),
        e.reference(),
        e.postings().stream().map(Posting::of).toList());
  }
}
