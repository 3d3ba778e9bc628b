package io.qbrain.rest.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Files that are to be brought into the store. */
@Schema(description = "Files that are to be brought into the store.")
public record NewImport(
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            example = "SPY.ARCA:1m=spy.csv?market=us-equities",
            description = "files of the platform's data folder")
        @Nullable String data,
    @Schema(description = "whether rows that differ from the store replace its own")
        @Nullable Boolean replace) {}
