package io.qbrain.data.events;

import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Keeps the outbox in shape: a partition for each day to come, none for days that are past their
 * time. A partition goes only when no reader still wants a row of it.
 */
public final class OutboxUpkeep {
  private static final System.Logger LOG = System.getLogger(OutboxUpkeep.class.getName());
  private static final DateTimeFormatter SUFFIX =
      DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
  private static final String PREFIX = "event_outbox_";
  private static final int DAYS_AHEAD = 7;

  private static final String REST = PREFIX + "rest";

  /** Trading must not wait long behind a change of tables that waits for a reader. */
  private static final Duration LOCK = Duration.ofMillis(250);

  /** In use, made by another node meanwhile, or the day's rows are in the rest already. */
  private static final Set<String> LATER = Set.of("55P03", "42P07", "23505", "23514", "42P01");

  private final DataSource pool;
  private final int keepDays;

  /**
   * Takes care of the outbox behind a pool.
   *
   * @param keepDays full days that are kept, at least 1
   */
  public OutboxUpkeep(DataSource pool, int keepDays) {
    this.pool = pool;
    this.keepDays = keepDays;
  }

  /**
   * Makes the coming partitions, and a new epoch if the rows come from another server.
   *
   * @return the epoch in which rows are written
   */
  public int prepare() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      addPartitions(connection);
      return epoch(connection);
    }
  }

  /**
   * Makes the coming partitions and drops the old ones; what is locked now is for the next time.
   */
  public void run() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      addPartitions(connection);
      dropPartitions(connection);
    }
  }

  private static int epoch(Connection connection) throws SQLException {
    int newest = 0;
    boolean fromElsewhere = false;
    for (EventTopic topic : EventTopic.values()) {
      try (PreparedStatement query =
          connection.prepareStatement(
              "select epoch, tx >= pg_current_xact_id() from event_outbox where topic = ?"
                  + " order by epoch desc, tx desc limit 1")) {
        query.setString(1, topic.toString());
        try (ResultSet rows = query.executeQuery()) {
          if (rows.next() && rows.getInt(1) >= newest) {
            fromElsewhere = rows.getBoolean(2) || fromElsewhere && rows.getInt(1) == newest;
            newest = rows.getInt(1);
          }
        }
      }
    }
    if (!fromElsewhere) {
      return newest;
    }
    change(
        connection,
        "alter table event_outbox alter column epoch set default " + (newest + 1),
        Duration.ofSeconds(5));
    LOG.log(
        System.Logger.Level.INFO,
        "the event log comes from another server; its epoch is {0} now",
        newest + 1);
    return newest + 1;
  }

  private static void addPartitions(Connection connection) throws SQLException {
    LocalDate today = today(connection);
    Map<String, LocalDate> there = partitions(connection);
    for (int i = 0; i <= DAYS_AHEAD; i++) {
      LocalDate day = today.plusDays(i);
      String name = PREFIX + SUFFIX.format(day);
      if (!there.containsKey(name)) {
        change(
            connection,
            "create table if not exists "
                + name
                + " partition of event_outbox for values from ('"
                + day
                + " 00:00:00+00') to ('"
                + day.plusDays(1)
                + " 00:00:00+00')",
            LOCK);
      }
    }
  }

  private void dropPartitions(Connection connection) throws SQLException {
    LocalDate first = today(connection).minusDays(keepDays);
    for (Map.Entry<String, LocalDate> partition : partitions(connection).entrySet()) {
      if (partition.getValue().isBefore(first) && isRead(connection, partition.getKey())) {
        change(connection, "drop table " + partition.getKey(), LOCK);
        LOG.log(
            System.Logger.Level.INFO, "events of {0} are past their time", partition.getValue());
      }
    }
    if (isRead(connection, REST)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("delete from " + REST + " where recorded < '" + first + " 00:00:00+00'");
      }
    }
  }

  /** Whether each reader is past the last row of a partition, in each topic that it reads. */
  private static boolean isRead(Connection connection, String partition) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select topic, position from event_cursor_position")) {
      while (rows.next()) {
        Optional<OutboxPosition> place =
            OutboxPosition.find(new EventPosition(rows.getString(2))); // else of another log
        if (place.isPresent() && hasAfter(connection, partition, rows.getString(1), place.get())) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean hasAfter(
      Connection connection, String partition, String topic, OutboxPosition place)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select exists (select from "
                + partition
                + " where topic = ? and (epoch, tx, number) > (?::smallint, ?::text::xid8, ?))")) {
      query.setString(1, topic);
      query.setInt(2, place.epoch());
      query.setString(3, Long.toString(place.tx()));
      query.setLong(4, place.number());
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        return rows.getBoolean(1);
      }
    }
  }

  private static LocalDate today(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select (now() at time zone 'UTC')::date::text")) {
      rows.next();
      return LocalDate.parse(rows.getString(1));
    }
  }

  private static Map<String, LocalDate> partitions(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
                    + " where i.inhparent = 'event_outbox'::regclass")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    Map<String, LocalDate> partitions = new TreeMap<>();
    for (String name : names) {
      String suffix = name.substring(PREFIX.length());
      if (suffix.matches("\\d{8}")) {
        partitions.put(name, LocalDate.parse(suffix, SUFFIX));
      }
    }
    return partitions;
  }

  private static void change(Connection connection, String ddl, Duration wait) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local lock_timeout = " + wait.toMillis());
      statement.execute(ddl);
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      if (!LATER.contains(e.getSQLState())) {
        throw e;
      }
      LOG.log(System.Logger.Level.INFO, "left for the next time: {0}: {1}", ddl, e.getMessage());
    } finally {
      connection.setAutoCommit(true);
    }
  }
}
