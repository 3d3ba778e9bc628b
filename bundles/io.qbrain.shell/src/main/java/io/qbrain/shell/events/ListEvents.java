package io.qbrain.shell.events;

import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.model.Times;
import io.qbrain.service.EventService;
import io.qbrain.service.EventService.EventQuery;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.completion.OptionCompleter;
import io.qbrain.shell.completion.TopicCompleter;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.trading.LimitOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

/** Lists events of a topic, the oldest first. */
@Service
@Command(
    scope = "events",
    name = "list",
    description = "Lists events of a topic of the event log, the oldest first.")
public final class ListEvents extends ShellAction {
  @Argument(
      index = 0,
      name = "topic",
      required = false,
      description = "audit (accounts), system or performance")
  @Completion(TopicCompleter.class)
  private String topic = "audit";

  @Argument(index = 1, name = OPTIONS, multiValued = true, description = OPTIONS_HELP)
  @Completion(OptionCompleter.class)
  private List<String> trailing = List.of();

  @Option(
      name = "--stream",
      description = "only this stream, e.g. an account",
      valueToShowInHelp = "")
  private String stream = "";

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

  @Option(name = "--log", description = "outbox or kafka", valueToShowInHelp = "outbox")
  @Completion(
      value = StringsCompleter.class,
      values = {"outbox", "kafka"})
  private String log = EventService.OUTBOX;

  @Reference(optional = true)
  private @Nullable EventService events;

  @Override
  protected void run(Output out) {
    EventService service = ready(events);
    EventTopic wanted = parse(EventTopic::parse, topic);
    int most = LimitOption.parse(limit);
    EventPage page =
        service.list(
            new EventQuery(
                log,
                wanted,
                stream.isEmpty() ? Optional.empty() : Optional.of(stream),
                place(service, wanted),
                most));
    out.rows(EventRows.TABLE, page.events());
    if (page.events().size() == most) {
      out.hint("More: events:list " + topic + " --after " + page.next());
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
      return service.at(log, wanted, Times.nanos(Instant.parse(since)));
    } catch (DateTimeParseException e) {
      throw invalid("expected a time such as 2026-01-02T15:00:00Z, found '" + since + "'");
    }
  }

  @Override
  protected List<String> trailing() {
    return trailing;
  }
}
