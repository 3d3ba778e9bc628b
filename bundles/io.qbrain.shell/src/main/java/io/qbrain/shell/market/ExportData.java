package io.qbrain.shell.market;

import io.qbrain.service.DataService;
import io.qbrain.service.DataService.ExportRequest;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.completion.SeriesCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Writes a series as CSV or Parquet into the data folder. */
@Service
@Command(
    scope = "data",
    name = "export",
    description =
        "Writes a series into the data folder: CSV, packed if the name ends in .gz, or .parquet.")
public final class ExportData extends JobAction {
  @Argument(index = 0, name = "series", required = true, description = "e.g. SPY.ARCA:1m")
  @Completion(SeriesCompleter.class)
  private String series = "";

  @Argument(index = 1, name = "file", required = true, description = "a new file, e.g. spy.csv.gz")
  private String file = "";

  @Argument(index = 2, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Option(name = "--from", description = "first day or time, UTC")
  private @Nullable String from;

  @Option(name = "--to", description = "last day, or the time before which it ends")
  private @Nullable String to;

  @Reference(optional = true)
  private @Nullable DataService data;

  @Override
  protected void run(Output out) {
    DataService service = ready(data);
    follow(
        service,
        service.export(
            new ExportRequest(series, file, Optional.ofNullable(from), Optional.ofNullable(to))),
        out);
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
