package io.qbrain.rest.view;

import io.qbrain.service.DataService.SeriesView;
import io.swagger.v3.oas.annotations.media.Schema;

/** A series of the store. */
@Schema(description = "A series of the store.")
public record Series(
    @Schema(example = "SPY.ARCA:1m") String series,
    long rows,
    @Schema(format = "date-time", description = "time of the first row") String first,
    @Schema(format = "date-time", description = "time of the last row") String last,
    @Schema(description = "bytes on the disk") long bytes) {

  /** Renders a series. */
  public static Series of(SeriesView v) {
    return new Series(
        v.series(), v.rows(), Moment.of(v.firstNanos()), Moment.of(v.lastNanos()), v.bytes());
  }
}
