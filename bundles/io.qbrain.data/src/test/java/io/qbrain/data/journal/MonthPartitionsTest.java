package io.qbrain.data.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.data.DatabaseSettings;
import io.qbrain.data.PostgresDatabase;
import io.qbrain.data.TestDatabase;
import io.qbrain.data.schema.Login;
import io.qbrain.data.schema.SchemaAt;
import io.qbrain.model.Turn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MonthPartitionsTest {
  private static final List<String> TABLES =
      List.of("turn", "fill", "ledger_entry", "ledger_posting");

  private PostgresDatabase database;
  private final Turns turns = new Turns("months");
  private final List<Turn> written = new ArrayList<>();

  @BeforeEach
  void startDatabase() throws SQLException {
    database = TestDatabase.started(MonthPartitionsTest.class);
    written.add(turns.setup());
    written.addAll(turns.orderLife(1));
    new PostgresJournal(database).append(written);
  }

  @AfterEach
  void stopDatabase() {
    database.stop();
  }

  private List<Turn> replayed() {
    List<Turn> found = new ArrayList<>();
    new PostgresJournal(database).replay(turns.account(), found::add);
    return found;
  }

  private String text(String sql) throws SQLException {
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void execute(PostgresDatabase on, String... all) throws SQLException {
    try (Connection connection = on.pool().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : all) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void whatIsWrittenLiesInThePartitionOfItsMonthAndTheNextOnesAreThere() throws SQLException {
    for (String table : TABLES) {
      assertThat(text("select count(*) from " + table)).isNotEqualTo("0");
      assertThat(text("select count(*) from " + table + "_rest")).isEqualTo("0");
      String month = text("select to_char(now() at time zone 'UTC', 'YYYYMM')");
      assertThat(text("select count(*) from " + table + "_" + month))
          .isEqualTo(text("select count(*) from " + table));
      assertThat(
              text("select count(*) from pg_inherits where inhparent = '" + table + "'::regclass"))
          .as("before, rest, this month and two more")
          .isEqualTo("5");
    }
  }

  @Test
  void monthsPastTheirTimeGoAndTheJournalStays() throws SQLException {
    makeOld();
    new MonthPartitions(database.pool(), 12).run();
    for (String table : TABLES) {
      boolean journal = table.equals("turn");
      assertThat(text("select count(*) = 0 from " + table)).isEqualTo(journal ? "f" : "t");
    }
    assertThat(text("select count(*) from trading_order")).isEqualTo("0");
    assertThat(replayed()).isEqualTo(written);
    List<Turn> more = turns.orderLife(2);
    new PostgresJournal(database).append(more);
    written.addAll(more);
    assertThat(replayed()).isEqualTo(written);
    assertThat(text("select count(*) from ledger_entry")).isNotEqualTo("0");
  }

  @Test
  void ordersGoWhenTheyAreOverAndTheirTimeIsPast() throws SQLException {
    List<Turn> open = turns.orderLife(2);
    new PostgresJournal(database).append(open.subList(0, 1));
    String all = text("select count(*) from trading_order");
    new MonthPartitions(database.pool(), 12).run();
    assertThat(text("select count(*) from trading_order")).isEqualTo(all).isEqualTo("2");

    makeOld();
    new MonthPartitions(database.pool(), 12).run();
    assertThat(text("select string_agg(status, ' ') from trading_order"))
        .doesNotContain("FILLED")
        .isNotEmpty();
    new PostgresJournal(database).append(open.subList(1, open.size()));
    assertThat(text("select string_agg(status, ' ') from trading_order")).isEqualTo("FILLED");
    assertThat(text("select recorded > now() - interval '1 hour' from trading_order"))
        .as("a change is noted")
        .isEqualTo("t");
  }

  @Test
  void nothingGoesWhereAllMonthsAreKept() throws SQLException {
    makeOld();
    String before = text("select count(*) from ledger_posting");
    new MonthPartitions(database.pool(), 0).run();
    assertThat(text("select count(*) from ledger_posting")).isEqualTo(before).isNotEqualTo("0");
  }

  /** Moves every row into a month of long ago, as if it had been written then. */
  private void makeOld() throws SQLException {
    List<String> all = new ArrayList<>(List.of("set session_replication_role = replica"));
    for (String table : TABLES) {
      all.add(
          ("create table %1$s_202001 partition of %1$s for values from ('2020-01-01 00:00:00+00')"
                  + " to ('2020-02-01 00:00:00+00')")
              .formatted(table));
      all.add("update " + table + " set recorded = '2020-01-15 00:00:00+00'");
    }
    all.add("update trading_order set recorded = '2020-01-15 00:00:00+00'");
    all.add("set session_replication_role = origin");
    execute(database, all.toArray(new String[0]));
  }

  @Test
  void whatWasWrittenBeforeTheTablesHadMonthsIsReadAndGoesOn() throws SQLException {
    Login old = TestDatabase.login(SchemaAt.class);
    SchemaAt.version(old, 6);
    String from = MonthPartitionsTest.class.getSimpleName().toLowerCase(Locale.ROOT);
    copy(from, old.schema());
    PostgresDatabase migrated = new PostgresDatabase(DatabaseSettings.at(old));
    migrated.start();
    try {
      PostgresJournal journal = new PostgresJournal(migrated);
      List<Turn> more = turns.orderLife(2);
      journal.append(more);
      List<Turn> expected = new ArrayList<>(written);
      expected.addAll(more);
      List<Turn> found = new ArrayList<>();
      journal.replay(turns.account(), found::add);
      assertThat(found).isEqualTo(expected);
      assertThat(
              journal
                  .history()
                  .orElseThrow()
                  .orders(turns.account(), Optional.empty(), Optional.empty(), 10))
          .as("orders of before, and of now")
          .hasSize(2);
      assertThatThrownBy(() -> execute(migrated, "delete from turn where sequence = 1"))
          .hasMessageContaining("never changed or deleted");
      assertThatThrownBy(() -> execute(migrated, "update fill set price = 1"))
          .hasMessageContaining("never changed or deleted");
    } finally {
      migrated.stop();
    }
  }

  private void copy(String from, String to) throws SQLException {
    List<String> all = new ArrayList<>(List.of("set session_replication_role = replica"));
    for (String table :
        List.of(
            "account",
            "turn",
            "instrument",
            "instance",
            "trading_order",
            "fill",
            "ledger_entry",
            "ledger_posting",
            "kill_latch",
            "pending_timer",
            "strategy_state")) {
      String columns =
          text(
              "select string_agg(quote_ident(column_name), ', ') from information_schema.columns"
                  + " where table_schema = '"
                  + to
                  + "' and table_name = '"
                  + table
                  + "'");
      all.add(
          "insert into %1$s.%2$s (%3$s) select %3$s from %4$s.%2$s"
              .formatted(to, table, columns, from));
    }
    all.add("set session_replication_role = origin");
    execute(database, all.toArray(new String[0]));
  }
}
