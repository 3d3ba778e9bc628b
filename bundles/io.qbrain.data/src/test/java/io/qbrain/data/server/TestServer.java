package io.qbrain.data.server;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** The one server of this build: started by the first test that asks, stopped by the guard. */
public final class TestServer {
  /** Unpacked once for all builds until the folder is cleaned. */
  public static final Path PROGRAMS = Path.of("target", "postgres-programs");

  private static Optional<ServerAddress> running = Optional.empty();

  private TestServer() {}

  public static synchronized ServerAddress address() {
    if (running.isEmpty()) {
      PostgresServer server =
          new PostgresServer(
              ServerSettings.in(Path.of("target", "postgres")).withPrograms(PROGRAMS));
      running = Optional.of(server.start());
    }
    return running.get();
  }

  public static Connection connect(ServerAddress address) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(address.url());
    source.setUser(address.user());
    source.setPassword(address.password());
    source.setConnectTimeout(5);
    source.setSocketTimeout(30);
    return source.getConnection();
  }
}
