package io.qbrain.tasks;

import io.qbrain.data.DatabaseSettings;
import io.qbrain.data.PostgresDatabase;
import io.qbrain.data.SharedConnections;
import io.qbrain.data.schema.Login;
import io.qbrain.data.server.PostgresServer;
import io.qbrain.data.server.ServerAddress;
import io.qbrain.data.server.ServerSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A schema of its own for each test class on the one real server of this build. */
final class TestDatabase implements AutoCloseable {
  private static Optional<ServerAddress> running = Optional.empty();

  private final PostgresDatabase database;
  private final Login login;

  private TestDatabase(Login login) {
    this.login = login;
    this.database = new PostgresDatabase(DatabaseSettings.at(login));
    database.start();
  }

  private static synchronized ServerAddress address() {
    if (running.isEmpty()) {
      running =
          Optional.of(new PostgresServer(ServerSettings.in(Path.of("target", "postgres"))).start());
    }
    return running.get();
  }

  /** A fresh schema with all tables. */
  static TestDatabase fresh(Class<?> test) throws SQLException {
    ServerAddress server = address();
    String schema = test.getSimpleName().toLowerCase(Locale.ROOT);
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(server.url());
    source.setUser(server.user());
    source.setPassword(server.password());
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("drop schema if exists " + schema + " cascade");
    }
    return at(new Login(server.url(), server.user(), server.password(), schema));
  }

  /** The tables at a place. */
  static TestDatabase at(Login login) {
    return new TestDatabase(login);
  }

  /** Empties the tables of tasks. */
  void empty() {
    execute("truncate task, task_trigger, task_run, report");
  }

  PostgresDatabase postgres() {
    return database;
  }

  Login login() {
    return login;
  }

  DataSource source() {
    return new SharedConnections(database);
  }

  void execute(String sql) {
    try (Connection connection = source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  @Override
  public void close() {
    database.stop();
  }
}
