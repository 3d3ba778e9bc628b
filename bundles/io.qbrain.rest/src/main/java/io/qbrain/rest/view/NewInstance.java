package io.qbrain.rest.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An instance that is asked for. */
@Schema(description = "An instance that is asked for.")
public record NewInstance(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "ema-btc") @Nullable String id,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "ema-cross@1.0.0")
        @Nullable String strategy,
    @Schema(description = "texts, numbers, booleans or lists of these; what is left out is default")
        @Nullable Map<String, JsonNode> parameters,
    @Schema(description = "absent for the only account") @Nullable String account,
    @Schema(description = "money of its book; absent for the platform's default")
        @Nullable Amount capital) {}
