package io.qbrain.data.parquet;

import io.qbrain.port.PortException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/** A database in memory for one file: nothing is kept in it, and nothing is fetched for it. */
final class Duck implements AutoCloseable {
  private static final String MEMORY = "1GB";
  private static final int THREADS = 2;

  private final Connection connection;

  private Duck(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens one.
   *
   * @param streaming whether results come piece by piece, which loses the words of what is wrong
   * @throws PortException if DuckDB is not there, or not for this machine
   */
  static Duck open(boolean streaming) {
    try {
      return new Duck(Engine.connect(streaming));
    } catch (NoClassDefFoundError e) {
      throw new PortException(
          "Parquet needs DuckDB, which is not installed here; on the command line it comes by:"
              + " qbrain add parquet, in the platform by: feature:install -r qbrain-parquet",
          e);
    } catch (SQLException | LinkageError e) {
      throw new PortException("DuckDB does not run on this machine: " + e, e);
    }
  }

  /** All that touches DuckDB's classes before there is a connection; they may be missing. */
  private static final class Engine {
    static Connection connect(boolean streaming) throws SQLException {
      Properties settings = new Properties();
      settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, String.valueOf(streaming));
      settings.setProperty("memory_limit", MEMORY);
      settings.setProperty("threads", String.valueOf(THREADS));
      settings.setProperty("temp_directory", "");
      settings.setProperty("autoinstall_known_extensions", "false");
      settings.setProperty("autoload_known_extensions", "false");
      Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", settings);
      if (connection == null) {
        throw new SQLException("the driver refused to connect");
      }
      return connection;
    }
  }

  PreparedStatement prepare(String command) throws SQLException {
    return connection.prepareStatement(command);
  }

  Statement statement() throws SQLException {
    return connection.createStatement();
  }

  /** Returns a text as it stands in a command. */
  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** Returns what the library says, as the reason of a failed read or write. */
  static IOException reason(SQLException e) {
    String message = String.valueOf(e.getMessage());
    int line = message.indexOf('\n');
    return new IOException(line < 0 ? message : message.substring(0, line), e);
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw reason(e);
    }
  }
}
