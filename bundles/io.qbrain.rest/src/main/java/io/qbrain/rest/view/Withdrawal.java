package io.qbrain.rest.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An announcement that is taken back.
 *
 * @param key what names it
 * @param reason text for the record
 */
@Schema(description = "An announcement that is to be taken back.")
public record Withdrawal(
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            example = "split:SPY.ARCA:2026-03-20T13:30:00Z")
        @Nullable String key,
    @Nullable String reason) {}
