package io.qbrain.tasks.store;

import io.qbrain.port.PortException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Transactions: committed if the work returns, rolled back if it throws. */
public final class Sql {
  private final DataSource source;
  private volatile @Nullable String identity;

  /** Takes connections from a source. */
  public Sql(DataSource source) {
    this.source = source;
  }

  /** Work on a connection. */
  interface Work<R> {
    R on(Connection connection) throws SQLException;
  }

  /**
   * Does work in one transaction.
   *
   * @throws PortException if it is not known to be durable
   */
  <R> R transaction(String what, Work<R> work) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      boolean done = false;
      try {
        R result = work.on(connection);
        connection.commit();
        done = true;
        return result;
      } finally {
        if (!done) {
          connection.rollback();
        }
      }
    } catch (SQLException e) {
      throw new PortException("cannot " + what + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns when the tables were made, which tells this database from others.
   *
   * @throws PortException if it does not answer
   */
  String identity() {
    String known = identity;
    if (known == null) {
      known =
          transaction(
              "see which database it is",
              connection -> {
                try (PreparedStatement select =
                        connection.prepareStatement(
                            "select min(installed_on)::text from schema_version");
                    ResultSet rows = select.executeQuery()) {
                  rows.next();
                  return String.valueOf(rows.getString(1));
                }
              });
      identity = known;
    }
    return known;
  }
}
