package io.qbrain.shell.task;

import io.qbrain.model.Report;
import io.qbrain.service.ReportService;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.output.Details;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Shows a report. */
@Service
@Command(scope = "report", name = "show", description = "Shows a report.")
public final class ShowReport extends ShellAction {
  @Argument(index = 0, name = "number", required = true, description = "number of a report")
  private String number = "";

  @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Reference(optional = true)
  private @Nullable ReportService reports;

  @Override
  protected void run(Output out) {
    Report report = ready(reports).get(parse(Given::number, number));
    Details details = new Details().line("Title", report.title());
    report.facts().forEach(fact -> details.line(fact.name(), fact.value()));
    out.details(report, details);
    for (Report.Table table : report.tables()) {
      out.more(table.name(), rows(table), table.rows());
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Table<List<String>> rows(Report.Table table) {
    Table<List<String>> shown = Table.of((Class<List<String>>) (Class) List.class, "No rows.");
    for (int i = 0; i < table.columns().size(); i++) {
      int column = i;
      shown = shown.text(table.columns().get(i), row -> row.get(column));
    }
    return shown;
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
