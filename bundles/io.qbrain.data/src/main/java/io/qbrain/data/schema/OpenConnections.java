package io.qbrain.data.schema;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A source that remembers the connections it made, so that all can be ended from outside. */
final class OpenConnections implements DataSource {
  private static final System.Logger LOG = System.getLogger(OpenConnections.class.getName());

  private final DataSource source;
  private final Set<Connection> open = Collections.newSetFromMap(new IdentityHashMap<>());

  OpenConnections(DataSource source) {
    this.source = source;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection made = source.getConnection();
    synchronized (open) {
      List<Connection> ended = new ArrayList<>();
      for (Connection each : open) {
        if (each.isClosed()) {
          ended.add(each);
        }
      }
      ended.forEach(open::remove);
      open.add(made);
    }
    return made;
  }

  /** Whoever waits for an answer on one of them gets an exception now. */
  void abortAll() {
    List<Connection> all;
    synchronized (open) {
      all = List.copyOf(open);
      open.clear();
    }
    for (Connection each : all) {
      try {
        each.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.log(System.Logger.Level.DEBUG, "a connection that is given up: " + e.getMessage());
      }
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the user is configured, and not asked for");
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("the driver logs by itself");
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return source.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    source.setLogWriter(out);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return source.getLoginTimeout();
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    source.setLoginTimeout(seconds);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (isWrapperFor(type)) {
      return type.cast(this);
    }
    throw new SQLException("expected a DataSource to be asked for, found " + type.getName());
  }
}
