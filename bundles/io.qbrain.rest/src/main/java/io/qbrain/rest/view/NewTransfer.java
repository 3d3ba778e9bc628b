package io.qbrain.rest.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Money that moves between the account and an instance.
 *
 * @param instance the instance
 * @param amount above zero to the instance, below zero back to the account; of any currency
 * @param reason text for the record
 */
@Schema(description = "Money that moves between the account and an instance.")
public record NewTransfer(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String instance,
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            description = "above zero to the instance, below zero back; of any currency")
        @Nullable Amount amount,
    @Nullable String reason) {}
