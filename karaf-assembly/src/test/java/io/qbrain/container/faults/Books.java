package io.qbrain.container.faults;

import io.qbrain.container.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What PostgreSQL holds of the account: read by a connection of our own, not through the platform.
 *
 * @param turns the journal by sequence
 * @param fills fills by execution
 * @param entries ledger entries with their postings by number
 * @param done orders in a final state by id
 * @param events the event log by topic and stream, in order
 */
record Books(
    Map<Long, String> turns,
    Map<String, String> fills,
    Map<Long, String> entries,
    Map<String, String> done,
    Map<String, List<Event>> events) {

  /** An event of the log. */
  record Event(long sequence, String type, String data) {}

  private static final String SCHEMA = "qbrain";

  /** Where a database is. */
  record Place(String url, String user, String password) {
    Connection connect() throws SQLException {
      return DriverManager.getConnection(
          url + "?currentSchema=" + SCHEMA + "&connectTimeout=5&socketTimeout=60", user, password);
    }
  }

  /** The database that a platform brings along. */
  static Place included(Platform platform) throws IOException {
    var folder = platform.home().resolve("postgres");
    List<String> lines = Files.readAllLines(folder.resolve("data/postmaster.pid"));
    return new Place(
        "jdbc:postgresql://127.0.0.1:" + lines.get(3).trim() + "/postgres",
        "qbrain",
        Files.readString(folder.resolve("password")).trim());
  }

  static Books read(Place place) throws SQLException {
    try (Connection connection = place.connect()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      return new Books(
          numbered(connection, "select sequence, effects::text from turn"),
          named(
              connection,
              "select execution_id, concat_ws(' ', order_id, instance, instrument, side, quantity,"
                  + " price, fee, fee_currency, time_nanos, turn) from fill"),
          numbered(
              connection,
              "select e.number, concat_ws(' ', e.kind, e.reference, e.turn, string_agg(concat_ws("
                  + "':', p.type, p.book, p.instrument, p.amount, p.currency, p.quantity), ' '"
                  + " order by p.line)) from ledger_entry e left join ledger_posting p"
                  + " using (account, number) group by e.number, e.kind, e.reference, e.turn"),
          named(
              connection,
              "select id, concat_ws(' ', status, filled, filled_value) from trading_order"
                  + " where status in ('FILLED', 'CANCELED', 'REJECTED', 'DENIED', 'EXPIRED')"),
          events(connection));
    }
  }

  /** How many turns there are. */
  static long turnCount(Place place) throws SQLException {
    try (Connection connection = place.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from turn")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static Map<Long, String> numbered(Connection connection, String sql) throws SQLException {
    Map<Long, String> found = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.put(rows.getLong(1), rows.getString(2));
      }
    }
    return found;
  }

  private static Map<String, String> named(Connection connection, String sql) throws SQLException {
    Map<String, String> found = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.put(rows.getString(1), rows.getString(2));
      }
    }
    return found;
  }

  private static Map<String, List<Event>> events(Connection connection) throws SQLException {
    Map<String, List<Event>> found = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select topic || '/' || stream, sequence, type, data::text from event_outbox"
                    + " order by topic, stream, sequence")) {
      while (rows.next()) {
        found
            .computeIfAbsent(rows.getString(1), name -> new ArrayList<>())
            .add(new Event(rows.getLong(2), rows.getString(3), rows.getString(4)));
      }
    }
    return found;
  }

  /** A short name of content: the same content has the same. */
  static String hash(Iterable<?> content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Object each : content) {
        digest.update(String.valueOf(each).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Says that everything that was there before is there, unchanged. */
  void compareWith(Books before, Report report) {
    kept(report, "journal before the fault", before.turns, turns);
    kept(report, "fills before the fault", before.fills, fills);
    kept(report, "ledger entries before the fault", before.entries, entries);
    kept(report, "finished orders before the fault", before.done, done);
    report.fact(
        "since then",
        "%d turns, %d fills, %d ledger entries, %d finished orders"
            .formatted(
                turns.size() - before.turns.size(),
                fills.size() - before.fills.size(),
                entries.size() - before.entries.size(),
                done.size() - before.done.size()));
    events.forEach(
        (stream, list) -> {
          long first = list.get(0).sequence();
          long last = list.get(list.size() - 1).sequence();
          report.check(
              "event log " + stream + ": no gap, no double",
              first == 1 && last == list.size(),
              list.size() + " events, numbers " + first + " to " + last);
        });
  }

  private static <K> void kept(
      Report report, String what, Map<K, String> before, Map<K, String> after) {
    Map<K, String> same = new TreeMap<>(after);
    same.keySet().retainAll(before.keySet());
    report.same(
        what,
        before.size() + " rows, hash " + hash(before.entrySet()),
        same.size() + " rows, hash " + hash(same.entrySet()));
  }
}
