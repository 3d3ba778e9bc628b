package io.qbrain.port;

import io.qbrain.model.EventTopic;
import io.qbrain.model.LoggedEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A table made of events of the log: it can be emptied and made again. Called in a transaction
 * together with the cursor, so each event has its effect once.
 *
 * @since 1.1
 */
@ConsumerType
public interface EventProjection {
  /** Returns its name, e.g. {@code trade-days}; also that of its cursor. */
  String name();

  /** Returns what it reads. */
  Set<EventTopic> topics();

  /** Takes everything away. */
  void clear(Connection connection) throws SQLException;

  /**
   * Adds events, those of one stream in order; must not commit.
   *
   * @throws SQLException if it cannot; nothing of it stays, and the events come again
   */
  void apply(Connection connection, List<LoggedEvent> events) throws SQLException;
}
