package io.qbrain.rest.view;

import io.qbrain.service.PortfolioService.AccountView;
import io.swagger.v3.oas.annotations.media.Schema;

/** A trading account. */
@Schema(description = "A trading account.")
public record Account(
    String id,
    String mode,
    String kind,
    Amount capital,
    Amount cash,
    @Schema(description = "part of cash that belongs to no instance") Amount unallocated,
    Amount margin,
    Amount equity,
    @Schema(description = "profit of what was closed, before fees") Amount realizedProfit,
    Amount fees,
    String riskProfile,
    @Schema(description = "number of the last input") long sequence) {

  /** Renders an account. */
  public static Account of(AccountView v) {
    return new Account(
        v.id().toString(),
        v.mode(),
        v.kind(),
        Amount.of(v.capital()),
        Amount.of(v.cash()),
        Amount.of(v.unallocated()),
        Amount.of(v.margin()),
        Amount.of(v.equity()),
        Amount.of(v.realizedProfit()),
        Amount.of(v.fees()),
        v.riskProfile(),
        v.sequence());
  }
}
