package io.qbrain.data.events;

import io.qbrain.data.PostgresDatabase;
import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.model.LoggedEvent;
import io.qbrain.port.EventCursors;
import io.qbrain.port.EventProjection;
import io.qbrain.port.PortException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The cursors of the event log's readers, in tables. */
@Component(service = EventCursors.class)
public final class PostgresEventCursors implements EventCursors {
  private static final String CLAIM =
      """
      insert into event_cursor as c (name, owner, token, expires)
        values (?, ?, 1, clock_timestamp() + ? * interval '1 millisecond')
        on conflict (name) do update
          set owner = excluded.owner,
              token = case when c.owner = excluded.owner and c.expires > clock_timestamp()
                           then c.token else c.token + 1 end,
              expires = excluded.expires
          where c.owner is null or c.owner = excluded.owner or c.expires <= clock_timestamp()
        returning token
      """;

  private static final String MOVE =
      """
      insert into event_cursor_position (cursor, topic, position, moved)
        values (?, ?, ?, clock_timestamp())
        on conflict (cursor, topic)
          do update set position = excluded.position, moved = excluded.moved
      """;

  private static final String MARK =
      """
      insert into event_inbox (projection, topic, stream, last_sequence) values (?, ?, ?, ?)
        on conflict (projection, topic, stream)
          do update set last_sequence = excluded.last_sequence
      """;

  private static final String LIST =
      """
      select c.name, case when c.expires > clock_timestamp() then c.owner end, c.token,
             p.topic, p.position, (extract(epoch from p.moved) * 1000000)::bigint * 1000
        from event_cursor c left join event_cursor_position p on p.cursor = c.name
       order by c.name, p.topic
      """;

  private final PostgresDatabase database;

  @Activate
  public PostgresEventCursors(@Reference PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public Optional<Claim> claim(String cursor, String owner, Duration timeToLive) {
    return database.transaction(
        connection -> {
          try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setString(1, cursor);
            claim.setString(2, owner);
            claim.setLong(3, timeToLive.toMillis());
            try (ResultSet rows = claim.executeQuery()) {
              return rows.next()
                  ? Optional.of(new Claim(cursor, owner, rows.getLong(1)))
                  : Optional.empty();
            }
          }
        });
  }

  @Override
  public void release(Claim claim) {
    database.transaction(
        connection -> {
          try (PreparedStatement release =
              connection.prepareStatement(
                  "update event_cursor set owner = null, expires = clock_timestamp()"
                      + " where name = ? and owner = ? and token = ?")) {
            release.setString(1, claim.cursor());
            release.setString(2, claim.owner());
            release.setLong(3, claim.token());
            return release.executeUpdate();
          }
        });
  }

