package io.qbrain.app.events;

import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.port.EventCursors;
import io.qbrain.port.EventCursors.CursorView;
import io.qbrain.port.EventLog;
import io.qbrain.port.PortException;
import io.qbrain.service.EventService;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service of the event log, over the logs and projections that there are. Thread-safe. */
public final class EventDesk implements EventService {
  private static final Logger LOG = LoggerFactory.getLogger(EventDesk.class);
  private static final long COUNT_AT_MOST = 100_000;

  private final EventCursors cursors;
  private final Map<String, EventLog> logs = new ConcurrentSkipListMap<>();
  private final Map<String, Projector> projectors = new ConcurrentSkipListMap<>();
  private final Map<String, Supplier<String>> problems = new ConcurrentSkipListMap<>();

  /** Makes a service without logs. */
  public EventDesk(EventCursors cursors) {
    this.cursors = cursors;
  }

  /** Adds a log under its name. */
  public void addLog(String name, EventLog log) {
    logs.put(name, log);
  }

  /** Forgets a log. */
  public void removeLog(String name) {
    logs.remove(name);
  }

  /** Adds a projection. */
  public void addProjector(Projector projector) {
    projectors.put(projector.name(), projector);
  }

  /** Adds what says why a reader that is no projection does not go on; empty if it does. */
  public void addProblem(String reader, Supplier<String> problem) {
    problems.put(reader, problem);
  }

  /** Forgets a projection. */
  public void removeProjector(Projector projector) {
    projectors.remove(projector.name(), projector);
  }

  @Override
  public List<LogView> logs() {
    return logs.entrySet().stream()
        .map(log -> new LogView(log.getKey(), log.getValue().describe()))
        .toList();
  }

  @Override
  public EventPage list(EventQuery query) {
    EventLog log = log(query.log());
    if (query.limit() < 1 || query.limit() > EventLog.MAX_PAGE) {
      throw new ServiceException(
          Kind.INVALID,
          "events.query",
          "expected a limit of 1 to " + EventLog.MAX_PAGE + ", found " + query.limit());
    }
    return answer(() -> log.read(query.topic(), query.stream(), query.after(), query.limit()));
  }

  @Override
  public EventPosition end(String log, EventTopic topic) {
    EventLog found = log(log);
    return answer(() -> found.end(topic));
  }

  @Override
  public EventPosition at(String log, EventTopic topic, long timeNanos) {
    EventLog found = log(log);
    return answer(() -> found.at(topic, timeNanos));
  }

  private EventLog log(String name) {
    @Nullable EventLog log = logs.get(name);
    if (log == null) {
      throw new ServiceException(
          Kind.NOT_FOUND,
          "log.unknown",
          "there is no event log '" + name + "'; there is " + String.join(", ", logs.keySet()));
    }
    return log;
  }

  private static <T> T answer(Supplier<T> question) {
    try {
      return question.get();
    } catch (PortException e) {
      String message = String.valueOf(e.getMessage());
      if (message.contains("is of another log")) {
        throw new ServiceException(Kind.INVALID, "events.query", message, e);
      }
      throw new ServiceException(Kind.UNAVAILABLE, "events.unavailable", message, e);
    }
  }

  @Override
  public List<ReaderView> readers() {
    return answer(() -> cursors.list().stream().map(this::reader).toList());
  }

  private ReaderView reader(CursorView cursor) {
    @Nullable Projector projector = projectors.get(cursor.name());
    long behind = -1;
    String problem =
        projector != null
            ? projector.problem()
            : problems.getOrDefault(cursor.name(), () -> "").get();
    try {
      behind = projector == null ? behind(cursor) : projector.behind(COUNT_AT_MOST);
    } catch (PortException e) {
      problem = problem.isEmpty() ? String.valueOf(e.getMessage()) : problem;
    }
    return new ReaderView(
        cursor.name(),
        projector != null,
        cursor.owner(),
        cursor.positions(),
        behind,
        cursor.movedNanos(),
        problem);
  }

  /** A relay reads the outbox. */
  private long behind(CursorView cursor) {
    @Nullable EventLog outbox = logs.get(OUTBOX);
    if (outbox == null) {
      return -1;
    }
    long behind = 0;
    for (Map.Entry<EventTopic, EventPosition> place : cursor.positions().entrySet()) {
      behind += outbox.countAfter(place.getKey(), place.getValue(), COUNT_AT_MOST);
    }
    return Math.min(behind, COUNT_AT_MOST);
  }

  @Override
  public ReaderView replay(String projection, EventPosition from, String reason) {
    @Nullable Projector projector = projectors.get(projection);
    if (projector == null) {
      throw new ServiceException(
          Kind.NOT_FOUND,
          "projection.unknown",
          "there is no projection '"
              + projection
              + "'; there is "
              + String.join(", ", projectors.keySet()));
    }
    if (!answer(() -> projector.restart(from))) {
      throw new ServiceException(
          Kind.CONFLICT,
          "projection.taken",
          "another node makes " + projection + " at the moment: replay it there, or stop that");
    }
    LOG.info("projection {} is made again from '{}': {}", projection, from, reason);
    return readers().stream().filter(r -> r.name().equals(projection)).findFirst().orElseThrow();
  }
}
