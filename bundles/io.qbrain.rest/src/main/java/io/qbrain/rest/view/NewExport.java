package io.qbrain.rest.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A series that is to be written as CSV. */
@Schema(description = "A series that is to be written as CSV.")
public record NewExport(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "SPY.ARCA:1m")
        @Nullable String series,
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            example = "spy.csv.gz",
            description = "a new file of the platform's data folder")
        @Nullable String file,
    @Schema(description = "first day or time, UTC") @Nullable String from,
    @Schema(description = "last day, or the time before which it ends") @Nullable String to) {}
