package io.qbrain.tasks.store;

import io.qbrain.model.TaskId;
import io.qbrain.service.TaskService.RetryPolicy;
import io.qbrain.service.TaskService.TaskFilter;
import io.qbrain.service.TaskService.TaskState;
import io.qbrain.service.TaskService.TaskView;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What is planned. */
public final class TaskTable {
  /** The name under which the scheduler keeps every task. */
  public static final String TRIGGERS = "task";

  private static final String COLUMNS =
      "t.id, t.kind, t.parameters, t.schedule, t.zone, t.max_attempts, t.countdown_ms, t.factor,"
          + " t.paused, t.state, t.reason, t.created_nanos";

  /** A task with the time of its trigger and its last run. */
  private static final String VIEW =
      "select "
          + COLUMNS
          + ", g.execution_time, "
          + RunTable.columns("r")
          + " from task t"
          + " left join task_trigger g on g.task_name = '"
          + TRIGGERS
          + "' and g.task_instance = t.id"
          + " left join lateral (select * from task_run x where x.task = t.id"
          + " order by x.number desc limit 1) r on true";

  private static final String SHOWN =
      "case when r.state = 'RUNNING' then 'RUNNING'"
          + " when t.paused and t.state = 'WAITING' then 'PAUSED' else t.state end";

  private static final int FIRST_OF_RUN = 14;

  private final Sql sql;

  /** Works on a database. */
  public TaskTable(Sql sql) {
    this.sql = sql;
  }

  /** Keeps a new task; false if its id is taken. */
  public boolean insert(TaskRow task) {
    return sql.transaction(
        "plan " + task.id(),
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "insert into task (id, kind, parameters, schedule, zone, max_attempts,"
                      + " countdown_ms, factor, state, reason, created_nanos)"
                      + " values (?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
            insert.setString(1, task.id().toString());
            insert.setString(2, task.kind());
            insert.setString(3, Json.write(task.parameters()));
            insert.setString(4, task.schedule());
            insert.setString(5, task.zone());
            insert.setInt(6, task.retry().maxAttempts());
            insert.setLong(7, task.retry().countdown().toMillis());
            insert.setInt(8, task.retry().factor());
            insert.setString(9, task.state().name());
            insert.setString(10, task.reason());
            insert.setLong(11, task.createdNanos());
            return insert.executeUpdate() == 1;
          }
        });
  }

  /** Returns a task. */
  public Optional<TaskRow> find(TaskId id) {
    return sql.transaction(
        "read " + id,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement("select " + COLUMNS + " from task t where t.id = ?")) {
            select.setString(1, id.toString());
            try (ResultSet rows = select.executeQuery()) {
              return rows.next() ? Optional.of(row(rows)) : Optional.empty();
            }
          }
        });
  }

  /** Returns the tasks that wait and that nothing triggers, unless they are paused. */
  public List<TaskRow> withoutTrigger() {
    return sql.transaction(
        "list the tasks",
        connection -> {
          try (PreparedStatement select =
                  connection.prepareStatement(
                      "select "
                          + COLUMNS
                          + " from task t where t.state = 'WAITING' and not t.paused and not exists"
                          + " (select from task_trigger g where g.task_name = '"
                          + TRIGGERS
                          + "' and g.task_instance = t.id)");
              ResultSet rows = select.executeQuery()) {
            List<TaskRow> found = new ArrayList<>();
            while (rows.next()) {
              found.add(row(rows));
            }
            return found;
          }
        });
  }

  /** Returns a task with its next time and its last run. */
  public Optional<TaskView> view(TaskId id) {
    return sql.transaction(
        "read " + id,
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(VIEW + " where t.id = ?")) {
            select.setString(1, id.toString());
            return views(select).stream().findFirst();
          }
        });
  }

  /** Returns tasks, in order of ids. */
  public List<TaskView> list(TaskFilter filter) {
    return sql.transaction(
        "list the tasks",
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  VIEW
                      + " where (?::text is null or t.kind = ?)"
                      + " and (?::text is null or "
                      + SHOWN
                      + " = ?) and t.id > ? order by t.id limit ?")) {
            String kind = filter.kind().orElse(null);
            String state = filter.state().map(Enum::name).orElse(null);
            select.setString(1, kind);
            select.setString(2, kind);
            select.setString(3, state);
            select.setString(4, state);
            select.setString(5, filter.after().map(TaskId::toString).orElse(""));
            select.setInt(6, filter.limit());
            return views(select);
          }
        });
  }

  private static List<TaskView> views(PreparedStatement select) throws SQLException {
    List<TaskView> found = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        found.add(view(rows));
      }
    }
    return found;
  }

  private static TaskView view(ResultSet rows) throws SQLException {
    TaskRow task = row(rows);
    Timestamp next = rows.getTimestamp(FIRST_OF_RUN - 1);
    rows.getLong(FIRST_OF_RUN);
    var run = rows.wasNull() ? null : RunTable.read(rows, FIRST_OF_RUN);
    boolean running = run != null && run.endedNanos() == 0;
    TaskState shown =
        running
            ? TaskState.RUNNING
            : task.paused() && !task.ended() ? TaskState.PAUSED : task.state();
    return new TaskView(
        task.id(),
        task.kind(),
        task.parameters(),
        task.schedule(),
        task.zone(),
        task.retry(),
        shown,
        task.reason(),
        next == null || running || task.ended() ? 0 : nanos(next),
        Optional.ofNullable(run));
  }

  private static long nanos(Timestamp time) {
    return TimeUnit.SECONDS.toNanos(Math.floorDiv(time.getTime(), 1000L)) + time.getNanos();
  }

  private static TaskRow row(ResultSet rows) throws SQLException {
    return new TaskRow(
        TaskId.of(rows.getString(1)),
        rows.getString(2),
        Json.texts(rows.getString(3)),
        rows.getString(4),
        rows.getString(5),
        new RetryPolicy(rows.getInt(6), Duration.ofMillis(rows.getLong(7)), rows.getInt(8)),
        rows.getBoolean(9),
        TaskState.valueOf(rows.getString(10)),
        rows.getString(11),
        rows.getLong(12));
  }

  /** Marks a task as paused or not. */
  public void setPaused(TaskId id, boolean paused, String reason) {
    change(
        id,
        "update task set paused = ?, reason = ? where id = ?",
        update -> {
          update.setBoolean(1, paused);
          update.setString(2, reason);
          update.setString(3, id.toString());
        });
  }

  /** Marks a task as waiting again. */
  public void reopen(TaskId id, String reason) {
    change(
        id,
        "update task set state = 'WAITING', ended_nanos = null, reason = ? where id = ?",
        update -> {
          update.setString(1, reason);
          update.setString(2, id.toString());
        });
  }

  /** Marks a task as come to its end. */
  public void end(TaskId id, TaskState state, String reason, long nowNanos) {
    change(
        id,
        "update task set state = ?, reason = ?, ended_nanos = ? where id = ?",
        update -> {
          update.setString(1, state.name());
          update.setString(2, reason);
          update.setLong(3, nowNanos);
          update.setString(4, id.toString());
        });
  }

  /** Forgets a task. */
  public void delete(TaskId id) {
    change(id, "delete from task where id = ?", update -> update.setString(1, id.toString()));
  }

  private interface Values {
    void on(PreparedStatement statement) throws SQLException;
  }

  private void change(TaskId id, String statement, Values values) {
    sql.transaction("change " + id, connection -> changed(connection, statement, values));
  }

  private static int changed(Connection connection, String statement, Values values)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(statement)) {
      values.on(update);
      return update.executeUpdate();
    }
  }
}
