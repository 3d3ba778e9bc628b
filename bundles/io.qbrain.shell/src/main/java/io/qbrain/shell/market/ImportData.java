package io.qbrain.shell.market;

import io.qbrain.service.DataService;
import io.qbrain.service.DataService.ImportRequest;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Brings files of the data folder into the store. */
@Service
@Command(
    scope = "data",
    name = "import",
    description = "Brings files of the data folder into the store; begun again, it goes on.")
public final class ImportData extends JobAction {
  @Argument(
      index = 0,
      name = "data",
      required = true,
      description = "e.g. SPY.ARCA:1m=spy.csv?market=us-equities")
  private String files = "";

  @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Option(name = "--replace", description = "rows that differ from the store replace its own")
  private boolean replace;

  @Reference(optional = true)
  private @Nullable DataService data;

  @Override
  protected void run(Output out) {
    DataService service = ready(data);
    follow(service, service.importFiles(new ImportRequest(files, replace)), out);
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
