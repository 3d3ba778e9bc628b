package io.qbrain.rest.view;

import io.qbrain.service.DataService.Job;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Long work on data. */
@Schema(description = "Long work on data.")
public record DataJob(
    String id,
    @Schema(allowableValues = {"import", "export", "synchronise"}) String kind,
    String what,
    @Schema(allowableValues = {"WAITING", "RUNNING", "DONE", "FAILED", "CANCELLED"}) String state,
    @Schema(description = "how far it is, of all") long done,
    @Schema(description = "0 while nobody knows") long all,
    @Schema(description = "what came of it") String summary,
    @Schema(description = "findings with file and line, conflicts, gaps") List<String> remarks,
    @Schema(format = "date-time") @Nullable String started,
    @Schema(format = "date-time") @Nullable String ended) {

  /** Renders a job. */
  public static DataJob of(Job v) {
    return new DataJob(
        v.id(),
        v.kind(),
        v.what(),
        v.state().name(),
        v.done(),
        v.all(),
        v.summary(),
        v.remarks(),
        Moment.ofLast(v.startedNanos()),
        Moment.ofLast(v.endedNanos()));
  }
}
