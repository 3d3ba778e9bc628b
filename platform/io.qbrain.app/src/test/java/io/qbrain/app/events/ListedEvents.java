package io.qbrain.app.events;

import io.qbrain.model.EventDraft;
import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.model.LoggedEvent;
import io.qbrain.port.EventCursors;
import io.qbrain.port.EventLog;
import io.qbrain.port.EventProjection;
import io.qbrain.port.PortException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A log and its cursors in lists; either may be away. Positions are numbers of lines. */
final class ListedEvents implements EventLog, EventCursors {
  private final List<LoggedEvent> events = new ArrayList<>();
  private final Map<String, EventPosition> positions = new TreeMap<>();
  private final Map<String, Claim> claims = new TreeMap<>();
  private long tokens;

  /** While it is set, nothing answers. */
  volatile boolean isAway;

  /** So often a cursor may move yet. */
  volatile int moves = Integer.MAX_VALUE;

  private void check() {
    if (isAway) {
      throw new PortException("the lists are away");
    }
  }

  synchronized void add(EventTopic topic, String stream, String type, String data) {
    append(List.of(new EventDraft(topic, stream, type, 1, 1_767_366_245_000_000_000L, data)));
  }

  @Override
  public String describe() {
    return "a list";
  }

  @Override
  public synchronized void append(List<EventDraft> drafts) {
    check();
    for (EventDraft d : drafts) {
      long number =
          1
              + events.stream()
                  .filter(e -> e.topic() == d.topic() && e.stream().equals(d.stream()))
                  .count();
      events.add(
          new LoggedEvent(
              new EventPosition("" + (events.size() + 1)),
              d.topic(),
              d.stream(),
              number,
              d.type(),
              d.version(),
              d.timeNanos(),
              d.data()));
    }
  }

  private static int line(EventPosition position) {
    if (!position.isStart() && !position.text().matches("\\d{1,9}")) {
      throw new PortException("'" + position + "' is of another log");
    }
    return position.isStart() ? 0 : Integer.parseInt(position.text());
  }

  @Override
  public synchronized EventPage read(
      EventTopic topic, Optional<String> stream, EventPosition after, int limit) {
    check();
    List<LoggedEvent> found =
        events.subList(line(after), events.size()).stream()
            .filter(e -> e.topic() == topic)
            .filter(e -> stream.isEmpty() || stream.get().equals(e.stream()))
            .limit(limit)
            .toList();
    return new EventPage(
        found, found.size() < limit ? end(topic) : found.get(found.size() - 1).position());
  }

  @Override
  public synchronized EventPosition end(EventTopic topic) {
    check();
    return events.isEmpty() ? EventPosition.START : new EventPosition("" + events.size());
  }

  @Override
  public EventPosition at(EventTopic topic, long timeNanos) {
    check();
    return EventPosition.START;
  }

  @Override
  public synchronized long countAfter(EventTopic topic, EventPosition after, long atMost) {
    check();
    return events.subList(line(after), events.size()).stream()
        .filter(e -> e.topic() == topic)
        .limit(atMost)
        .count();
  }

  @Override
  public synchronized Optional<Claim> claim(String cursor, String owner, Duration timeToLive) {
    check();
    Claim last = claims.get(cursor);
    if (last != null && !last.owner().equals(owner)) {
      return Optional.empty();
    }
    return Optional.of(claims.computeIfAbsent(cursor, name -> new Claim(name, owner, ++tokens)));
  }

  @Override
  public synchronized void release(Claim claim) {
    check();
    claims.remove(claim.cursor(), claim);
  }

  /** Takes the claim of a reader that was killed. */
  synchronized void expire(String cursor) {
    claims.remove(cursor);
  }

  @Override
  public synchronized EventPosition position(String cursor, EventTopic topic) {
    check();
    return positions.getOrDefault(cursor + "/" + topic, EventPosition.START);
  }

  @Override
  public synchronized void move(Claim claim, EventTopic topic, EventPosition to) {
    check();
    if (!claim.equals(claims.get(claim.cursor()))) {
      throw new PortException("the claim of " + claim.owner() + " is not the last one");
    }
    if (moves <= 0) {
      throw new PortException("killed before the cursor moved");
    }
    moves--;
    positions.put(claim.cursor() + "/" + topic, to);
  }

  @Override
  public synchronized int apply(
      Claim claim, EventProjection projection, EventTopic topic, EventPage page) {
    try {
      projection.apply(NoConnection.INSTANCE, page.events());
    } catch (SQLException e) {
      throw new PortException("projection " + projection.name() + ": " + e.getMessage(), e);
    }
    move(claim, topic, page.next());
    return page.events().size();
  }

  @Override
  public synchronized void restart(
      Claim claim, EventProjection projection, Map<EventTopic, EventPosition> from) {
    try {
      projection.clear(NoConnection.INSTANCE);
    } catch (SQLException e) {
      throw new PortException("projection " + projection.name() + ": " + e.getMessage(), e);
    }
    from.forEach((topic, place) -> move(claim, topic, place));
  }

  @Override
  public synchronized List<CursorView> list() {
    check();
    Map<String, Map<EventTopic, EventPosition>> places = new TreeMap<>();
    positions.forEach(
        (name, place) -> {
          int slash = name.lastIndexOf('/');
          places
              .computeIfAbsent(name.substring(0, slash), c -> new TreeMap<>())
              .put(EventTopic.parse(name.substring(slash + 1)), place);
        });
    return places.entrySet().stream()
        .map(
            e ->
                new CursorView(
                    e.getKey(),
                    Optional.ofNullable(claims.get(e.getKey())).map(Claim::owner),
                    1,
                    e.getValue(),
                    7))
        .toList();
  }
}
