package io.qbrain.tasks.store;

import io.qbrain.model.EventDraft;
import io.qbrain.model.EventTopic;
import io.qbrain.model.TaskId;
import io.qbrain.port.EventOutbox;
import io.qbrain.service.TaskService.RunFilter;
import io.qbrain.service.TaskService.RunState;
import io.qbrain.service.TaskService.RunView;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is done and was done. */
public final class RunTable {
  private static final int MAX_MESSAGE = 1_000;
  private static final String[] COLUMNS = {
    "number",
    "task",
    "kind",
    "state",
    "cause",
    "attempt",
    "node",
    "due_nanos",
    "started_nanos",
    "ended_nanos",
    "progress",
    "message",
    "result",
    "cancel_reason"
  };

  private final Sql sql;
  private final EventOutbox outbox;

  /** Works on a database, whose log of events hears of dead runs. */
  public RunTable(Sql sql, EventOutbox outbox) {
    this.sql = sql;
    this.outbox = outbox;
  }

  static String columns(String alias) {
    return Arrays.stream(COLUMNS).map(c -> alias + "." + c).collect(Collectors.joining(", "));
  }

  /** Reads a run whose first column is this one. */
  static RunView read(ResultSet rows, int first) throws SQLException {
    return new RunView(
        rows.getLong(first),
        TaskId.of(rows.getString(first + 1)),
        rows.getString(first + 2),
        RunState.valueOf(rows.getString(first + 3)),
        rows.getString(first + 4),
        rows.getInt(first + 5),
        rows.getString(first + 6),
        rows.getLong(first + 7),
        rows.getLong(first + 8),
        rows.getLong(first + 9),
        rows.getDouble(first + 10),
        rows.getString(first + 11),
        Json.texts(rows.getString(first + 12)),
        rows.getString(first + 13) != null);
  }

  /**
   * A run that begins.
   *
   * @param number its number
   * @param lostNode the node that was lost in the middle of this work; empty if there was none
   * @param interruptions how often this work was interrupted before
   * @param cancelReason why the run that was lost had been canceled
   */
  public record Begun(
      long number, Optional<String> lostNode, int interruptions, Optional<String> cancelReason) {}

