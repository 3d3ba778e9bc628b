package io.qbrain.rest.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A rate that is to be in force.
 *
 * @param kind CONVERSION, BORROW, INTEREST, CREDIT or DEBIT
 * @param of a pair, an instrument, or a currency
 * @param rate decimal
 * @param since from when on; now if absent
 * @param reason text for the record
 */
@Schema(description = "A rate that is to be in force, now or from a time on.")
public record NewRate(
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            allowableValues = {"CONVERSION", "BORROW", "INTEREST", "CREDIT", "DEBIT"})
        @Nullable String kind,
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            example = "EUR/USD",
            description = "a pair, an instrument to borrow, or a currency")
        @Nullable String of,
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            format = "decimal",
            example = "1.0832",
            description = "what one of the first is worth; else a year's fraction: 0.01 is 1 %")
        @Nullable String rate,
    @Schema(format = "date-time", description = "now if absent") @Nullable String since,
    @Nullable String reason) {}
