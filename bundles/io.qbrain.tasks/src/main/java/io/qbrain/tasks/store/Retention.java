package io.qbrain.tasks.store;

import java.sql.PreparedStatement;

/** Removes what is old, in pieces, so that nobody waits long. */
public final class Retention {
  private static final int PIECE = 2_000;

  private final Sql sql;
  private final ReportTable reports;

  /** Works on a database. */
  public Retention(Sql sql, ReportCache cache) {
    this.sql = sql;
    this.reports = new ReportTable(sql, cache);
  }

  /**
   * Removes a piece of the runs that ended before a time; dead ones stay until they are retried.
   */
  public int runsBefore(long nanos) {
    return piece(
        "delete from task_run where number in (select number from task_run"
            + " where ended_nanos < ? and state not in ('RUNNING', 'DEAD') limit ?)",
        nanos);
  }

  /** Removes a piece of the tasks of one time that ended before a time. */
  public int tasksBefore(long nanos) {
    return piece(
        "delete from task where id in (select id from task"
            + " where ended_nanos < ? and state in ('FINISHED', 'CANCELED') limit ?)",
        nanos);
  }

  /** Removes a piece of the reports that were kept before a time. */
  public int reportsBefore(long nanos) {
    return reports.removeBefore(nanos, PIECE);
  }

  private int piece(String statement, long nanos) {
    return sql.transaction(
        "remove what is old",
        connection -> {
          try (PreparedStatement delete = connection.prepareStatement(statement)) {
            delete.setLong(1, nanos);
            delete.setInt(2, PIECE);
            return delete.executeUpdate();
          }
        });
  }
}
