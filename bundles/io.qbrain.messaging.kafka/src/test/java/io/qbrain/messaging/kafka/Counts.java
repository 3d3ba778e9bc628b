package io.qbrain.messaging.kafka;

import io.qbrain.data.PostgresDatabase;
import io.qbrain.model.EventTopic;
import io.qbrain.model.LoggedEvent;
import io.qbrain.port.EventProjection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

/** Counts the events of each stream. */
final class Counts implements EventProjection {
  private final String name;

  Counts(String name) {
    this.name = "counts-" + name;
  }

  void makeTable(PostgresDatabase database) {
    database.transaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute(
                "create table if not exists counts"
                    + " (name text, stream text, events bigint, primary key (name, stream))");
          }
        });
  }

  long of(PostgresDatabase database, String stream) {
    return database.transaction(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "select events from counts where name = ? and stream = ?")) {
            query.setString(1, name);
            query.setString(2, stream);
            try (ResultSet rows = query.executeQuery()) {
              return rows.next() ? rows.getLong(1) : 0L;
            }
          }
        });
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<EventTopic> topics() {
    return Set.of(EventTopic.AUDIT);
  }

  @Override
  public void clear(Connection connection) throws SQLException {
    try (PreparedStatement clear =
        connection.prepareStatement("delete from counts where name = ?")) {
      clear.setString(1, name);
      clear.executeUpdate();
    }
  }

  @Override
  public void apply(Connection connection, List<LoggedEvent> events) throws SQLException {
    try (PreparedStatement add =
        connection.prepareStatement(
            "insert into counts as c values (?, ?, 1)"
                + " on conflict (name, stream) do update set events = c.events + 1")) {
      for (LoggedEvent event : events) {
        add.setString(1, name);
        add.setString(2, event.stream());
        add.executeUpdate();
      }
    }
  }
}
