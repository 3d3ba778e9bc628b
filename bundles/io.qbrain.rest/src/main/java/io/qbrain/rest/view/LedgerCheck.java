package io.qbrain.rest.view;

import io.qbrain.service.PortfolioService;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** What a check of the ledger found. */
@Schema(description = "What a check of the ledger found.")
public record LedgerCheck(
    String account,
    @Schema(description = "there are no differences") boolean agrees,
    long entries,
    long fills,
    List<String> differences) {

  /** Renders the outcome of a check. */
  public static LedgerCheck of(PortfolioService.LedgerCheck c) {
    return new LedgerCheck(
        c.account().toString(), c.differences().isEmpty(), c.entries(), c.fills(), c.differences());
  }
}
