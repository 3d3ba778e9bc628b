package io.qbrain.data.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.data.PostgresDatabase;
import io.qbrain.data.TestDatabase;
import io.qbrain.model.EventDraft;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.model.LoggedEvent;
import io.qbrain.port.EventCursors.Claim;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxUpkeepTest {
  private PostgresDatabase database;
  private PostgresEventLog log;

  @BeforeEach
  void startDatabase() throws SQLException {
    database = TestDatabase.started(OutboxUpkeepTest.class);
    log = new PostgresEventLog(database);
  }

  @AfterEach
  void stopDatabase() {
    database.stop();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String text(String sql) throws SQLException {
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private void append(String stream, int count) {
    for (int i = 0; i < count; i++) {
      log.append(List.of(new EventDraft(EventTopic.AUDIT, stream, "test", 1, 1, "{}")));
    }
  }

  private List<Long> numbers(String stream) {
    return log
        .read(EventTopic.AUDIT, Optional.of(stream), EventPosition.START, 100)
        .events()
        .stream()
        .map(LoggedEvent::sequence)
        .toList();
  }

  /** As if the platform had run and written this many days ago. */
  private void writeDaysAgo(int days, String stream) throws SQLException {
    execute(
        ("create table event_outbox_%1$s partition of event_outbox for values"
                + " from ('%2$s 00:00:00+00') to ('%3$s 00:00:00+00')")
            .formatted(
                text(
                    "select to_char(now() at time zone 'UTC' - interval '"
                        + days
                        + " days', 'YYYYMMDD')"),
                text("select (now() at time zone 'UTC')::date - " + days),
                text("select (now() at time zone 'UTC')::date - " + (days - 1))));
    append(stream, 2);
    execute(
        "update event_outbox set recorded = recorded - interval '"
            + days
            + " days' where stream = '"
            + stream
            + "'");
  }

  private String partitions() throws SQLException {
    return text("select count(*) from pg_inherits where inhparent = 'event_outbox'::regclass");
  }

  @Test
  void eventsOfTodayAndTheNextDaysHaveAPartitionEach() throws SQLException {
    append("today", 3);
    assertThat(text("select count(*) from event_outbox_rest")).isEqualTo("0");
    assertThat(partitions()).isEqualTo("9");
    new OutboxUpkeep(database.pool(), 30).run();
    assertThat(partitions()).isEqualTo("9");
  }

  @Test
  void daysPastTheirTimeGoOnceTheyWereRead() throws SQLException {
    writeDaysAgo(3, "old");
    append("new", 2);
    PostgresEventCursors cursors = new PostgresEventCursors(database);
    Claim claim = cursors.claim("relay", "me", Duration.ofSeconds(30)).orElseThrow();
    cursors.move(claim, EventTopic.AUDIT, EventPosition.START);
    OutboxUpkeep upkeep = new OutboxUpkeep(database.pool(), 2);

    upkeep.run();
    assertThat(numbers("old")).as("a reader has not had it").containsExactly(1L, 2L);

    cursors.move(
        claim,
        EventTopic.AUDIT,
        log.read(EventTopic.AUDIT, Optional.of("old"), EventPosition.START, 10).next());
    new OutboxUpkeep(database.pool(), 3).run();
    assertThat(numbers("old")).as("its time is not over").containsExactly(1L, 2L);
    upkeep.run();
    assertThat(numbers("old")).isEmpty();
    assertThat(numbers("new")).containsExactly(1L, 2L);
    append("old", 1);
    assertThat(numbers("old")).containsExactly(3L);
  }

  @Test
  void aPartitionInUseIsLeftForTheNextTime() throws SQLException {
    writeDaysAgo(9, "busy");
    try (Connection reader = database.pool().getConnection()) {
      reader.setAutoCommit(false);
      try (Statement statement = reader.createStatement()) {
        statement.execute("select count(*) from event_outbox");
        new OutboxUpkeep(database.pool(), 2).run();
        assertThat(numbers("busy")).hasSize(2);
      }
      reader.rollback();
      reader.setAutoCommit(true);
    }
    new OutboxUpkeep(database.pool(), 2).run();
    assertThat(numbers("busy")).isEmpty();
  }

  @Test
  void readersGoOnAfterTheTablesWereMovedToAServerThatCountsFromLess() throws SQLException {
    append("moved", 2);
    EventPosition read =
        log.read(EventTopic.AUDIT, Optional.of("moved"), EventPosition.START, 1).next();
    // The rows of a dump keep the numbers of the old server.
    execute("update event_outbox set tx = (tx::text::bigint + 1000000000)::text::xid8");
    String[] parts = read.text().split("\\.", -1);
    EventPosition moved =
        new EventPosition(
            parts[0] + "." + (Long.parseLong(parts[1]) + 1_000_000_000L) + "." + parts[2]);
    database.stop();
    database.start();

    append("moved", 2);
    assertThat(numbers("moved")).containsExactly(1L, 2L, 3L, 4L);
    assertThat(log.read(EventTopic.AUDIT, Optional.of("moved"), moved, 10).events())
        .extracting(LoggedEvent::sequence)
        .containsExactly(2L, 3L, 4L);
    database.stop();
    database.start();
    append("moved", 1);
    assertThat(numbers("moved")).containsExactly(1L, 2L, 3L, 4L, 5L);
  }
}
