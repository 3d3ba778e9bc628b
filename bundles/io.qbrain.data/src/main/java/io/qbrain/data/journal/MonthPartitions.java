package io.qbrain.data.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Keeps the tables that grow without end in shape: a partition for each month to come, and none for
 * months that are past their time. The journal itself is never cut, for accounts are rebuilt from
 * it; fills and the ledger are in it, too. Orders that are over go with the months of their fills.
 */
public final class MonthPartitions {
  private static final System.Logger LOG = System.getLogger(MonthPartitions.class.getName());
  private static final DateTimeFormatter SUFFIX =
      DateTimeFormatter.ofPattern("yyyyMM", Locale.ROOT);
  private static final int MONTHS_AHEAD = 2;
  private static final String JOURNAL = "turn";

  /** What may go, lines before what they are lines of. */
  private static final List<String> PASSING = List.of("ledger_posting", "ledger_entry", "fill");

  /** Orders that go in one transaction, and transactions of one run. */
  private static final int ORDERS = 5_000;

  private static final int ROUNDS = 100;

  /** Orders that are over, and were before a month. */
  static final String PASSING_ORDERS =
      "select ctid from trading_order where status in ('DENIED', 'REJECTED', 'FILLED', 'CANCELED',"
          + " 'EXPIRED') and recorded < ? order by recorded limit "
          + ORDERS
          + " for update skip locked";

  /** Trading must not wait long behind a change of tables that waits for a reader. */
  private static final Duration LOCK = Duration.ofMillis(250);

  /** In use, made by another node meanwhile, or the month's rows are in the rest already. */
  private static final Set<String> LATER = Set.of("55P03", "42P07", "23505", "23514", "42P01");

  private final DataSource pool;
  private final int keepMonths;

  /**
   * Takes care of the tables behind a pool.
   *
   * @param keepMonths full months of fills, ledger and finished orders that are kept; 0 keeps all
   */
  public MonthPartitions(DataSource pool, int keepMonths) {
    this.pool = pool;
    this.keepMonths = keepMonths;
  }

  /** Makes the coming partitions and drops the old ones; what is locked is for the next time. */
  public void run() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      YearMonth now = month(connection);
      add(connection, JOURNAL, now);
      for (String table : PASSING) {
        add(connection, table, now);
      }
      if (keepMonths > 0) {
        for (String table : PASSING) {
          drop(connection, table, now.minusMonths(keepMonths));
        }
        dropOrders(connection, now.minusMonths(keepMonths));
      }
    }
  }

  private static void add(Connection connection, String table, YearMonth now) throws SQLException {
    Set<String> there = partitions(connection, table).keySet();
    for (int i = 0; i <= MONTHS_AHEAD; i++) {
      YearMonth month = now.plusMonths(i);
      String name = table + "_" + SUFFIX.format(month);
      if (!there.contains(name)) {
        change(
            connection,
            "create table if not exists "
                + name
                + " partition of "
                + table
                + " for values from ('"
                + month
                + "-01 00:00:00+00') to ('"
                + month.plusMonths(1)
                + "-01 00:00:00+00')");
      }
    }
  }

  private static void drop(Connection connection, String table, YearMonth first)
      throws SQLException {
    for (var partition : partitions(connection, table).entrySet()) {
      if (partition.getValue().isBefore(first)) {
        change(connection, "drop table " + partition.getKey());
        LOG.log(
            System.Logger.Level.INFO, "{0} of {1} is past its time", table, partition.getValue());
      }
    }
  }

  /** By small transactions, so that an order that trades never waits long for one that is over. */
  private static void dropOrders(Connection connection, YearMonth first) throws SQLException {
    long dropped = 0;
    try (PreparedStatement delete =
        connection.prepareStatement(
            "delete from trading_order where ctid = any (array(" + PASSING_ORDERS + "))")) {
      delete.setObject(1, first.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC));
      int count = ORDERS;
      for (int round = 0; round < ROUNDS && count == ORDERS; round++) {
        count = delete.executeUpdate();
        dropped += count;
      }
    }
    if (dropped > 0) {
      LOG.log(
          System.Logger.Level.INFO,
          "{0} orders that were over before {1} are past their time",
          dropped,
          first);
    }
  }

  private static YearMonth month(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select to_char(now() at time zone 'UTC', 'YYYY-MM')")) {
      rows.next();
      return YearMonth.parse(rows.getString(1));
    }
  }

  private static TreeMap<String, YearMonth> partitions(Connection connection, String table)
      throws SQLException {
    TreeMap<String, YearMonth> partitions = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
                    + " where i.inhparent = '"
                    + table
                    + "'::regclass")) {
      while (rows.next()) {
        String name = rows.getString(1);
        String suffix = name.substring(table.length() + 1);
        if (suffix.matches("\\d{6}")) {
          partitions.put(name, YearMonth.parse(suffix, SUFFIX));
        }
      }
    }
    return partitions;
  }

  private static void change(Connection connection, String ddl) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local lock_timeout = " + LOCK.toMillis());
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