  /** How an attempt at some work ended, if it did. */
  public Optional<RunView> ended(TaskId task, Trigger trigger) {
    return sql.transaction(
        "read the runs of " + task,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "select "
                      + columns("r")
                      + " from task_run r where task = ? and due_nanos = ? and attempt = ?"
                      + " and state in ('SUCCEEDED', 'FAILED', 'DEAD', 'RETRIED', 'CANCELED')")) {
            select.setString(1, task.toString());
            select.setLong(2, trigger.dueNanos());
            select.setInt(3, trigger.attempt());
            return runs(select).stream().findFirst();
          }
        });
  }

  /** Begins a run; another one of this task that did not end was interrupted. */
  public Begun begin(TaskRow task, Trigger trigger, String node, long nowNanos) {
    return sql.transaction(
        "begin " + task.id(),
        connection -> {
          List<String> nodes = new ArrayList<>();
          List<String> reasons = new ArrayList<>();
          interrupt(connection, task.id(), nowNanos, nodes, reasons);
          Optional<String> lost = nodes.stream().findFirst();
          String cause =
              lost.map(n -> "recovery: node " + n + " was lost in the middle")
                  .orElse(trigger.cause());
          long number = insert(connection, task, trigger, cause, node, nowNanos);
          int before = lost.isEmpty() ? 0 : interruptions(connection, task.id(), trigger);
          return new Begun(number, lost, before, reasons.stream().findFirst());
        });
  }

  private static void interrupt(
      Connection connection, TaskId task, long now, List<String> nodes, List<String> reasons)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update task_run set state = 'INTERRUPTED', ended_nanos = ?,"
                + " message = 'its node was lost in the middle; it runs again'"
                + " where task = ? and state = 'RUNNING' returning node, cancel_reason")) {
      update.setLong(1, now);
      update.setString(2, task.toString());
      try (ResultSet rows = update.executeQuery()) {
        while (rows.next()) {
          nodes.add(rows.getString(1));
          Optional.ofNullable(rows.getString(2)).ifPresent(reasons::add);
        }
      }
    }
  }

  private static int interruptions(Connection connection, TaskId task, Trigger trigger)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select count(*) from task_run where task = ? and due_nanos = ? and attempt = ?"
                + " and state = 'INTERRUPTED'")) {
      select.setString(1, task.toString());
      select.setLong(2, trigger.dueNanos());
      select.setInt(3, trigger.attempt());
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  private static long insert(
      Connection connection, TaskRow task, Trigger trigger, String cause, String node, long now)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into task_run (task, kind, state, cause, attempt, node, due_nanos,"
                + " started_nanos) values (?, ?, 'RUNNING', ?, ?, ?, ?, ?) returning number")) {
      insert.setString(1, task.id().toString());
      insert.setString(2, task.kind());
      insert.setString(3, cause);
      insert.setInt(4, trigger.attempt());
      insert.setString(5, node);
      insert.setLong(6, trigger.dueNanos());
      insert.setLong(7, now);
      try (ResultSet rows = insert.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  /**
   * How a run is, as its node sees it.
   *
   * @param ours whether it is still this node's to do
   * @param cancelReason why it shall stop
   */
  public record Beat(boolean ours, Optional<String> cancelReason) {}

  /** Tells how far a run is, and asks whether it shall go on. */
  public Beat beat(long number, double progress, String message) {
    return sql.transaction(
        "tell the progress of run " + number,
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "update task_run set progress = ?, message = ?"
                      + " where number = ? and state = 'RUNNING' returning cancel_reason")) {
            update.setDouble(1, progress);
            update.setString(2, shortened(message));
            update.setLong(3, number);
            try (ResultSet rows = update.executeQuery()) {
              return rows.next()
                  ? new Beat(true, Optional.ofNullable(rows.getString(1)))
                  : new Beat(false, Optional.empty());
            }
          }
        });
  }

  /**
   * How a run ended.
   *
   * @param taskState the state of a task of one time after it; null if the task waits on
   */
  public record End(
      RunState state,
      String message,
      Map<String, String> result,
      Optional<io.qbrain.service.TaskService.TaskState> taskState) {}

  /**
   * Ends a run, and its task if it is over with it; a dead one is an event of the log in the same
   * transaction, so each is there once.
   *
   * @return false if the run is no longer this node's
   */
  public boolean finish(long number, TaskId task, End end, long nowNanos) {
    return sql.transaction(
        "end run " + number,
        connection -> {
          boolean ours = finished(connection, number, end, nowNanos);
          if (ours && end.taskState().isPresent()) {
            try (PreparedStatement update =
                connection.prepareStatement(
                    "update task set state = ?, reason = ?, ended_nanos = ? where id = ?")) {
              update.setString(1, end.taskState().get().name());
              update.setString(2, shortened(end.message()));
              update.setLong(3, nowNanos);
              update.setString(4, task.toString());
              update.executeUpdate();
            }
          }
          if (ours && end.state() == RunState.DEAD) {
            outbox.append(connection, List.of(dead(number, task, end, nowNanos)));
          }
          return ours;
        });
  }

  private static EventDraft dead(long number, TaskId task, End end, long nowNanos) {
    return new EventDraft(
        EventTopic.SYSTEM, "tasks", "task.dead", 1, nowNanos, deadBody(number, task, end));
  }

  /** Returns what is told of a dead run, as JSON. */
  public static String deadBody(long number, TaskId task, End end) {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("task", task.toString());
    about.put("run", number);
    about.put("reason", shortened(end.message()));
    return Json.write(about);
  }

  private static boolean finished(Connection connection, long number, End end, long nowNanos)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update task_run set state = ?, ended_nanos = ?, message = ?, result = ?::jsonb,"
                + " progress = case when ? then 1 else progress end"
                + " where number = ? and state = 'RUNNING'")) {
      update.setString(1, end.state().name());
      update.setLong(2, nowNanos);
      update.setString(3, shortened(end.message()));
      update.setString(4, Json.write(end.result()));
      update.setBoolean(5, end.state() == RunState.SUCCEEDED);
      update.setLong(6, number);
      return update.executeUpdate() == 1;
    }
  }

  /** Asks the run of a task that is under way to stop; false if there is none. */
  public boolean requestCancel(TaskId task, String reason) {
    return changed(
        "cancel " + task,
        "update task_run set cancel_reason = ? where task = ? and state = 'RUNNING'",
        reason,
        task.toString());
  }

  /** Notes that the work of a dead run is done again; false if the run is not dead. */
  public boolean markRetried(long number, String reason) {
    return sql.transaction(
        "retry run " + number,
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "update task_run set state = 'RETRIED', message = message || ' (retried: ' || ? "
                      + "|| ')' where number = ? and state = 'DEAD'")) {
            update.setString(1, reason);
            update.setLong(2, number);
            return update.executeUpdate() == 1;
          }
        });
  }

  private boolean changed(String what, String statement, String first, String second) {
    return sql.transaction(
        what,
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(statement)) {
            update.setString(1, first);
            update.setString(2, second);
            return update.executeUpdate() > 0;
          }
        });
  }

  /** Returns runs, the newest first. */
  public List<RunView> list(RunFilter filter) {
    return sql.transaction(
        "list the runs",
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "select "
                      + columns("r")
                      + " from task_run r where number < ?"
                      + filter.task().map(t -> " and task = ?").orElse("")
                      + filter.state().map(s -> " and state = '" + s.name() + "'").orElse("")
                      + " order by number desc limit ?")) {
            int next = 1;
            select.setLong(next++, filter.before().orElse(Long.MAX_VALUE));
            if (filter.task().isPresent()) {
              select.setString(next++, filter.task().get().toString());
            }
            select.setInt(next, filter.limit());
            return runs(select);
          }
        });
  }

  /** Returns a run. */
  public Optional<RunView> find(long number) {
    return sql.transaction(
        "read run " + number,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "select " + columns("r") + " from task_run r where number = ?")) {
            select.setLong(1, number);
            return runs(select).stream().findFirst();
          }
        });
  }

  private static List<RunView> runs(PreparedStatement select) throws SQLException {
    List<RunView> found = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        found.add(read(rows, 1));
      }
    }
    return found;
  }

  private static String shortened(String text) {
    return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE) + "...";
  }
}
