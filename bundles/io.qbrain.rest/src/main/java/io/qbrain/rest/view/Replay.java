package io.qbrain.rest.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * From where a projection is made again.
 *
 * @param after position in the log; all that is kept if absent
 * @param reason text for the record
 */
@Schema(description = "From where a projection is made again, and why.")
public record Replay(
    @Schema(description = "a position that a listing gave; all that is kept if absent")
        @Nullable String after,
    @Nullable String reason) {}
