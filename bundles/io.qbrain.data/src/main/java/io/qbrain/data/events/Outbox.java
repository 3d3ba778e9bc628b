package io.qbrain.data.events;

import io.qbrain.model.EventDraft;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Writes events into the outbox within the caller's transaction, in one round trip. */
public final class Outbox {
  private static final String INSERT =
      """
      with fresh as (
        select * from unnest(?::text[], ?::text[], ?::text[], ?::smallint[], ?::bigint[], ?::text[])
          with ordinality as f (topic, stream, type, version, time_nanos, data, place)),
      counted as (
        select topic, stream, count(*) as events from fresh group by topic, stream),
      numbered as (
        insert into event_stream as s (topic, stream, last_sequence)
          select topic, stream, events from counted order by topic, stream
          on conflict (topic, stream)
            do update set last_sequence = s.last_sequence + excluded.last_sequence
          returning s.topic, s.stream, s.last_sequence)
      insert into event_outbox (topic, stream, sequence, type, version, time_nanos, data)
        select topic, stream,
               last_sequence - events
                 + row_number() over (partition by topic, stream order by place),
               type, version, time_nanos, data::json
          from fresh join counted using (topic, stream) join numbered using (topic, stream)
         order by place
      """;

  private Outbox() {}

  /** Appends events; they can be read once the transaction is committed. */
  public static void append(Connection connection, List<EventDraft> events) throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setArray(1, array(connection, "text", events, e -> e.topic().toString()));
      insert.setArray(2, array(connection, "text", events, EventDraft::stream));
      insert.setArray(3, array(connection, "text", events, EventDraft::type));
      insert.setArray(4, array(connection, "int2", events, e -> (short) e.version()));
      insert.setArray(5, array(connection, "int8", events, EventDraft::timeNanos));
      insert.setArray(6, array(connection, "text", events, EventDraft::data));
      int rows = insert.executeUpdate();
      if (rows != events.size()) {
        throw new SQLException("expected " + events.size() + " events, wrote " + rows);
      }
    }
  }

  private static Array array(
      Connection connection,
      String type,
      List<EventDraft> events,
      Function<EventDraft, Object> value)
      throws SQLException {
    return connection.createArrayOf(type, events.stream().map(value).toArray());
  }
}
