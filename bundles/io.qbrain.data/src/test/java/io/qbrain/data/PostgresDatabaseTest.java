package io.qbrain.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.data.events.EventLogFigures;
import io.qbrain.data.events.PostgresEventLog;
import io.qbrain.data.journal.PostgresJournal;
import io.qbrain.data.schema.Login;
import io.qbrain.data.server.ServerSettings;
import io.qbrain.data.server.TestServer;
import io.qbrain.model.AccountId;
import io.qbrain.model.EventDraft;
import io.qbrain.model.EventTopic;
import io.qbrain.port.Metric;
import io.qbrain.port.MetricSource;
import io.qbrain.port.PortException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresDatabaseTest {

  @Test
  void startsAndStopsTwiceWithTheIncludedServer(@TempDir Path directory) {
    PostgresDatabase database =
        new PostgresDatabase(
            DatabaseSettings.included(
                ServerSettings.in(directory).withPrograms(TestServer.PROGRAMS), "qbrain"));
    assertThat(database.describe()).isEqualTo("PostgreSQL, included, not started");
    for (int round = 1; round <= 2; round++) {
      database.start();
      assertThat(database.isAvailable()).isTrue();
      assertThat(database.describe()).startsWith("PostgreSQL 18.").contains("included, 127.0.0.1:");
      assertThat(new PostgresJournal(database).lastSequence(AccountId.of("paper"))).isZero();
      database.stop();
      database.stop();
      assertThat(database.isAvailable()).isFalse();
    }
    assertThatThrownBy(database::pool)
        .isInstanceOf(PortException.class)
        .hasMessage("the database is not started");
  }

  @Test
  void itsPoolsAndItsEventsAreFigures() throws SQLException {
    PostgresDatabase database = TestDatabase.started(PostgresDatabaseTest.class);
    try (Connection connection = database.pool().getConnection()) {
      assertThat(connection.isValid(1)).isTrue();
      assertThat(figures(new DatabaseFigures(database)))
          .containsEntry("qbrain_database_up[]", 1.0)
          .containsEntry("qbrain_database_connections[qbrain, active]", 1.0)
          .containsEntry("qbrain_database_connections_limit[qbrain]", 10.0)
          .containsEntry("qbrain_database_connections_limit[qbrain-shared]", 8.0)
          .containsEntry("qbrain_database_connections_awaited[qbrain]", 0.0)
          .containsKey("qbrain_database_connections[qbrain-shared, idle]");
      EventLogFigures events = new EventLogFigures(database);
      double before = figures(events).getOrDefault("qbrain_event_log_events_total[]", -1.0);
      new PostgresEventLog(database)
          .append(
              List.of(new EventDraft(EventTopic.SYSTEM, "figures", "x", 1, 1_000_000_000L, "{}")));
      assertThat(figures(events)).containsEntry("qbrain_event_log_events_total[]", before + 1);
    } finally {
      database.stop();
    }
    assertThat(figures(new DatabaseFigures(database)))
        .containsExactly(Map.entry("qbrain_database_up[]", 0.0));
  }

  private static Map<String, Double> figures(MetricSource source) {
    return source.read().stream()
        .collect(Collectors.toMap(s -> s.metric().name() + s.labels(), Metric.Sample::value));
  }

  @Test
  void everyConnectionHasTimeOuts() throws SQLException {
    PostgresDatabase database = TestDatabase.started(PostgresDatabaseTest.class);
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select current_setting('statement_timeout'), current_setting('lock_timeout'),"
                    + " current_setting('idle_in_transaction_session_timeout'),"
                    + " current_setting('search_path')")) {
      rows.next();
      assertThat(rows.getString(1)).isEqualTo("20s");
      assertThat(rows.getString(2)).isEqualTo("5s");
      assertThat(rows.getString(3)).isEqualTo("20s");
      assertThat(rows.getString(4)).isEqualTo("postgresdatabasetest");
      assertThat(connection.getNetworkTimeout()).isEqualTo(25_000);
    } finally {
      database.stop();
    }
  }

  @Test
  void tablesOfANewerProgramAreLeftAlone() throws SQLException {
    Login login = TestDatabase.login(PostgresDatabaseTest.class);
    PostgresDatabase database = new PostgresDatabase(DatabaseSettings.at(login));
    database.start();
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into schema_version (installed_rank, version, description, type, script,"
              + " checksum, installed_by, execution_time, success)"
              + " values (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'x', 1, true)");
    }
    database.stop();
    assertThatThrownBy(database::start)
        .isInstanceOf(PortException.class)
        .hasMessageContaining("are of version 99, this program knows versions up to ")
        .hasMessageContaining("start the newer program");
  }

  @Test
  void tablesWhoseScriptWasChangedAreNamed() throws SQLException {
    Login login = TestDatabase.login(PostgresDatabaseTest.class);
    PostgresDatabase database = new PostgresDatabase(DatabaseSettings.at(login));
    database.start();
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("update schema_version set checksum = 1 where version = '1'");
    }
    database.stop();
    assertThatThrownBy(database::start)
        .isInstanceOf(PortException.class)
        .hasMessageContaining("cannot be brought to version ")
        .hasMessageContaining("checksum mismatch for migration version 1")
        .hasMessageNotContaining("http");
  }

  @Test
  void aWrongPasswordIsNamed() throws SQLException {
    Login right = TestDatabase.login(PostgresDatabaseTest.class);
    PostgresDatabase database =
        new PostgresDatabase(
            DatabaseSettings.at(new Login(right.url(), right.user(), "wrong", right.schema())));
    assertThatThrownBy(database::start)
        .isInstanceOf(PortException.class)
        .hasMessageContaining("refuses the password of qbrain@127.0.0.1")
        .hasMessageContaining("QBRAIN_DB_PASSWORD");
  }

  @Test
  void aServerThatDoesNotAnswerIsNamed() {
    PostgresDatabase database =
        new PostgresDatabase(
            DatabaseSettings.at(
                new Login("jdbc:postgresql://127.0.0.1:1/qbrain", "qbrain", "", "qbrain")));
    assertThatThrownBy(database::start)
        .isInstanceOf(PortException.class)
        .hasMessageContaining("no database answers at 127.0.0.1:1/qbrain")
        .hasMessageContaining("QBRAIN_DB_URL");
  }

  @Test
  void anotherKindOfUrlIsRefused() {
    assertThatThrownBy(() -> new Login("jdbc:h2:mem:x", "u", "p", "qbrain"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jdbc:postgresql://");
  }
}
