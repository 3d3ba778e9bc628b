package io.qbrain.rest.view;

import io.qbrain.service.AccountingService.AnnouncementView;
import io.swagger.v3.oas.annotations.media.Schema;

/** A rate or corporate action that is to come. */
@Schema(description = "A rate or corporate action that is to come.")
public record Announcement(
    @Schema(example = "split:SPY.ARCA:2026-03-20T13:30:00Z") String key,
    @Schema(format = "date-time") String due,
    String what) {

  /** Renders an announcement. */
  public static Announcement of(AnnouncementView v) {
    return new Announcement(v.key(), Moment.of(v.dueNanos()), v.what());
  }
}
