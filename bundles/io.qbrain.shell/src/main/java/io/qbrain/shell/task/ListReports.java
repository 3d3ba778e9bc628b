package io.qbrain.shell.task;

import io.qbrain.service.ReportService;
import io.qbrain.service.ReportService.ReportFilter;
import io.qbrain.service.ReportService.ReportView;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.output.Cell;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists reports, the newest first. */
@Service
@Command(scope = "report", name = "list", description = "Lists reports, the newest first.")
public final class ListReports extends ShellAction {
  private static final Table<ReportView> TABLE =
      Table.of(ReportView.class, "No reports.")
          .number("Number", ReportView::number)
          .text("Kind", ReportView::kind)
          .text("Subject", ReportView::subject)
          .text("Key", ReportView::key)
          .text("Title", ReportView::title)
          .text("Created", report -> Cell.time(report.createdNanos()))
          .number("Run", ReportView::run);

  @Option(name = "--kind", description = "of this kind only", valueToShowInHelp = "all")
  private String kind = "";

  @Option(name = "--subject", description = "of this subject only", valueToShowInHelp = "all")
  private String subject = "";

  @Option(
      name = "--param",
      multiValued = true,
      description = "with this parameter of a strategy only, name=value; once for each",
      valueToShowInHelp = "")
  private List<String> parameters = List.of();

  @Option(
      name = "--fact",
      multiValued = true,
      description = "with this fact only, name=value; once for each",
      valueToShowInHelp = "")
  private List<String> facts = List.of();

  @Option(
      name = "--before",
      description = "before this number: the last one of the page before",
      valueToShowInHelp = "")
  private String before = "";

  @Option(name = "--limit", description = "how many at most, 1 to 1000", valueToShowInHelp = "100")
  private String limit = "100";

  @Reference(optional = true)
  private @Nullable ReportService reports;

  @Override
  protected void run(Output out) {
    Map<String, String> wanted = new TreeMap<>(pairs("--fact", facts));
    pairs("--param", parameters).forEach((name, value) -> wanted.put("parameter " + name, value));
    ReportFilter filter =
        new ReportFilter(
            Given.of(kind, k -> k),
            Given.of(subject, s -> s),
            Given.of(before, b -> parse(Given::number, b)),
            parse(Given::limit, limit),
            wanted);
    List<ReportView> found = ready(reports).list(filter);
    out.rows(TABLE, found);
    if (found.size() == filter.limit()) {
      out.hint("There may be more: --before " + found.get(found.size() - 1).number());
    }
  }
}
