package io.qbrain.app.events;

import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.model.LoggedEvent;
import io.qbrain.model.ReasonCode;
import io.qbrain.model.Times;
import io.qbrain.port.EventCursors;
import io.qbrain.port.EventCursors.Claim;
import io.qbrain.port.EventLog;
import io.qbrain.port.EventStream;
import io.qbrain.port.EventStream.Delivered;
import io.qbrain.port.StreamMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings what somebody should hear of now from the event log to the stream of alerts. Its cursor
 * moves only once the stream has them, so none is lost, whoever is killed when. After a start or a
 * failure, which may have come between the two, it looks which ones the stream has: each is there
 * once as long as the stream keeps it, and has its id in the log in the header {@code event}.
 */
public final class AlertRelay {
  /** The name of its cursor. */
  public static final String CURSOR = "alerts";

  /** Header: the event's topic, stream and number, e.g. {@code audit/paper/17}. */
  public static final String EVENT = "event";

  private static final int PAGE = 500;
  private static final List<EventTopic> TOPICS = List.of(EventTopic.AUDIT, EventTopic.SYSTEM);
  private static final Set<String> SYSTEM_ALERTS =
      Set.of(
          "feed.silent", "feed.heard", "messages.near-limit", "messages.below-limit", "task.dead");

  /** How the parts of platform:status begin whose market's calendar ends soon. */
  private static final String MARKET = "market ";

  private final EventLog log;
  private final EventCursors cursors;
  private final EventStream streams;
  private final CursorLoop loop;

  /** Whether everything that was published is behind the cursor. */
  private boolean isSure;

  private long token = -1;

  /**
   * Makes a relay.
   *
   * @param log where alerts come from
   * @param cursors where it keeps its place
   * @param streams where they go
   */
  public AlertRelay(EventLog log, EventCursors cursors, EventStream streams) {
    this.log = log;
    this.cursors = cursors;
    this.streams = streams;
    this.loop = new CursorLoop(CURSOR, cursors, this::take);
  }

  /** Returns why it does not go on; empty if it does. */
  public String problem() {
    return loop.problem();
  }

  /** Begins; does nothing if it began. */
  public void start() {
    loop.start();
  }

  /** Ends; its place is kept. */
  public void stop() {
    loop.stop();
  }

  private int take(Claim claim) {
    if (claim.token() != token) {
      token = claim.token();
      isSure = false; // another node may have been at it meanwhile
    }
    int taken = 0;
    for (EventTopic topic : TOPICS) {
      EventPosition place = cursors.position(CURSOR, topic);
      EventPage page = log.read(topic, Optional.empty(), place, PAGE);
      if (!page.next().equals(place)) {
        publish(page.events());
        cursors.move(claim, topic, page.next());
        isSure = true;
        taken += page.events().size();
      }
    }
    return taken;
  }

  private void publish(List<LoggedEvent> events) {
    List<StreamMessage> alerts = new ArrayList<>();
    for (LoggedEvent event : events) {
      alert(event).ifPresent(alerts::add);
    }
    if (alerts.isEmpty()) {
      return;
    }
    if (!isSure) {
      Set<String> there = published();
      alerts.removeIf(alert -> there.contains(alert.headers().get(EVENT)));
    }
    isSure = false; // until the cursor has moved
    if (!alerts.isEmpty()) {
      streams.publish(EventStream.ALERTS, alerts);
    }
  }

  private Set<String> published() {
    Set<String> there = new HashSet<>();
    List<Delivered> page = streams.read(EventStream.ALERTS, "", PAGE);
    while (!page.isEmpty()) {
      page.forEach(d -> there.add(d.message().headers().getOrDefault(EVENT, "")));
      page = streams.read(EventStream.ALERTS, page.get(page.size() - 1).id(), PAGE);
    }
    return there;
  }

  /** Returns what somebody should hear of; empty for most events. */
  static Optional<StreamMessage> alert(LoggedEvent event) {
    return switch (event.type()) {
      case "instance.changed" ->
          field(event, "state").equals("FAULTED")
              ? Optional.of(message(event, field(event, "id"), "instance.faulted"))
              : Optional.empty();
      case "kill.changed" ->
          Optional.of(
              message(
                  event,
                  field(event, "scope"),
                  field(event, "latched").equals("true") ? "kill.set" : "kill.cleared"));
      case "order.changed" -> refusing(event);
      case "part.changed" ->
          field(event, "part").startsWith(MARKET)
              ? Optional.of(message(event, field(event, "part"), "market.calendar-ends"))
              : Optional.empty();
      default ->
          event.topic() == EventTopic.SYSTEM && SYSTEM_ALERTS.contains(event.type())
              ? Optional.of(message(event, subject(event), event.type()))
              : Optional.empty();
    };
  }

  /** An order that is larger than it may be, and that its venue leaves so. */
  private static Optional<StreamMessage> refusing(LoggedEvent event) {
    boolean refuses =
        field(event, "reason").startsWith(ReasonCode.VENUE_REFUSES.name())
            && !field(event, "status").startsWith("PENDING_");
    return refuses
        ? Optional.of(message(event, field(event, "instance"), "order.venue-refuses"))
        : Optional.empty();
  }

  /** Returns the feed or the task that an event is about; empty if it is about neither. */
  private static String subject(LoggedEvent event) {
    return field(event, event.type().equals("task.dead") ? "task" : "feed");
  }

  private static String field(LoggedEvent event, String name) {
    return PlainJson.field(event.data(), name).orElse("");
  }

  private static StreamMessage message(LoggedEvent event, String key, String type) {
    String body =
        "{\"event\":\""
            + event.id()
            + "\",\"time\":\""
            + Times.instant(event.timeNanos())
            + "\",\"data\":"
            + event.data()
            + "}";
    return StreamMessage.of(key.isEmpty() ? event.stream() : key, type, body)
        .withHeader(EVENT, event.id());
  }
}
