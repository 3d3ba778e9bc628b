package io.qbrain.data.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.data.PostgresDatabase;
import io.qbrain.data.TestDatabase;
import io.qbrain.model.AccountId;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Effect;
import io.qbrain.model.Fill;
import io.qbrain.model.InstanceId;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Order;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Turn;
import io.qbrain.port.History;
import io.qbrain.port.History.OrderPlace;
import io.qbrain.port.History.Place;
import io.qbrain.port.History.TurnFilter;
import io.qbrain.port.History.TurnFilter.What;
import io.qbrain.port.History.TurnText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresHistoryTest {
  private static final int ROWS = 1_000_000;
  private static final int ORDERS = 200_000;

  /** A table so small may be read as a whole. */
  private static final int FEW = 1_000;

  private static final Pattern SEQUENTIAL = Pattern.compile("Seq Scan on (\\S+)");

  private static PostgresDatabase database;

  @BeforeAll
  static void startDatabase() throws SQLException {
    database = TestDatabase.started(PostgresHistoryTest.class);
  }

  @AfterAll
  static void stopDatabase() {
    database.stop();
  }

  @Test
  void givesFillsAndEntriesAsTheyWereBookedPageByPage() {
    Turns turns = new Turns("paged");
    List<Turn> written = new ArrayList<>(List.of(turns.setup()));
    for (int i = 1; i <= 7; i++) {
      written.addAll(turns.orderLife(i));
    }
    PostgresJournal journal = new PostgresJournal(database);
    journal.append(written);
    History history = journal.history().orElseThrow();
    AccountId account = turns.account();

    List<Fill> paged = new ArrayList<>();
    List<Fill> page = history.fills(account, Optional.empty(), Optional.empty(), 3);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(3);
      paged.addAll(page);
      Place last = Place.of(page.get(page.size() - 1));
      page = history.fills(account, Optional.empty(), Optional.of(last), 3);
    }
    assertThat(paged).containsExactlyElementsOf(fills(written)).hasSizeGreaterThan(6);
    InstanceId instance = paged.get(0).instance();
    assertThat(history.fills(account, Optional.of(instance), Optional.empty(), 100))
        .isEqualTo(paged);
    assertThat(history.fills(account, Optional.of(InstanceId.of("nobody")), Optional.empty(), 100))
        .isEmpty();

    List<LedgerEntry> entries = entries(written);
    assertThat(history.entries(account, 0, 2)).isEqualTo(entries.subList(0, 2));
    assertThat(history.entries(account, 2, 100)).isEqualTo(entries.subList(2, entries.size()));
    assertThat(history.entries(AccountId.of("nobody"), 0, 100)).isEmpty();
    assertThatThrownBy(() -> history.entries(account, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void givesOrdersAsTheyAreNowPageByPage() {
    Turns turns = new Turns("orders");
    List<Turn> written = new ArrayList<>(List.of(turns.setup()));
    for (int i = 1; i <= 7; i++) {
      written.addAll(turns.orderLife(i));
    }
    PostgresJournal journal = new PostgresJournal(database);
    journal.append(written);
    History history = journal.history().orElseThrow();
    AccountId account = turns.account();

    List<Order> paged = new ArrayList<>();
    List<Order> page = history.orders(account, Optional.empty(), Optional.empty(), 3);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(3);
      paged.addAll(page);
      OrderPlace last = OrderPlace.of(page.get(page.size() - 1));
      page = history.orders(account, Optional.empty(), Optional.of(last), 3);
    }
    assertThat(paged).containsExactlyElementsOf(orders(written)).hasSizeGreaterThan(6);
    InstanceId instance = paged.get(0).instance();
    assertThat(history.orders(account, Optional.of(instance), Optional.empty(), 100))
        .isEqualTo(paged);
    assertThat(history.orders(account, Optional.of(InstanceId.of("nobody")), Optional.empty(), 9))
        .isEmpty();
  }

  @Test
  void findsInstancesByTheirParametersPageByPage() throws SQLException {
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("insert into account values ('by-parameter', 0), ('other', 0)");
      for (String row :
          List.of(
              "'p-2', 'by-parameter', '{\"fast\": \"10\", \"slow\": \"50\"}', 'RUNNING'",
              "'p-a', 'by-parameter', '{\"fast\": \"10\", \"slow\": \"100\"}', 'STOPPED'",
              "'p-c', 'by-parameter', '{\"fast\": \"5\", \"slow\": \"50\"}', 'RUNNING'",
              "'p-d', 'by-parameter', '{\"fast\": \"10\"}', 'REMOVED'",
              "'p-e', 'other', '{\"fast\": \"10\"}', 'RUNNING'")) {
        statement.execute(
            "insert into instance (id, account, parameters, state, strategy, mode, capital,"
                + " capital_currency, reason) select v.id, v.account, v.parameters::jsonb, v.state,"
                + " 's@1.0.0', 'PAPER', 1, 'USD', '' from (values ("
                + row
                + ")) v (id, account, parameters, state)");
      }
    }
    History history = new PostgresJournal(database).history().orElseThrow();
    AccountId account = AccountId.of("by-parameter");
    InstanceId first = InstanceId.of("p-2");
    InstanceId second = InstanceId.of("p-a");
    assertThat(history.instances(account, Map.of("fast", "10"), Optional.empty(), 9))
        .containsExactly(first, second);
    assertThat(history.instances(account, Map.of("fast", "10"), Optional.empty(), 1))
        .containsExactly(first);
    assertThat(history.instances(account, Map.of("fast", "10"), Optional.of(first), 9))
        .containsExactly(second);
    assertThat(history.instances(account, Map.of("fast", "10", "slow", "50"), Optional.empty(), 9))
        .containsExactly(first);
    assertThat(history.instances(account, Map.of("fast", "\"} or 1=1"), Optional.empty(), 9))
        .isEmpty();
  }

  private static List<Order> orders(List<Turn> turns) {
    Map<ClientOrderId, Order> last = new TreeMap<>(Comparator.comparing(Object::toString));
    turns.stream()
        .flatMap(t -> t.effects().stream())
        .filter(e -> e instanceof Effect.OrderChanged)
        .map(e -> ((Effect.OrderChanged) e).order())
        .forEach(order -> last.put(order.id(), order));
    return last.values().stream()
        .sorted(
            Comparator.comparingLong(Order::createdNanos)
                .thenComparing(o -> o.id().toString())
                .reversed())
        .toList();
  }

  @Test
  void findsTheTurnsOfAnOrderAndThoseThatKilled() {
    Turns turns = new Turns("asked");
    List<Turn> written = new ArrayList<>(List.of(turns.setup()));
    for (int i = 1; i <= 3; i++) {
      written.addAll(turns.orderLife(i));
    }
    PostgresJournal journal = new PostgresJournal(database);
    journal.append(written);
    History history = journal.history().orElseThrow();
    AccountId account = turns.account();
    Order order = orders(written).get(1);

    List<Long> expected =
        written.stream()
            .filter(
                turn ->
                    turn.effects().stream()
                        .anyMatch(
                            e ->
                                e instanceof Effect.OrderChanged o
                                    && o.order().id().equals(order.id())))
            .map(Turn::sequence)
            .sorted(Comparator.reverseOrder())
            .toList();
    TurnFilter ofOrder = new TurnFilter(Optional.of(order.id().toString()), What.ALL);
    assertThat(history.turns(account, ofOrder, OptionalLong.empty(), 100))
        .extracting(TurnText::sequence)
        .containsExactlyElementsOf(expected)
        .hasSizeGreaterThan(1);
    assertThat(history.turns(account, ofOrder, OptionalLong.of(expected.get(0)), 1))
        .extracting(TurnText::sequence)
        .containsExactly(expected.get(1));
    assertThat(history.turns(account, ofOrder, OptionalLong.empty(), 1).get(0).effects())
        .startsWith("[{")
        .contains(order.id().toString());

    assertThat(sequences(history, account, What.KILLS))
        .isEqualTo(sequences(written, e -> e instanceof Effect.KillChanged));
    assertThat(sequences(history, account, What.DENIALS))
        .isEqualTo(
            sequences(
                written,
                e ->
                    e instanceof Effect.OrderChanged o
                        && o.order().status() == OrderStatus.DENIED));
    assertThat(sequences(history, account, What.ALL)).hasSize(written.size());
  }

  private static List<Long> sequences(History history, AccountId account, What what) {
    return history
        .turns(account, new TurnFilter(Optional.empty(), what), OptionalLong.empty(), 1_000)
        .stream()
        .map(TurnText::sequence)
        .toList();
  }

  private static List<Long> sequences(List<Turn> turns, Predicate<Effect> happened) {
    return turns.stream()
        .filter(turn -> turn.effects().stream().anyMatch(happened))
        .map(Turn::sequence)
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  private static List<Fill> fills(List<Turn> turns) {
    return turns.stream()
        .flatMap(t -> t.effects().stream())
        .filter(e -> e instanceof Effect.OrderChanged)
        .map(e -> ((Effect.OrderChanged) e).fill())
        .filter(f -> f != null)
        .sorted(
            Comparator.comparingLong(Fill::timeNanos)
                .thenComparing(f -> f.executionId().toString())
                .reversed())
        .toList();
  }

  private static List<LedgerEntry> entries(List<Turn> turns) {
    return turns.stream()
        .flatMap(t -> t.effects().stream())
        .filter(e -> e instanceof Effect.LedgerPosted)
        .map(e -> ((Effect.LedgerPosted) e).entry())
        .toList();
  }

  @Test
  void noQueryReadsAMillionRowsOneByOne() throws SQLException {
    fillTables();
    assertIndexed(PostgresHistory.FILLS_PAGE, "'big'", "900000", "'E900000'", "100");
    assertIndexed(
        PostgresHistory.INSTANCE_FILLS_PAGE, "'big'", "'i-7'", "900000", "'E900000'", "100");
    assertIndexed(PostgresHistory.ENTRIES_PAGE, "'big'", "500", "100");
    assertIndexed(PostgresHistory.LINES, "'big'", "500", "600");
    assertIndexed(
        "select t.sequence, t.effects from turn t where account = ? and sequence > ?"
            + " order by sequence limit 500",
        "'big'",
        "5000");
    assertIndexed(
        "select id from trading_order where account = ? and status not in ('DENIED', 'REJECTED',"
            + " 'FILLED', 'CANCELED', 'EXPIRED') order by created_nanos desc limit 100",
        "'big'");
    assertIndexed(
        "select id from trading_order where instance = ? order by created_nanos desc limit 100",
        "'i-7'");
    assertIndexed(JournalPages.ORDERS_PAGE, "'big'", "900000", "'o-900000'", "100");
    assertIndexed(
        JournalPages.INSTANCE_ORDERS_PAGE, "'big'", "'i-7'", "900000", "'o-900000'", "100");
    assertIndexed(JournalPages.TURNS_PAGE, "'big'", "900000", "100");
    assertIndexed(JournalPages.DENIALS_PAGE, "'big'", "900000", "100");
    assertIndexed(JournalPages.KILLS_PAGE, "'big'", "900000", "100");
    assertIndexed(JournalPages.ID_PAGE, "'o-777'", "'big'", "900000", "100");
    assertIndexed(MonthPartitions.PASSING_ORDERS, "'2000-01-01'");
    assertIndexed(
        "select number from report where number < ? and body @> ?::jsonb and kind = ?"
            + " order by number desc limit 100",
        "900000",
        "'{\"facts\": [{\"name\": \"parameter fast\", \"value\": \"7\"}]}'",
        "'k'");
    assertIndexed(
        PostgresHistory.INSTANCES_PAGE, "'{\"instrument\": \"S7.SIM\"}'", "'big'", "'i-1'", "100");
  }

  private static void fillTables() throws SQLException {
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql :
          List.of(
              "set session_replication_role = replica",
              "set statement_timeout = 0",
              "insert into account values ('big', 0)",
              "create unlogged table fill_big (like fill including defaults including constraints)",
              "insert into fill_big select 'big', 'E' || n, 'o-' || n, 'i-' || n % 50, 'S.SIM',"
                  + " 'BUY', 1, 1, 0, 'USD', n, n, n, '2000-06-01' from generate_series(1, "
                  + ROWS
                  + ") n",
              "alter table fill_big add primary key (account, execution_id, recorded)",
              "create index on fill_big (instance, time_nanos desc, execution_id desc)",
              "create index on fill_big (account, time_nanos desc, execution_id desc)",
              "alter table fill_big add check (recorded >= '2000-01-01 00:00:00+00'"
                  + " and recorded < '2001-01-01 00:00:00+00')",
              "alter table fill_big alter column recorded set not null",
              "do $$ declare c record; begin for c in select conname from pg_constraint where"
                  + " contype = 'f' and conrelid = 'fill'::regclass loop execute format("
                  + "'alter table fill drop constraint %I', c.conname); end loop; end $$",
              "alter table fill attach partition fill_big for values"
                  + " from ('2000-01-01 00:00:00+00') to ('2001-01-01 00:00:00+00')",
              "create unlogged table turn_big (like turn including defaults including constraints)",
              "insert into turn_big select 'big', n, n, n, 1, jsonb_build_array(jsonb_build_object("
                  + "'effect', case n % 1000 when 0 then 'kill' else 'order' end, 'id', 'o-' || n,"
                  + " 'status', case n % 500 when 1 then 'DENIED' else 'FILLED' end)),"
                  + " '2000-06-01' from generate_series(1, "
                  + ROWS
                  + ") n",
              "alter table turn_big add primary key (account, sequence, recorded)",
              "create index on turn_big using gin (jsonb_path_query_array(effects, '$[*].id'))",
              "create index on turn_big (account, sequence)"
                  + " where effects @> '[{\"status\": \"DENIED\"}]'",
              "create index on turn_big (account, sequence)"
                  + " where effects @> '[{\"effect\": \"kill\"}]'",
              "alter table turn_big add check (recorded >= '2000-01-01 00:00:00+00'"
                  + " and recorded < '2001-01-01 00:00:00+00')",
              "alter table turn_big alter column recorded set not null",
              "alter table turn attach partition turn_big for values"
                  + " from ('2000-01-01 00:00:00+00') to ('2001-01-01 00:00:00+00')",
              "insert into ledger_entry select 'big', n, n, 'TRADE', 'E' || n, n"
                  + " from generate_series(1, 20000) n",
              "insert into ledger_posting select 'big', n, l, 'CASH', 'i-1', null, 1, 'USD', 0,"
                  + " null from generate_series(1, 20000) n, generate_series(1, 2) l",
              "insert into trading_order (account, id, instance, instrument, side, type, quantity,"
                  + " tag, status, filled, filled_value, reason, venue_sequence, created_nanos,"
                  + " updated_nanos, turn) select 'big', 'o-' || n, 'i-' || n % 50, 'S.SIM', 'BUY',"
                  + " 'MARKET', 1, '', case n % 1000 when 0 then 'ACCEPTED' else 'FILLED' end, 1,"
                  + " 1, '', 0, n, n, n from generate_series(1, "
                  + ORDERS
                  + ") n",
              "insert into report (kind, subject, key, title, created_nanos, run, body)"
                  + " select 'k', 's-' || n, 'x', 't', n, 1,"
                  + " jsonb_build_object('subject', 's-' || n, 'facts', jsonb_build_array("
                  + "jsonb_build_object('name', 'strategy', 'value', 's@1.0.0'),"
                  + " jsonb_build_object('name', 'parameter fast', 'value', n::text)),"
                  + " 'tables', repeat('x', 1500))"
                  + " from generate_series(1, 20000) n",
              "insert into instance select 'i-' || n, 'big', 's@1.0.0',"
                  + " jsonb_build_object('instrument', 'S' || n || '.SIM'), 'PAPER', 1, 'USD',"
                  + " 'RUNNING', '' from generate_series(1, 20000) n",
              "set session_replication_role = origin",
              "analyze fill, turn, ledger_entry, ledger_posting, trading_order, instance,"
                  + " report")) {
        statement.execute(sql);
      }
    }
  }

  private static void assertIndexed(String sql, String... values) throws SQLException {
    String whole = sql;
    for (String value : values) {
      whole = whole.replaceFirst("\\?", Matcher.quoteReplacement(value));
    }
    StringBuilder plan = new StringBuilder();
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("explain " + whole)) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }
      Matcher table = SEQUENTIAL.matcher(plan);
      while (table.find()) {
        try (ResultSet rows =
            statement.executeQuery(
                "select reltuples from pg_class where oid = '" + table.group(1) + "'::regclass")) {
          rows.next();
          assertThat(rows.getDouble(1)).as("rows of a table read whole:\n%s", plan).isLessThan(FEW);
        }
      }
    }
    assertThat(plan.toString()).contains("Index");
  }
}
