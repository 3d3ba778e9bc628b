package io.qbrain.data.events;

import io.qbrain.data.PostgresDatabase;
import io.qbrain.model.EventDraft;
import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.model.LoggedEvent;
import io.qbrain.port.EventLog;
import io.qbrain.port.EventOutbox;
import io.qbrain.port.PortException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The outbox as event log. */
@Component(
    service = {EventLog.class, EventOutbox.class},
    property = "qbrain.log=outbox")
public final class PostgresEventLog implements EventLog, EventOutbox {
  /** No transaction of ours takes longer: so much a row may come later than its time says. */
  private static final Duration LATE = Duration.ofMinutes(1);

  private static final String ROWS =
      "select epoch, tx::text as shown, number, stream, sequence, type, version, time_nanos, data"
          + " from event_outbox";

  /** What no transaction that is under way can still come before. */
  private static final String SETTLED =
      " and (epoch, tx) < (?::smallint, pg_snapshot_xmin(pg_current_snapshot()))";

  private static final String AFTER = " and (epoch, tx, number) > (?::smallint, ?::text::xid8, ?)";

  private final PostgresDatabase database;

  @Activate
  public PostgresEventLog(@Reference PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public String describe() {
    return "outbox in " + database.describe();
  }

  @Override
  public void append(List<EventDraft> events) {
    database.transaction(
        connection -> {
          Outbox.append(connection, events);
          return events.size();
        });
  }

  @Override
  public void append(Connection within, List<EventDraft> events) throws SQLException {
    Outbox.append(within, events);
  }

  @Override
  public EventPage read(EventTopic topic, Optional<String> stream, EventPosition after, int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("expected a limit of 1 to 1000, found " + limit);
    }
    OutboxPosition from = OutboxPosition.of(after);
    String sql = query(stream.isPresent() ? " and stream = ?" : "");
    List<LoggedEvent> events =
        database.transaction(
            connection -> {
              goByTheIndex(connection);
              try (PreparedStatement query = connection.prepareStatement(sql)) {
                int i = 1;
                query.setString(i++, topic.toString());
                if (stream.isPresent()) {
                  query.setString(i++, stream.get());
                }
                query.setInt(i++, database.eventEpoch());
                i = bind(query, i, from);
                query.setInt(i, limit);
                return events(topic, query);
              }
            });
    checkNumbers(events);
    return new EventPage(
        events, events.isEmpty() ? after : events.get(events.size() - 1).position());
  }

  /**
   * The partition of a day has no statistics at first, and the planner would sort all that comes
   * after the place for each page.
   */
  static void goByTheIndex(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local enable_sort = off; set local enable_bitmapscan = off");
    }
  }

  static String query(String stream) {
    return ROWS
        + " where topic = ?"
        + stream
        + SETTLED
        + AFTER
        + " order by epoch, tx, number limit ?";
  }

  private static int bind(PreparedStatement query, int index, OutboxPosition from)
      throws SQLException {
    query.setInt(index, from.epoch());
    query.setString(index + 1, Long.toString(from.tx()));
    query.setLong(index + 2, from.number());
    return index + 3;
  }

  private static List<LoggedEvent> events(EventTopic topic, PreparedStatement query)
      throws SQLException {
    List<LoggedEvent> events = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        events.add(
            new LoggedEvent(
                position(rows).position(),
                topic,
                rows.getString(4),
                rows.getLong(5),
                rows.getString(6),
                rows.getInt(7),
                rows.getLong(8),
                rows.getString(9)));
      }
    }
    return events;
  }

  private static OutboxPosition position(ResultSet rows) throws SQLException {
    return new OutboxPosition(rows.getInt(1), Long.parseLong(rows.getString(2)), rows.getLong(3));
  }

  private static void checkNumbers(List<LoggedEvent> events) {
    Map<String, Long> last = new HashMap<>();
    for (LoggedEvent event : events) {
      Long before = last.put(event.stream(), event.sequence());
      if (before != null && event.sequence() != before + 1) {
        throw new PortException(
            "the event log is damaged: expected "
                + event.topic()
                + "/"
                + event.stream()
                + "/"
                + (before + 1)
                + ", found "
                + event.id());
      }
    }
  }

  @Override
  public EventPosition end(EventTopic topic) {
    return last(topic, Long.MAX_VALUE);
  }

  @Override
  public EventPosition at(EventTopic topic, long timeNanos) {
    return last(topic, timeNanos / 1_000_000 - LATE.toMillis());
  }

  private EventPosition last(EventTopic topic, long beforeMillis) {
    boolean timed = beforeMillis != Long.MAX_VALUE;
    String sql =
        "select epoch, tx::text as shown, number from event_outbox where topic = ?"
            + SETTLED
            + (timed ? " and recorded < ?" : "")
            + " order by epoch desc, tx desc, number desc limit 1";
    return database.transaction(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, topic.toString());
            query.setInt(2, database.eventEpoch());
            if (timed) {
              query.setTimestamp(3, new Timestamp(beforeMillis));
            }
            try (ResultSet rows = query.executeQuery()) {
              return rows.next() ? position(rows).position() : EventPosition.START;
            }
          }
        });
  }

  @Override
  public long countAfter(EventTopic topic, EventPosition after, long atMost) {
    OutboxPosition from = OutboxPosition.of(after);
    return database.transaction(connection -> count(connection, topic, from, atMost));
  }

  private static long count(
      Connection connection, EventTopic topic, OutboxPosition from, long atMost)
      throws SQLException {
    String sql =
        "select count(*) from (select from event_outbox where topic = ?"
            + AFTER
            + " limit ?) as counted";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, topic.toString());
      int next = bind(query, 2, from);
      query.setLong(next, atMost);
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