  @Override
  public EventPosition position(String cursor, EventTopic topic) {
    return database.transaction(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "select position from event_cursor_position where cursor = ? and topic = ?")) {
            query.setString(1, cursor);
            query.setString(2, topic.toString());
            try (ResultSet rows = query.executeQuery()) {
              return rows.next() ? new EventPosition(rows.getString(1)) : EventPosition.START;
            }
          }
        });
  }

  @Override
  public void move(Claim claim, EventTopic topic, EventPosition to) {
    database.transaction(
        connection -> {
          check(connection, claim);
          move(connection, claim.cursor(), topic, to);
          return to;
        });
  }

  /** Keeps others from taking the cursor until this transaction is over. */
  private static void check(Connection connection, Claim claim) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select from event_cursor where name = ? and owner = ? and token = ? for share")) {
      query.setString(1, claim.cursor());
      query.setString(2, claim.owner());
      query.setLong(3, claim.token());
      try (ResultSet rows = query.executeQuery()) {
        if (!rows.next()) {
          throw new PortException(
              "the claim "
                  + claim.token()
                  + " of "
                  + claim.owner()
                  + " on "
                  + claim.cursor()
                  + " is not the last one: another node has it now");
        }
      }
    }
  }

  private static void move(Connection connection, String cursor, EventTopic topic, EventPosition to)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(MOVE)) {
      update.setString(1, cursor);
      update.setString(2, topic.toString());
      update.setString(3, to.text());
      update.executeUpdate();
    }
  }

  @Override
  public int apply(Claim claim, EventProjection projection, EventTopic topic, EventPage page) {
    return database.transaction(
        connection -> {
          check(connection, claim);
          Map<String, Long> seen = seen(connection, projection.name(), topic);
          List<LoggedEvent> fresh = fresh(page.events(), seen, projection.name());
          if (!fresh.isEmpty()) {
            projection.apply(connection, fresh);
            mark(connection, projection.name(), fresh);
          }
          move(connection, claim.cursor(), topic, page.next());
          return fresh.size();
        });
  }

  private static List<LoggedEvent> fresh(
      List<LoggedEvent> events, Map<String, Long> seen, String projection) {
    List<LoggedEvent> fresh = new ArrayList<>(events.size());
    for (LoggedEvent event : events) {
      @Nullable Long last = seen.get(event.stream());
      if (last == null || event.sequence() == last + 1) {
        fresh.add(event);
        seen.put(event.stream(), event.sequence());
      } else if (event.sequence() > last) {
        throw new PortException(
            "the projection "
                + projection
                + " lacks events of "
                + event.topic()
                + "/"
                + event.stream()
                + ": it has "
                + last
                + ", the next one is "
                + event.sequence());
      }
    }
    return fresh;
  }

  private static Map<String, Long> seen(Connection connection, String projection, EventTopic topic)
      throws SQLException {
    Map<String, Long> seen = new HashMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select stream, last_sequence from event_inbox where projection = ? and topic = ?")) {
      query.setString(1, projection);
      query.setString(2, topic.toString());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          seen.put(rows.getString(1), rows.getLong(2));
        }
      }
    }
    return seen;
  }

  private static void mark(Connection connection, String projection, List<LoggedEvent> fresh)
      throws SQLException {
    Map<String, LoggedEvent> last = new TreeMap<>();
    fresh.forEach(event -> last.put(event.stream(), event));
    try (PreparedStatement mark = connection.prepareStatement(MARK)) {
      for (LoggedEvent event : last.values()) {
        mark.setString(1, projection);
        mark.setString(2, event.topic().toString());
        mark.setString(3, event.stream());
        mark.setLong(4, event.sequence());
        mark.addBatch();
      }
      mark.executeBatch();
    }
  }

  @Override
  public void restart(
      Claim claim, EventProjection projection, Map<EventTopic, EventPosition> from) {
    database.transaction(
        connection -> {
          check(connection, claim);
          projection.clear(connection);
          try (PreparedStatement forget =
              connection.prepareStatement("delete from event_inbox where projection = ?")) {
            forget.setString(1, projection.name());
            forget.executeUpdate();
          }
          for (EventTopic topic : projection.topics()) {
            move(connection, claim.cursor(), topic, from.getOrDefault(topic, EventPosition.START));
          }
          return from;
        });
  }

  @Override
  public List<CursorView> list() {
    return database.transaction(
        connection -> {
          Map<String, CursorView> found = new TreeMap<>();
          try (PreparedStatement query = connection.prepareStatement(LIST);
              ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
              CursorView view = view(rows);
              found.merge(view.name(), view, PostgresEventCursors::both);
            }
          }
          return List.copyOf(found.values());
        });
  }

  private static CursorView view(ResultSet rows) throws SQLException {
    @Nullable String topic = rows.getString(4);
    return new CursorView(
        rows.getString(1),
        Optional.ofNullable(rows.getString(2)),
        rows.getLong(3),
        topic == null
            ? Map.of()
            : Map.of(EventTopic.parse(topic), new EventPosition(rows.getString(5))),
        rows.getLong(6));
  }

  private static CursorView both(CursorView a, CursorView b) {
    Map<EventTopic, EventPosition> positions = new TreeMap<>(a.positions());
    positions.putAll(b.positions());
    return new CursorView(
        a.name(), a.owner(), a.token(), positions, Math.max(a.movedNanos(), b.movedNanos()));
  }
}
