package io.qbrain.data.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.data.PostgresDatabase;
import io.qbrain.data.TestDatabase;
import io.qbrain.model.AccountId;
import io.qbrain.model.Effect;
import io.qbrain.model.Fill;
import io.qbrain.model.InstanceId;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Turn;
import io.qbrain.port.History;
import io.qbrain.port.History.Place;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresHistoryTest {
  private static final int ROWS = 1_000_000;

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
    assertIndexed(
        "select id from instance where parameters @> ?::jsonb", "'{\"instrument\": \"S7.SIM\"}'");
  }

  private static void fillTables() throws SQLException {
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql :
          List.of(
              "set session_replication_role = replica",
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
              "insert into turn select 'big', n, n, n, 1, '[{}]' from generate_series(1, 20000) n",
              "insert into ledger_entry select 'big', n, n, 'TRADE', 'E' || n, n"
                  + " from generate_series(1, 20000) n",
              "insert into ledger_posting select 'big', n, l, 'CASH', 'i-1', null, 1, 'USD', 0,"
                  + " null from generate_series(1, 20000) n, generate_series(1, 2) l",
              "insert into trading_order (account, id, instance, instrument, side, type, quantity,"
                  + " tag, status, filled, filled_value, reason, venue_sequence, created_nanos,"
                  + " updated_nanos) select 'big', 'o-' || n, 'i-' || n % 50, 'S.SIM', 'BUY',"
                  + " 'MARKET', 1, '', case n % 1000 when 0 then 'ACCEPTED' else 'FILLED' end, 1,"
                  + " 1, '', 0, n, n from generate_series(1, 20000) n",
              "insert into instance select 'i-' || n, 'big', 's@1.0.0',"
                  + " jsonb_build_object('instrument', 'S' || n || '.SIM'), 'PAPER', 1, 'USD',"
                  + " 'RUNNING', '' from generate_series(1, 20000) n",
              "set session_replication_role = origin",
              "analyze fill, turn, ledger_entry, ledger_posting, trading_order, instance")) {
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
