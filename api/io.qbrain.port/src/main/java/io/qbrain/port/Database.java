package io.qbrain.port;

/** The database: started before everything that keeps data in it. */
public interface Database extends Startable {
  /**
   * Returns what and where it is, without secrets, e.g. {@code PostgreSQL 18.6, embedded, port
   * 5433}.
   */
  String describe();

  /** Returns whether it answers now; at most two seconds. */
  boolean isAvailable();
}
