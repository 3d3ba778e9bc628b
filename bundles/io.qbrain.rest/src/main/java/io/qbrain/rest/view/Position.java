package io.qbrain.rest.view;

import io.qbrain.model.InstanceId;
import io.qbrain.model.PositionId;
import io.qbrain.model.Price;
import io.qbrain.service.PortfolioService.PositionView;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a book or an account holds of an instrument. */
@Schema(description = "What a book, or an account as the sum of its books, holds.")
public record Position(
    String account,
    @Schema(description = "absent for the account's sum") @Nullable String instance,
    String instrument,
    @Schema(format = "decimal", description = "negative is short") String quantity,
    @Schema(format = "decimal") String averagePrice,
    @Schema(format = "decimal") @Nullable String lastPrice,
    Amount cost,
    @Schema(description = "at the last price, else cost") Amount value,
    @Schema(description = "at the last price, before fees") Amount openProfit,
    @Schema(description = "profit of what was closed, before fees") Amount realizedProfit,
    Amount fees,
    @Schema(description = "which of several positions of a hedging account") @Nullable String id,
    @Schema(description = "value in the account's base currency") Amount baseValue) {

  /** Renders a position. */
  public static Position of(PositionView v) {
    return new Position(
        v.account().toString(),
        v.instance().map(InstanceId::toString).orElse(null),
        v.position().instrument().toString(),
        v.position().quantity().toString(),
        v.averagePrice().toString(),
        v.lastPrice().map(Price::toString).orElse(null),
        Amount.of(v.position().cost()),
        Amount.of(v.value()),
        Amount.of(v.openProfit()),
        Amount.of(v.position().realizedProfit()),
        Amount.of(v.position().fees()),
        v.id().map(PositionId::toString).orElse(null),
        Amount.of(v.baseValue()));
  }
}
