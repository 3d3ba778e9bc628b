package io.qbrain.shell.events;

import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.model.LoggedEvent;
import io.qbrain.service.EventService;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.shell.output.Output;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/**
 * Follows a topic: events are printed as they come, one a line, until the thread of the command is
 * interrupted, which Ctrl-C does, or nobody reads what is printed any more.
 */
@Service
@Command(
    scope = "events",
    name = "tail",
    description = "Follows a topic of the event log; Ctrl-C ends it.")
public final class TailEvents extends TopicAction {
  private static final long LOOK_MILLIS = 250;
  private static final int PAGE = 500;
  private static final String NUMBER = "[1-9][0-9]{0,8}";

  @Option(
      name = "--type",
      description = "only types that begin so, e.g. order.",
      valueToShowInHelp = "")
  private String type = "";

  @Option(
      name = "--after",
      description = "begin after a position that a listing gave, and not with the next event",
      valueToShowInHelp = "")
  private String after = "";

  @Option(name = "--count", description = "end after so many events", valueToShowInHelp = "")
  private String count = "";

  @Override
  protected void run(EventService service, EventTopic wanted, Output out) {
    if (!count.isEmpty() && !count.matches(NUMBER)) {
      throw invalid("expected --count of 1 or more, found '" + count + "'");
    }
    long left = count.isEmpty() ? Long.MAX_VALUE : Long.parseLong(count);
    EventPosition place =
        after.isEmpty() ? service.end(log(), wanted) : parse(EventPosition::new, after);
    boolean isAway = false;
    while (left > 0 && !out.isBroken() && !Thread.interrupted()) {
      EventPosition before = place;
      try {
        EventPage page = service.list(query(wanted, place, PAGE));
        place = page.next();
        left -= print(page.events(), left, out);
        isAway = false;
      } catch (ServiceException e) {
        if (e.kind() != Kind.UNAVAILABLE) {
          throw e;
        }
        if (!isAway) {
          out.hint("... " + e.getMessage() + "; waiting");
        }
        isAway = true;
      }
      if (left > 0 && place.equals(before) && !pause()) {
        return;
      }
    }
  }

  private long print(List<LoggedEvent> found, long most, Output out) {
    List<LoggedEvent> printed =
        found.stream().filter(event -> event.type().startsWith(type)).limit(most).toList();
    printed.forEach(event -> out.line(EventRows.LINE, event));
    return printed.size();
  }

  /** Returns whether to go on. */
  private static boolean pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      return true;
    } catch (InterruptedException e) {
      // Ctrl-C: the command has ended, and its thread is the session's.
      return false;
    }
  }
}
