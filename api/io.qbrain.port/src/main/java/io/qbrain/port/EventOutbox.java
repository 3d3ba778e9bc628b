package io.qbrain.port;

import io.qbrain.model.EventDraft;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Appends events to the {@link EventLog} within a transaction on the platform's database: they are
 * in the log if that transaction is committed, and not otherwise, once. Safe for use by several
 * threads.
 *
 * @since 1.1
 */
@ProviderType
public interface EventOutbox {
  /**
   * Appends events in their order.
   *
   * @param within a connection to the platform's database with a transaction under way, which the
   *     caller commits soon: writers of a stream wait for each other
   * @throws SQLException if the database refuses; the transaction is to be rolled back
   */
  void append(Connection within, List<EventDraft> events) throws SQLException;
}
