package io.qbrain.rest.view;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Terms of an account that are to change.
 *
 * @param terms those that change, by name
 * @param reason text for the record
 */
@Schema(description = "Terms of an account that are to change; what is left out stays.")
public record NewTerms(
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            example = "{\"conversion\":\"on-request\"}")
        @Nullable Map<String, String> terms,
    @Nullable String reason) {}
