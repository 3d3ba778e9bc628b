package io.qbrain.data;

import io.qbrain.data.schema.Login;
import io.qbrain.data.server.ServerAddress;
import io.qbrain.data.server.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** A database in a fresh schema of the build's server, named after the test class. */
public final class TestDatabase {
  private TestDatabase() {}

  public static Login login(Class<?> test) throws SQLException {
    ServerAddress server = TestServer.address();
    String schema = test.getSimpleName().toLowerCase(Locale.ROOT);
    try (Connection connection = TestServer.connect(server);
        Statement statement = connection.createStatement()) {
      statement.execute("drop schema if exists " + schema + " cascade");
    }
    return new Login(server.url(), server.user(), server.password(), schema);
  }

  public static PostgresDatabase started(Class<?> test) throws SQLException {
    PostgresDatabase database = new PostgresDatabase(DatabaseSettings.at(login(test)));
    database.start();
    return database;
  }
}
