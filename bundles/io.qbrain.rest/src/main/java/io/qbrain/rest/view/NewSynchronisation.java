package io.qbrain.rest.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A series that is to be fetched from the time-series server. */
@Schema(description = "A series that is to be fetched from the time-series server.")
public record NewSynchronisation(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "SPY.ARCA:1m")
        @Nullable String series,
    @Schema(description = "first day or time, UTC") @Nullable String from,
    @Schema(description = "last day, or the time before which it ends") @Nullable String to) {}
