package io.qbrain.rest.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Money that the owner pays in or takes out.
 *
 * @param amount above zero, in the base currency
 * @param reason text for the record, the reference of the ledger entry
 */
@Schema(description = "Money that the owner pays in or takes out.")
public record NewMoney(
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            description = "above zero, in the base currency")
        @Nullable Amount amount,
    @Schema(description = "the reference of the ledger entry") @Nullable String reason) {}
