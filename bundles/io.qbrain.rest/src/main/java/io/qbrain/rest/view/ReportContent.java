package io.qbrain.rest.view;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** A report's content. */
@Schema(description = "Facts and tables, in order.")
public record ReportContent(
    String kind,
    String subject,
    String key,
    String title,
    List<ReportFact> facts,
    List<ReportTable> tables) {

  /** Renders a report. */
  public static ReportContent of(io.qbrain.model.Report r) {
    return new ReportContent(
        r.kind(),
        r.subject(),
        r.key(),
        r.title(),
        r.facts().stream().map(f -> new ReportFact(f.name(), f.value())).toList(),
        r.tables().stream().map(t -> new ReportTable(t.name(), t.columns(), t.rows())).toList());
  }
}
