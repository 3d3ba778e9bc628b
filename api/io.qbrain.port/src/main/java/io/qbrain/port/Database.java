package io.qbrain.port;

import java.util.Optional;

/** The database: started before everything that keeps data in it. */
public interface Database extends Startable {
  /**
   * Returns what and where it is, without secrets, e.g. {@code PostgreSQL 18.6, embedded, port
   * 5433}.
   */
  String describe();

  /** Returns whether it answers now; at most two seconds. */
  boolean isAvailable();

  /**
   * Returns why it does not answer, in words for an operator, e.g. {@code PostgreSQL at
   * 127.0.0.1:5433/qbrain has not answered since 2026-01-02T10:00:00Z}; empty while it answers, and
   * before it was started. Never waits: it says what was seen within the last two seconds. Any
   * thread.
   *
   * @since 1.1
   */
  default Optional<String> trouble() {
    return Optional.empty();
  }
}
