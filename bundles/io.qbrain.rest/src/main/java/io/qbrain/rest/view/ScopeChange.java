package io.qbrain.rest.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A kill or its end that is asked for.
 *
 * @param scope platform, account:id or strategy:id
 * @param reason text for the record
 */
@Schema(description = "A kill, or the end of one, that is asked for.")
public record ScopeChange(
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            example = "strategy:ema-btc",
            description = "platform, account:<id> or strategy:<id of an instance>")
        @Nullable String scope,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String reason) {}
