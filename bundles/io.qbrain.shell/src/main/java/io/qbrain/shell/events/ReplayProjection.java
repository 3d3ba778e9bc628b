package io.qbrain.shell.events;

import io.qbrain.model.EventPosition;
import io.qbrain.service.EventService;
import io.qbrain.service.EventService.ReaderView;
import io.qbrain.shell.ChangeAction;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.completion.ProjectionCompleter;
import io.qbrain.shell.output.Output;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Empties a projection and makes it again of the log. */
@Service
@Command(
    scope = "events",
    name = "replay",
    description = "Empties a projection and makes it again of the event log.")
public final class ReplayProjection extends ChangeAction {
  @Argument(
      index = 0,
      name = "projection",
      required = true,
      description = "name of a projection, see events:readers")
  @Completion(ProjectionCompleter.class)
  private String projection = "";

  @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Option(
      name = "--after",
      description = "only events after a position; all that are kept if it is left out",
      valueToShowInHelp = "")
  private String after = "";

  @Reference(optional = true)
  private @Nullable EventService events;

  @Override
  protected void run(Output out) {
    ReaderView view = ready(events).replay(projection, parse(EventPosition::new, after), reason());
    out.done(view, "Making " + projection + " again; events:readers says how far it is behind.");
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
