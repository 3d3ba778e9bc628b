package io.qbrain.data.journal;

import io.qbrain.data.PostgresDatabase;
import io.qbrain.model.AccountId;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Currency;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.Fill;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.LedgerAccount;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.LedgerEntry.Posting;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.PositionId;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.port.History;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Fills, ledger, orders and turns by pages; each query follows an index. */
final class PostgresHistory implements History {
  private static final String FILLS =
      "select execution_id, order_id, instance, instrument, side, quantity, price, fee,"
          + " fee_currency, time_nanos, received_nanos from fill where account = ?";

  private static final String OF_INSTANCE = " and instance = ?";
  private static final String BEFORE = " and (time_nanos, execution_id) < (?, ?)";
  private static final String NEWEST = " order by time_nanos desc, execution_id desc limit ?";

  /** Fills of an account. */
  static final String FILLS_PAGE = FILLS + BEFORE + NEWEST;

  /** Fills of an instance. */
  static final String INSTANCE_FILLS_PAGE = FILLS + OF_INSTANCE + BEFORE + NEWEST;

  /** Entries after a number. */
  static final String ENTRIES_PAGE =
      "select number, time_nanos, kind, reference from ledger_entry"
          + " where account = ? and number > ? order by number limit ?";

  /** The lines of some entries. */
  static final String LINES =
      "select number, type, book, instrument, position, amount, currency, quantity"
          + " from ledger_posting where account = ? and number between ? and ?"
          + " order by number, line";

  /** Instances that have some parameters: few, so they are found first and put in order then. */
  static final String INSTANCES_PAGE =
      "with found as materialized (select id, account, state from instance where parameters @>"
          + " ?::jsonb) select id from found where account = ? and state <> 'REMOVED'"
          + " and id collate \"C\" > ? order by id collate \"C\" limit ?";

  private final PostgresDatabase database;
  private final EffectJson json = new EffectJson();
  private final JournalPages pages = new JournalPages();

  PostgresHistory(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public List<Fill> fills(
      AccountId account, Optional<InstanceId> instance, Optional<Place> before, int limit) {
    check(limit);
    return database.query(connection -> fills(connection, account, instance, before, limit));
  }

  @Override
  public List<Order> orders(
      AccountId account, Optional<InstanceId> instance, Optional<OrderPlace> before, int limit) {
    check(limit);
    return database.query(connection -> pages.orders(connection, account, instance, before, limit));
  }

  @Override
  public List<TurnText> turns(
      AccountId account, TurnFilter filter, OptionalLong before, int limit) {
    check(limit);
    return database.query(connection -> pages.turns(connection, account, filter, before, limit));
  }

  @Override
  public List<InstanceId> instances(
      AccountId account, Map<String, String> parameters, Optional<InstanceId> after, int limit) {
    check(limit);
    String wanted = json.writeTexts(parameters);
    return database.query(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(INSTANCES_PAGE)) {
            query.setString(1, wanted);
            query.setString(2, account.toString());
            query.setString(3, after.map(InstanceId::toString).orElse(""));
            query.setInt(4, limit);
            List<InstanceId> ids = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
              while (rows.next()) {
                ids.add(InstanceId.of(rows.getString(1)));
              }
            }
            return ids;
          }
        });
  }

  private static void check(int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException(
          "expected a page of 1 to " + MAX_PAGE + " rows, found " + limit);
    }
  }

  private static List<Fill> fills(
      Connection connection,
      AccountId account,
      Optional<InstanceId> instance,
      Optional<Place> before,
      int limit)
      throws SQLException {
    String sql = instance.isEmpty() ? FILLS_PAGE : INSTANCE_FILLS_PAGE;
    try (PreparedStatement query =
        connection.prepareStatement(before.isEmpty() ? sql.replace(BEFORE, "") : sql)) {
      int at = 1;
      query.setString(at++, account.toString());
      if (instance.isPresent()) {
        query.setString(at++, instance.get().toString());
      }
      if (before.isPresent()) {
        query.setLong(at++, before.get().timeNanos());
        query.setString(at++, before.get().execution().toString());
      }
      query.setInt(at, limit);
      List<Fill> fills = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          fills.add(fill(rows));
        }
      }
      return fills;
    }
  }

  private static Fill fill(ResultSet rows) throws SQLException {
    return new Fill(
        ExecutionId.of(rows.getString(1)),
        ClientOrderId.of(rows.getString(2)),
        InstanceId.of(rows.getString(3)),
        InstrumentId.of(rows.getString(4)),
        Side.valueOf(rows.getString(5)),
        Quantity.ofRaw(raw(rows, 6)),
        Price.ofRaw(raw(rows, 7)),
        Money.ofRaw(raw(rows, 8), Currency.of(rows.getString(9))),
        rows.getLong(10),
        rows.getLong(11));
  }

  private static long raw(ResultSet rows, int column) throws SQLException {
    return rows.getBigDecimal(column).movePointRight(Fixed.DIGITS).longValueExact();
  }

  @Override
  public List<LedgerEntry> entries(AccountId account, long afterNumber, int limit) {
    check(limit);
    return database.query(connection -> entries(connection, account, afterNumber, limit));
  }

  private record Head(long timeNanos, LedgerEntry.Kind kind, String reference) {}

  private static List<LedgerEntry> entries(
      Connection connection, AccountId account, long afterNumber, int limit) throws SQLException {
    TreeMap<Long, Head> heads = new TreeMap<>();
    try (PreparedStatement query = connection.prepareStatement(ENTRIES_PAGE)) {
      query.setString(1, account.toString());
      query.setLong(2, afterNumber);
      query.setInt(3, limit);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          heads.put(
              rows.getLong(1),
              new Head(
                  rows.getLong(2), LedgerEntry.Kind.valueOf(rows.getString(3)), rows.getString(4)));
        }
      }
    }
    if (heads.isEmpty()) {
      return List.of();
    }
    Map<Long, List<Posting>> lines = lines(connection, account, heads.firstKey(), heads.lastKey());
    List<LedgerEntry> entries = new ArrayList<>();
    heads.forEach(
        (number, head) ->
            entries.add(
                new LedgerEntry(
                    number,
                    head.timeNanos(),
                    head.kind(),
                    head.reference(),
                    lines.getOrDefault(number, List.of()))));
    return entries;
  }

  private static Map<Long, List<Posting>> lines(
      Connection connection, AccountId account, long first, long last) throws SQLException {
    Map<Long, List<Posting>> lines = new TreeMap<>();
    try (PreparedStatement query = connection.prepareStatement(LINES)) {
      query.setString(1, account.toString());
      query.setLong(2, first);
      query.setLong(3, last);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          lines.computeIfAbsent(rows.getLong(1), n -> new ArrayList<>()).add(posting(rows));
        }
      }
    }
    return lines;
  }

  private static Posting posting(ResultSet rows) throws SQLException {
    @Nullable String book = rows.getString(3);
    @Nullable String instrument = rows.getString(4);
    @Nullable String position = rows.getString(5);
    return new Posting(
        new LedgerAccount(
            LedgerAccount.Type.valueOf(rows.getString(2)),
            book == null ? null : InstanceId.of(book),
            instrument == null ? null : InstrumentId.of(instrument),
            position == null ? null : PositionId.of(position)),
        Money.ofRaw(raw(rows, 6), Currency.of(rows.getString(7))),
        Quantity.ofRaw(raw(rows, 8)));
  }
}
