package io.qbrain.rest.view;

import io.qbrain.service.PortfolioService.AccountView;
import io.qbrain.service.PortfolioService.BalanceView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

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
    @Schema(description = "number of the last input") long sequence,
    @Schema(description = "how it counts positions, currencies, settlement, margin and interest")
        String terms,
    @Schema(description = "money from sales that is not settled yet") Amount unsettled,
    @Schema(description = "what the positions take of the equity") Amount initialMargin,
    @Schema(description = "the equity below which positions are liquidated; zero if never")
        Amount maintenanceMargin,
    @Schema(description = "money of other currencies") List<Balance> balances,
    @Schema(description = "dividends that will be received, less those that will be paid")
        Amount receivable) {

  /** Money of a currency besides the base one. */
  @Schema(description = "Money of a currency besides the base one.")
  public record Balance(
      Amount cash,
      @Schema(description = "from sales that are not settled yet") Amount unsettled,
      @Schema(description = "both in the base currency, at the last known rate") Amount baseValue) {

    static Balance of(BalanceView v) {
      return new Balance(Amount.of(v.cash()), Amount.of(v.unsettled()), Amount.of(v.baseValue()));
    }
  }

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
        v.sequence(),
        v.terms(),
        Amount.of(v.unsettled()),
        Amount.of(v.initialMargin()),
        Amount.of(v.maintenanceMargin()),
        v.balances().stream().map(Balance::of).toList(),
        Amount.of(v.receivable()));
  }
}
