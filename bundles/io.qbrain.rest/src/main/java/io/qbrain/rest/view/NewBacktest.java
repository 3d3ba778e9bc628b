package io.qbrain.rest.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A backtest that is asked for. */
@Schema(description = "A backtest that is asked for.")
public record NewBacktest(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "ema-cross@1.0.0")
        @Nullable String strategy,
    @Schema(description = "texts, numbers, booleans or lists of these; what is left out is default")
        @Nullable Map<String, JsonNode> parameters,
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            example = "[\"SPY.ARCA:1d=spy.csv\"]",
            description = "one file of the platform's data folder per instrument")
        @Nullable List<@Nullable String> data,
    @Schema(description = "money at the start; 100000 USD if it is left out")
        @Nullable Amount capital,
    @Schema(description = "fill convention, fees and account rules; absent for the default")
        @Nullable String preset,
    @Schema(format = "date", description = "first day") @Nullable String from,
    @Schema(format = "date", description = "last day") @Nullable String to,
    @Schema(
            description =
                "settings that differ from the preset, a value or a list of values by name; GET"
                    + " /backtests/options lists the names",
            example = "{\"fill-timing\": \"next-close\", \"slippage\": \"ticks:1\"}")
        @Nullable Map<String, JsonNode> options) {}
