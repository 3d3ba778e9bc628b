package io.qbrain.data;

import io.qbrain.port.PortException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Connections for other bundles, from a pool beside the journal's. The service is there from the
 * beginning; before the database is started, and after it was stopped, it refuses.
 */
@Component(service = DataSource.class, property = "qbrain.database=shared")
public final class SharedConnections implements DataSource {
  private final PostgresDatabase database;

  @Activate
  public SharedConnections(@Reference PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public Connection getConnection() throws SQLException {
    DataSource pool;
    try {
      pool = database.shared();
    } catch (PortException e) {
      throw new SQLException(e.getMessage(), e);
    }
    return pool.getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the user is configured, and not asked for");
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("the pool logs by itself");
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    throw new SQLFeatureNotSupportedException("the pool logs by itself");
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException("the pool logs by itself");
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException("the time-outs are the pool's");
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
