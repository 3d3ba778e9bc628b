package io.qbrain.rest.view;

import io.qbrain.service.DataService.GapView;
import io.qbrain.service.DataService.GapsView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** What is missing of a series. */
@Schema(description = "What is missing of a series.")
public record Gaps(
    String series,
    @Schema(description = "rows in the range") long rows,
    @Schema(description = "the first 1,000 gaps") List<Gap> gaps,
    @Schema(description = "how many gaps there are") long count,
    @Schema(description = "rows missing in all of them") long missing) {

  /** A hole in a series. */
  @Schema(description = "A hole in a series.")
  public record Gap(
      @Schema(format = "date-time", description = "time of the last row before") String after,
      @Schema(format = "date-time", description = "time of the first row after") String before,
      long missing) {

    static Gap of(GapView v) {
      return new Gap(Moment.of(v.fromNanos()), Moment.of(v.toNanos()), v.missing());
    }
  }

  /** Renders what is missing. */
  public static Gaps of(GapsView v) {
    return new Gaps(
        v.series(), v.rows(), v.gaps().stream().map(Gap::of).toList(), v.count(), v.missing());
  }
}
