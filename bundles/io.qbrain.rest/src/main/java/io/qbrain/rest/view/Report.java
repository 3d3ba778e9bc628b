package io.qbrain.rest.view;

import io.qbrain.service.ReportService.ReportView;
import io.swagger.v3.oas.annotations.media.Schema;

/** A report without its content. */
@Schema(description = "A report that a task keeps, without its content.")
public record Report(
    @Schema(description = "a later report has a greater one") long number,
    @Schema(example = "account-daily") String kind,
    @Schema(description = "an account, a market, a batch") String subject,
    @Schema(description = "a day, a digest") String key,
    String title,
    @Schema(format = "date-time") String created,
    @Schema(description = "number of the run that made it") long run) {

  /** Renders a report. */
  public static Report of(ReportView v) {
    return new Report(
        v.number(),
        v.kind(),
        v.subject(),
        v.key(),
        v.title(),
        Moment.of(v.createdNanos()),
        v.run());
  }
}
