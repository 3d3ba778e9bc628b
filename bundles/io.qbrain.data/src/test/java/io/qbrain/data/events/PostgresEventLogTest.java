package io.qbrain.data.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.data.PostgresDatabase;
import io.qbrain.data.TestDatabase;
import io.qbrain.model.EventDraft;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.model.LoggedEvent;
import io.qbrain.port.EventLog;
import io.qbrain.port.PortException;
import io.qbrain.testkit.contract.EventLogContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresEventLogTest extends EventLogContract {
  private static PostgresDatabase database;

  @BeforeAll
  static void startDatabase() throws SQLException {
    database = TestDatabase.started(PostgresEventLogTest.class);
  }

  @AfterAll
  static void stopDatabase() {
    database.stop();
  }

  @Override
  protected EventLog log() {
    return new PostgresEventLog(database);
  }

  private static EventDraft draft(String stream) {
    return new EventDraft(EventTopic.AUDIT, stream, "test", 1, 1, "{}");
  }

  @Test
  void waitsForTransactionsThatBeganBeforeAndMissesNothingOfThem() throws SQLException {
    EventLog log = log();
    EventPosition before = log.end(EventTopic.AUDIT);
    try (Connection slow = database.pool().getConnection()) {
      slow.setAutoCommit(false);
      Outbox.append(slow, List.of(draft("slow")));
      log.append(List.of(draft("fast")));
      assertThat(log.read(EventTopic.AUDIT, Optional.empty(), before, 10).events()).isEmpty();
      slow.commit();
      slow.setAutoCommit(true);
    }
    assertThat(log.read(EventTopic.AUDIT, Optional.empty(), before, 10).events())
        .extracting(LoggedEvent::stream)
        .containsExactly("slow", "fast");
  }

  @Test
  void aTransactionThatIsRolledBackLeavesNoEventAndNoGap() throws SQLException {
    EventLog log = log();
    log.append(List.of(draft("rolled")));
    try (Connection connection = database.pool().getConnection()) {
      connection.setAutoCommit(false);
      Outbox.append(connection, List.of(draft("rolled"), draft("rolled")));
      connection.rollback();
      connection.setAutoCommit(true);
    }
    log.append(List.of(draft("rolled")));
    assertThat(log.read(EventTopic.AUDIT, Optional.of("rolled"), EventPosition.START, 10).events())
        .extracting(LoggedEvent::sequence)
        .containsExactly(1L, 2L);
  }

  @Test
  void aRowThatIsGoneIsSeen() throws SQLException {
    EventLog log = log();
    log.append(List.of(draft("cut"), draft("cut"), draft("cut")));
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("delete from event_outbox where stream = 'cut' and sequence = 2");
    }
    assertThatThrownBy(
            () -> log.read(EventTopic.AUDIT, Optional.of("cut"), EventPosition.START, 10))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("expected audit/cut/2, found audit/cut/3");
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("delete from event_outbox where stream = 'cut'");
    }
  }

  private static void execute(String... statements) throws SQLException {
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void transactionsAreOrderedAsNumbersNotAsTexts() throws SQLException {
    EventLog log = log();
    for (int i = 0; i < 3; i++) {
      log.append(List.of(draft("digits")));
    }
    execute(
        "update event_outbox set tx = '9' where stream = 'digits' and sequence = 1",
        "update event_outbox set tx = '10' where stream = 'digits' and sequence = 2",
        "update event_outbox set tx = '100' where stream = 'digits' and sequence = 3");
    assertThat(log.read(EventTopic.AUDIT, Optional.of("digits"), EventPosition.START, 10).events())
        .extracting(LoggedEvent::sequence)
        .containsExactly(1L, 2L, 3L);
    execute("delete from event_outbox where stream = 'digits'");
  }

  @Test
  void aPageIsReadByTheIndexHoweverManyRowsThereAre() throws SQLException {
    execute(
        "insert into event_outbox (topic, stream, sequence, type, version, time_nanos, data)"
            + " select 'performance', 'many-' || i % 50, i / 50 + 1, 'test', 1, i, '{}'"
            + " from generate_series(0, 99999) i",
        "analyze event_outbox");
    EventPosition middle = log().at(EventTopic.PERFORMANCE, 0);
    for (int page = 0; page < 10; page++) {
      middle = log().read(EventTopic.PERFORMANCE, Optional.empty(), middle, 1_000).next();
    }
    for (String stream : List.of("", " and stream = 'many-7'")) {
      StringBuilder plan = new StringBuilder();
      OutboxPosition place = OutboxPosition.of(middle);
      String sql =
          "explain "
              + PostgresEventLog.query(stream)
                  .replaceFirst("topic = \\?", "topic = 'performance'")
                  .replaceFirst("\\?", "0")
                  .replaceFirst("\\?", Integer.toString(place.epoch()))
                  .replaceFirst("\\?", "'" + place.tx() + "'")
                  .replaceFirst("\\?", Long.toString(place.number()))
                  .replaceFirst("\\?", "100");
      database.transaction(
          connection -> {
            PostgresEventLog.goByTheIndex(connection);
            try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
              while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
              }
            }
            return plan;
          });
      assertThat(plan.toString())
          .contains("Merge Append", "Index Scan")
          .doesNotContain("Sort  (", "Seq Scan", "Bitmap");
    }
    execute("delete from event_outbox where topic = 'performance' and stream like 'many-%'");
  }
}
