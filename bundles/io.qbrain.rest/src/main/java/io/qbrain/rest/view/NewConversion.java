package io.qbrain.rest.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A conversion that is asked for.
 *
 * @param from what is given, above zero
 * @param to the currency to get
 * @param instance whose money it is; absent for what belongs to none
 * @param reason text for the record
 */
@Schema(description = "A conversion of money that is asked for.")
public record NewConversion(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Amount from,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "EUR") @Nullable String to,
    @Schema(description = "whose money it is; absent for what belongs to no instance")
        @Nullable String instance,
    @Nullable String reason) {}
