package io.qbrain.rest.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A split, dividend or delisting.
 *
 * @param kind SPLIT, DIVIDEND or DELISTING
 * @param instrument whose it is
 * @param ex from when on the price is without it
 * @param ratio of a split, new:old
 * @param perShare of a dividend
 * @param paid when a dividend is paid; absent for the ex time
 * @param price at a delisting; absent for the last price
 * @param now whether to book it now on what is held now, though its time is over
 * @param reason text for the record
 */
@Schema(description = "A split, dividend or delisting, booked at its ex time or now.")
public record NewAction(
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            allowableValues = {"SPLIT", "DIVIDEND", "DELISTING"})
        @Nullable String kind,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "SPY.ARCA")
        @Nullable String instrument,
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            format = "date-time",
            description = "from when on the price is without it")
        @Nullable String ex,
    @Schema(example = "2:1", description = "of a split, new:old") @Nullable String ratio,
    @Schema(description = "of a dividend") @Nullable Amount perShare,
    @Schema(format = "date-time", description = "when a dividend is paid; absent for the ex time")
        @Nullable String paid,
    @Schema(format = "decimal", description = "of a delisting; absent for the last price")
        @Nullable String price,
    @Schema(description = "book it now on what is held now, though its time is over")
        @Nullable Boolean now,
    @Nullable String reason) {}
