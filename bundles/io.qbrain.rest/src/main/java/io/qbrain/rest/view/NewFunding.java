package io.qbrain.rest.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Funding of a perpetual that is due.
 *
 * @param instrument the perpetual
 * @param rate of its value: who is long pays, below zero who is short
 * @param reason text for the record, the reference of the ledger entries
 */
@Schema(description = "Funding of a perpetual that is due.")
public record NewFunding(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "BTC-PERP.SIM")
        @Nullable String instrument,
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            format = "decimal",
            example = "0.0001",
            description = "of its value: who is long pays, below zero who is short")
        @Nullable String rate,
    @Schema(description = "the reference of the ledger entries") @Nullable String reason) {}
