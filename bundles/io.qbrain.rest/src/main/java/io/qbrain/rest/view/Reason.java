package io.qbrain.rest.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Why something is asked for.
 *
 * @param reason text for the record
 */
@Schema(description = "Why something is asked for; kept in the record.")
public record Reason(@Nullable String reason) {}
