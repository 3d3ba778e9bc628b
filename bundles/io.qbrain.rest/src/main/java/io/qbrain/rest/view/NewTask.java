package io.qbrain.rest.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A task that is asked for. */
@Schema(description = "A task that is asked for.")
public record NewTask(
    @Schema(description = "absent for the kind and a number", example = "nightly-check")
        @Nullable String id,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "ledger-check")
        @Nullable String kind,
    @Schema(description = "texts, numbers, booleans or lists of these; what is left out is default")
        @Nullable Map<String, JsonNode> parameters,
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            description =
                "now; at 2026-01-02T17:00; every PT15M; close us-equities PT15M; or cron: minute,"
                    + " hour, day of month, month, day of week, with six fields the second first",
            example = "30 17 * * MON-FRI")
        @Nullable String schedule,
    @Schema(description = "time zone of the schedule; UTC if absent", example = "America/New_York")
        @Nullable String zone,
    @Nullable RetryPolicy retry) {}
