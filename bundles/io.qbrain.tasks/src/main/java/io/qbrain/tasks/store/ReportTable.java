package io.qbrain.tasks.store;

import io.qbrain.model.Report;
import io.qbrain.service.ReportService.ReportFilter;
import io.qbrain.service.ReportService.ReportView;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What tasks found. */
public final class ReportTable {
  private static final String COLUMNS = "number, kind, subject, key, title, created_nanos, run";

  private final Sql sql;
  private final ReportCache cache;

  /** There is no report of a number; nothing to keep. */
  private static final class NoReport extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoReport() {
      super("no report", null, false, false);
    }
  }

  /** Works on a database, and reads what has a number through a cache. */
  public ReportTable(Sql sql, ReportCache cache) {
    this.sql = sql;
    this.cache = cache;
  }

  /**
   * Keeps a report in place of one of its name, if a run is still this node's.
   *
   * @return its number; empty if the run was taken over
   */
  public Optional<Long> publish(Report report, long run, long nowNanos) {
    List<Long> replaced = new ArrayList<>();
    Optional<Long> number = publish(report, run, nowNanos, replaced);
    cache.removed(sql::identity, replaced);
    return number;
  }

  private Optional<Long> publish(Report report, long run, long nowNanos, List<Long> replaced) {
    return sql.transaction(
        "keep the report " + report.kind() + " of " + report.subject(),
        connection -> {
          try (PreparedStatement lock =
              connection.prepareStatement(
                  "select from task_run where number = ? and state = 'RUNNING' for update")) {
            lock.setLong(1, run);
            try (ResultSet rows = lock.executeQuery()) {
              if (!rows.next()) {
                return Optional.empty();
              }
            }
          }
          try (PreparedStatement delete =
              connection.prepareStatement(
                  "delete from report where kind = ? and subject = ? and key = ?"
                      + " returning number")) {
            name(delete, report.kind(), report.subject(), report.key());
            replaced.addAll(numbers(delete));
          }
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "insert into report (kind, subject, key, title, created_nanos, run, body)"
                      + " values (?, ?, ?, ?, ?, ?, ?::jsonb) returning number")) {
            name(insert, report.kind(), report.subject(), report.key());
            insert.setString(4, report.title());
            insert.setLong(5, nowNanos);
            insert.setLong(6, run);
            insert.setString(7, Json.write(report));
            try (ResultSet rows = insert.executeQuery()) {
              rows.next();
              return Optional.of(rows.getLong(1));
            }
          }
        });
  }

  /** Returns a report by its name. */
  public Optional<Report> find(String kind, String subject, String key) {
    return sql.transaction(
        "read the report " + kind + " of " + subject,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "select body from report where kind = ? and subject = ? and key = ?")) {
            name(select, kind, subject, key);
            return body(select);
          }
        });
  }

  /** Returns a report by its number, maybe as it was before it was removed a moment ago. */
  public Optional<Report> find(long number) {
    try {
      return Optional.of(
          cache.get(sql::identity, number, () -> stored(number).orElseThrow(NoReport::new)));
    } catch (NoReport e) {
      return Optional.empty();
    }
  }

  /**
   * Removes a piece of the reports that were kept before a time.
   *
   * @return how many
   */
  public int removeBefore(long nanos, int piece) {
    List<Long> removed =
        sql.transaction(
            "remove old reports",
            connection -> {
              try (PreparedStatement delete =
                  connection.prepareStatement(
                      "delete from report where number in (select number from report"
                          + " where created_nanos < ? limit ?) returning number")) {
                delete.setLong(1, nanos);
                delete.setInt(2, piece);
                return numbers(delete);
              }
            });
    cache.removed(sql::identity, removed);
    return removed.size();
  }

  private static List<Long> numbers(PreparedStatement returning) throws SQLException {
    List<Long> found = new ArrayList<>();
    try (ResultSet rows = returning.executeQuery()) {
      while (rows.next()) {
        found.add(rows.getLong(1));
      }
    }
    return found;
  }

  private Optional<Report> stored(long number) {
    return sql.transaction(
        "read report " + number,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement("select body from report where number = ?")) {
            select.setLong(1, number);
            return body(select);
          }
        });
  }

  /** Returns reports, the newest first. */
  public List<ReportView> list(ReportFilter filter) {
    return sql.transaction(
        "list the reports",
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "select "
                      + COLUMNS
                      + " from report where number < ?"
                      + filter.kind().map(k -> " and kind = ?").orElse("")
                      + filter.subject().map(s -> " and subject = ?").orElse("")
                      + (filter.facts().isEmpty() ? "" : " and body @> ?::jsonb")
                      + " order by number desc limit ?")) {
            int next = 1;
            select.setLong(next++, filter.before().orElse(Long.MAX_VALUE));
            if (filter.kind().isPresent()) {
              select.setString(next++, filter.kind().get());
            }
            if (filter.subject().isPresent()) {
              select.setString(next++, filter.subject().get());
            }
            if (!filter.facts().isEmpty()) {
              select.setString(next++, having(filter.facts()));
            }
            select.setInt(next, filter.limit());
            return views(select);
          }
        });
  }

  /** What a report with these facts contains; the index of the bodies finds it. */
  private static String having(Map<String, String> facts) {
    List<Report.Fact> wanted = new ArrayList<>();
    facts.forEach((name, value) -> wanted.add(new Report.Fact(name, value)));
    return Json.write(Map.of("facts", wanted));
  }

  private static List<ReportView> views(PreparedStatement select) throws SQLException {
    List<ReportView> found = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        found.add(
            new ReportView(
                rows.getLong(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                rows.getString(5),
                rows.getLong(6),
                rows.getLong(7)));
      }
    }
    return found;
  }

  private static Optional<Report> body(PreparedStatement select) throws SQLException {
    try (ResultSet rows = select.executeQuery()) {
      return rows.next()
          ? Optional.of(Json.read(rows.getString(1), Report.class))
          : Optional.empty();
    }
  }

  private static void name(PreparedStatement statement, String kind, String subject, String key)
      throws SQLException {
    statement.setString(1, kind);
    statement.setString(2, subject);
    statement.setString(3, key);
  }
}
