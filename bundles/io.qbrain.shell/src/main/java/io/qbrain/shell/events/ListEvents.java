package io.qbrain.shell.events;

import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.model.Times;
import io.qbrain.service.EventService;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.trading.LimitOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists events of a topic, the oldest first. */
@Service
@Command(
    scope = "events",
    name = "list",
    description = "Lists events of a topic of the event log, the oldest first.")
public final class ListEvents extends TopicAction {
  @Option(
      name = "--after",
      description = "after a position that a listing gave",
      valueToShowInHelp = "")
  private String after = "";

  @Option(
      name = "--since",
      description = "from a little before a time on, e.g. 2026-01-02T15:00:00Z",
      valueToShowInHelp = "")
  private String since = "";

  @Option(name = "--limit", description = "how many at most, 1 to 1000", valueToShowInHelp = "100")
  private String limit = "100";

  @Override
  protected void run(EventService service, EventTopic wanted, Output out) {
    int most = LimitOption.parse(limit);
    EventPage page = service.list(query(wanted, place(service, wanted), most));
    out.rows(EventRows.TABLE, page.events());
    if (page.events().size() == most) {
      out.hint("More: events:list " + wanted + " --after " + page.next());
    }
  }

  private EventPosition place(EventService service, EventTopic wanted) {
    if (since.isEmpty()) {
      return parse(EventPosition::new, after);
    }
    if (!after.isEmpty()) {
      throw invalid("expected --after or --since, found both");
    }
    try {
      return service.at(log(), wanted, Times.nanos(Instant.parse(since)));
    } catch (DateTimeParseException e) {
      throw invalid("expected a time such as 2026-01-02T15:00:00Z, found '" + since + "'");
    }
  }
}
