package io.qbrain.data.schema;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.qbrain.port.PortException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections with a time-out on everything: connecting, waiting for the pool, a statement, a lock,
 * an idle transaction, a silent server.
 */
public final class Connections {
  /** The oldest PostgreSQL that is supported, as it names its own version. */
  private static final int MIN_SERVER_VERSION = 150_000;

  private static final int POOL_SIZE = 10;
  private static final int SHARED_POOL_SIZE = 8;
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration FIRST_CONNECT = Duration.ofSeconds(5);
  private static final Duration POOL_WAIT = Duration.ofSeconds(2);
  private static final Duration VALIDATION = Duration.ofSeconds(1);
  private static final Duration STATEMENT = Duration.ofSeconds(20);
  private static final Duration LOCK = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(25);
  private static final Duration MIGRATION = Duration.ofMinutes(10);
  private static final Duration PROBE = Duration.ofSeconds(1);

  private final Login login;
  private final List<OpenConnections> pooled = new CopyOnWriteArrayList<>();

  public Connections(Login login) {
    this.login = login;
  }

  Login login() {
    return login;
  }

  /** Opens the pool that the journal works with. */
  public HikariDataSource openPool() {
    return openPool("qbrain", POOL_SIZE, 2);
  }

  /** Opens the pool of other bundles, so that they never wait for the journal, nor it for them. */
  public HikariDataSource openSharedPool() {
    return openPool("qbrain-shared", SHARED_POOL_SIZE, 1);
  }

  private HikariDataSource openPool(String name, int size, int idle) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    OpenConnections source = new OpenConnections(source(STATEMENT, SILENCE));
    pooled.add(source);
    config.setDataSource(source);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(idle);
    config.setConnectionTimeout(POOL_WAIT.toMillis());
    config.setValidationTimeout(VALIDATION.toMillis());
    config.setKeepaliveTime(Duration.ofMinutes(2).toMillis());
    config.setMaxLifetime(Duration.ofMinutes(30).toMillis());
    config.setInitializationFailTimeout(FIRST_CONNECT.toMillis());
    return new HikariDataSource(config);
  }

  /** Ends all connections of the pools, so that nobody waits on them any longer. */
  void abortAll() {
    pooled.forEach(OpenConnections::abortAll);
  }

  /** What and where the server is. */
  public String name() {
    return "PostgreSQL at " + login.place();
  }

  /** What the driver met, in brackets; nothing for a silence, which needs no other words. */
  static String inShort(Exception e) {
    String text = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketTimeoutException) {
        return "";
      }
    }
    return text.contains("timed out") ? "" : " (" + text + ")";
  }

  /** A source of single connections whose statements may take minutes. */
  PGSimpleDataSource forMigration() {
    return source(MIGRATION, MIGRATION);
  }

  /** Connects once and reads the version, so that a wrong setting is told in its own words. */
  public String checkServer() {
    try (Connection connection = source(STATEMENT, SILENCE).getConnection();
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select current_setting('server_version_num')::int,"
                    + " current_setting('server_version')")) {
      rows.next();
      if (rows.getInt(1) < MIN_SERVER_VERSION) {
        throw new PortException(
            "expected PostgreSQL 15 or later at "
                + login.place()
                + ", found "
                + rows.getString(2)
                + ": upgrade it or set QBRAIN_DB_URL to another");
      }
      return rows.getString(2);
    } catch (SQLException e) {
      throw new PortException(explain(e), e);
    }
  }

  /** Whether the server answers within two seconds. */
  public boolean answers() {
    try (Connection connection = probe();
        Statement statement = connection.createStatement()) {
      return statement.execute("select 1");
    } catch (SQLException e) {
      return false; // the question was whether it does
    }
  }

  /** A connection that waits for a second at most. */
  Connection probe() throws SQLException {
    PGSimpleDataSource source = source(PROBE, PROBE);
    source.setConnectTimeout((int) PROBE.toSeconds());
    source.setLoginTimeout((int) PROBE.toSeconds());
    return source.getConnection();
  }

  private PGSimpleDataSource source(Duration statementTime, Duration silence) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(login.url());
    source.setUser(login.user());
    source.setPassword(login.password());
    source.setApplicationName("qbrain");
    source.setCurrentSchema(login.schema());
    source.setConnectTimeout((int) CONNECT.toSeconds());
    source.setSocketTimeout((int) silence.toSeconds());
    source.setTcpKeepAlive(true);
    source.setReWriteBatchedInserts(true);
    source.setOptions(
        "-c statement_timeout="
            + statementTime.toMillis()
            + " -c lock_timeout="
            + Math.min(LOCK.toMillis(), statementTime.toMillis())
            + " -c idle_in_transaction_session_timeout="
            + statementTime.toMillis()
            + " -c timezone=UTC -c synchronous_commit=on");
    return source;
  }

  private String explain(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String where = login.user() + "@" + login.place();
    String problem =
        switch (state) {
          case "28P01", "28000" ->
              "the database refuses the password of "
                  + where
                  + ": set QBRAIN_DB_USER and QBRAIN_DB_PASSWORD";
          case "3D000" -> "there is no such database as in " + where + ": create it";
          case "08001", "08004", "08006" ->
              "no database answers at "
                  + login.place()
                  + ": start it, or set QBRAIN_DB_URL (unset it to use the included one)";
          default -> "the database at " + where + " cannot be used";
        };
    return problem + " (" + e.getMessage() + ")";
  }
}
