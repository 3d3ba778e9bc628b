package io.qbrain.shell;

import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.model.LoggedEvent;
import io.qbrain.service.EventService;
import io.qbrain.service.ServiceException;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

/** One event, a relay and a projection. */
final class EventDoubles implements EventService {
  final List<String> calls = new CopyOnWriteArrayList<>();

  /** What the next readings find; then the one event, again and again. */
  final Deque<EventPage> pages = new ConcurrentLinkedDeque<>();

  /** While it is set, nothing can be read. */
  volatile boolean isAway;

  private static ReaderView reader(String name, boolean projection) {
    return new ReaderView(
        name,
        projection,
        Optional.of("node"),
        Map.of(EventTopic.AUDIT, new EventPosition("0.7.1")),
        3,
        Doubles.NOON,
        "");
  }

  @Override
  public List<LogView> logs() {
    return List.of(new LogView("outbox", "here"));
  }

  @Override
  public EventPage list(EventQuery query) {
    calls.add(query.toString());
    if (isAway) {
      throw new ServiceException(
          ServiceException.Kind.UNAVAILABLE, "events.unavailable", "the log is away");
    }
    EventPage next = pages.poll();
    if (next != null) {
      return next;
    }
    return new EventPage(
        List.of(
            new LoggedEvent(
                new EventPosition("0.7.1"),
                query.topic(),
                "paper",
                17,
                "order.filled",
                1,
                Doubles.NOON,
                "{\"price\":\"0.10\"}")),
        new EventPosition("0.7.1"));
  }

  @Override
  public EventPosition end(String log, EventTopic topic) {
    return EventPosition.START;
  }

  @Override
  public EventPosition at(String log, EventTopic topic, long timeNanos) {
    calls.add("at " + log + " " + topic + " " + timeNanos);
    return new EventPosition("0.5.5");
  }

  @Override
  public List<ReaderView> readers() {
    return List.of(reader("kafka", false), reader("trade-days", true));
  }

  @Override
  public ReaderView replay(String projection, EventPosition from, String reason) {
    calls.add("replay " + projection + " '" + from + "' " + reason);
    return reader(projection, true);
  }
}
