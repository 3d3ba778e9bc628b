package io.qbrain.rest.view;

import io.qbrain.service.AccountingService;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** What became of a change of an account. */
@Schema(description = "What became of a change of an account.")
public record Booked(
    String account,
    @Schema(description = "a request of this Idempotency-Key was carried out before; nothing now")
        boolean repeated,
    @Schema(description = "what was booked at once; empty for what is to come")
        List<LedgerEntry> entries) {

  /** Renders it. */
  public static Booked of(AccountingService.Booked b) {
    return new Booked(
        b.account().toString(), b.isRepeated(), b.entries().stream().map(LedgerEntry::of).toList());
  }
}
