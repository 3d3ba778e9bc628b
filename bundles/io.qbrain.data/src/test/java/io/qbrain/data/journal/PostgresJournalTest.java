package io.qbrain.data.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.data.PostgresDatabase;
import io.qbrain.data.TestDatabase;
import io.qbrain.model.AccountId;
import io.qbrain.model.Effect;
import io.qbrain.model.LedgerAccount;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.RiskScope;
import io.qbrain.model.Turn;
import io.qbrain.port.PortException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresJournalTest {
  private static PostgresDatabase database;
  private PostgresJournal journal;

  @BeforeAll
  static void startDatabase() throws SQLException {
    database = TestDatabase.started(PostgresJournalTest.class);
  }

  @AfterAll
  static void stopDatabase() {
    database.stop();
  }

  @BeforeEach
  void makeJournal() {
    journal = new PostgresJournal(database);
  }

  @Test
  void givesBackEveryTurnInOrder() {
    Turns turns = new Turns("in-order");
    List<Turn> written = new ArrayList<>();
    written.add(turns.setup());
    written.addAll(turns.orderLife(1));
    written.add(turns.everythingElse());
    journal.append(written.subList(0, 1));
    journal.append(written.subList(1, 4));
    journal.append(written.subList(4, written.size()));

    assertThat(replayed(turns.account())).isEqualTo(written);
    assertThat(journal.lastSequence(turns.account())).isEqualTo(6);
  }

  @Test
  void keepsDeniedOrdersOfWhatIsNoNumber() throws SQLException {
    Turns turns = new Turns("nonsense");
    List<Turn> written = List.of(turns.setup(), turns.nonsense());
    journal.append(written);
    assertThat(replayed(turns.account())).isEqualTo(written);
    assertThat(
            query(
                "select count(*) from trading_order where account = 'nonsense'"
                    + " and status = 'DENIED'"))
        .isEqualTo("5");
  }

  @Test
  void anUnknownAccountHasNoTurns() {
    AccountId nobody = AccountId.of("nobody");
    assertThat(journal.lastSequence(nobody)).isZero();
    assertThat(replayed(nobody)).isEmpty();
  }

  @Test
  void replaysMoreThanOnePage() {
    Turns turns = new Turns("many");
    List<Turn> written = new ArrayList<>();
    for (int i = 0; i < 1_100; i++) {
      written.add(turns.next(new Effect.KillChanged(RiskScope.PLATFORM, i % 2 == 0, "" + i)));
    }
    journal.append(written);
    assertThat(replayed(turns.account())).isEqualTo(written);
  }

  @Test
  void theTablesFollowTheTurns() throws SQLException {
    Turns turns = new Turns("follow");
    journal.append(List.of(turns.setup()));
    journal.append(turns.orderLife(1));
    journal.append(List.of(turns.everythingElse()));

    assertThat(
            query(
                "select status, quantity, filled, filled_value, limit_price, venue_order_id,"
                    + " venue_sequence from trading_order where account = 'follow'"
                    + " and id = 'ema-spy-1'"))
        .isEqualTo("FILLED 10.00000000 10.00000000 4122.30000000 412.25000000 V1 3");
    assertThat(query("select count(*), sum(quantity) from fill where account = 'follow'"))
        .isEqualTo("2 10.00000000");
    assertThat(query("select parameters ->> 'note' from instance where account = 'follow'"))
        .isEqualTo("\"quoted\" é");
    assertThat(query("select state from instance where account = 'follow'")).isEqualTo("RUNNING");
    assertThat(query("select currency, terms, rollover_day from account where id = 'follow'"))
        .isEqualTo("USD positions=hedging,conversion=on-request 20001");
    assertThat(query("select string_agg(id, ' ') from announcement where account = 'follow'"))
        .as("what came, or was withdrawn, is announced no more")
        .startsWith("credit:USD:2020-")
        .doesNotContain(" ");
    assertThat(query("select id, what from request where account = 'follow'"))
        .isEqualTo("wire-77 Deposit[...]");
    assertThat(
            query(
                "select count(*), sum(pay_nanos - ex_nanos), sum(price) from corporate_action"
                    + " where account = 'follow'"))
        .isEqualTo("4 1 1.25000000");
    assertThat(query("select sum(amount), count(*) from ledger_posting where account = 'follow'"))
        .isEqualTo("0.00000000 10");
    assertThat(
            query(
                "select sum(quantity) from ledger_posting where account = 'follow'"
                    + " and type = 'POSITION' and instrument = 'SPY.ARCA'"))
        .isEqualTo("11.00000000");
    assertThat(query("select position from ledger_posting where position is not null"))
        .isEqualTo("ema-spy-1");
    assertThat(query("select rate from recorded_rate where id = 'CONVERSION EUR/USD'"))
        .isEqualTo("1.08330000");
    assertThat(query("select numerator, denominator from corporate_action where numerator = 3"))
        .isEqualTo("3 2");
    assertThat(
            query(
                "select string_agg(per_share::text, ' ' order by per_share) from corporate_action"
                    + " where account = 'follow'"))
        .isEqualTo("1.40500000 1.50000000");
    assertThat(
            query(
                "select kind, base_currency, settlement_days, maintenance_margin from instrument"
                    + " where id = 'GBPUSD.FX'"))
        .isEqualTo("MARGINED GBP 2 0.02000000");
    assertThat(query("select market, restricted from instrument where id = 'ESZ4.CME'"))
        .isEqualTo("futures t");
    assertThat(query("select name from pending_timer where account = 'follow'"))
        .isEqualTo("rebalance");
    assertThat(query("select state_version, state from strategy_state where account = 'follow'"))
        .isEqualTo("3 \\x0001ff7f80");
    assertThat(
            query(
                "select latched, reason from kill_latch where scope = 'platform'"
                    + " and account = 'follow'"))
        .isEqualTo("t by hand");
    assertThat(
            query(
                "select status, weight_at_fill from trading_order where id = 'sized'"
                    + " and account = 'follow'"))
        .isEqualTo("DENIED -0.50000000");
  }

  @Test
  void theSameTurnsAgainChangeNothing() throws SQLException {
    Turns turns = new Turns("again");
    Turn setup = turns.setup();
    List<Turn> life = turns.orderLife(1);
    journal.append(List.of(setup));
    journal.append(List.of(setup, life.get(0)));
    journal.append(life);
    assertThat(journal.lastSequence(turns.account())).isEqualTo(5);
    assertThat(query("select count(*) from ledger_entry where account = 'again'")).isEqualTo("3");
  }

  @Test
  void anotherTurnUnderAWrittenSequenceIsRefused() {
    journal.append(new Turns("two-writers").orderLife(1).subList(0, 1));
    Turn other =
        new Turns("two-writers").next(new Effect.KillChanged(RiskScope.PLATFORM, true, "x"));
    assertThatThrownBy(() -> journal.append(List.of(other)))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("second writer");
  }

  @Test
  void anInstanceStaysWithItsAccount() {
    journal.append(List.of(new Turns("owner").setup()));
    assertThatThrownBy(() -> journal.append(List.of(new Turns("thief", "ema-owner").setup())))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("expected instance ema-owner of account owner, found thief");
  }

  @Test
  void turnsOutOfOrderAreRefused() {
    List<Turn> life = new Turns("disorder").orderLife(1);
    assertThatThrownBy(() -> journal.append(List.of(life.get(1), life.get(0))))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("expected a turn after 2, found turn 1");
  }

  @Test
  void aGroupIsWrittenWholeOrNotAtAll() throws SQLException {
    Turns turns = new Turns("whole");
    Turn setup = turns.setup();
    Turn fillAgain = turns.orderLife(1).get(2);
    Turn twice = new Turn(fillAgain.account(), fillAgain.sequence() + 9, 1, 1, fillAgain.effects());
    assertThatThrownBy(() -> journal.append(List.of(setup, fillAgain, twice)))
        .isInstanceOf(PortException.class);
    assertThat(journal.lastSequence(turns.account())).isZero();
    assertThat(query("select count(*) from ledger_posting where account = 'whole'")).isEqualTo("0");
  }

  @Test
  void aFailedAppendIsNotRepeatedUntilTheJournalWasReplayed() {
    Turns turns = new Turns("failed");
    Turn setup = turns.setup();
    List<Turn> life = turns.orderLife(1);
    journal.append(List.of(setup));
    database.stop();
    assertThatThrownBy(() -> journal.append(life))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("turns 2 to 5 are not known to be durable");
    database.start();
    assertThatThrownBy(() -> journal.append(life))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("must be replayed first");

    assertThat(replayed(turns.account())).containsExactly(setup);
    journal.append(life);
    assertThat(journal.lastSequence(turns.account())).isEqualTo(5);
  }

  @Test
  void aLedgerEntryAfterAGapIsRefusedByTheDatabase() {
    Turns turns = new Turns("gap");
    turns.setup();
    Turn later =
        turns.next(
            new Effect.LedgerPosted(
                turns.entry(
                    LedgerEntry.Kind.DEPOSIT,
                    "later",
                    Turns.posting(LedgerAccount.Type.CASH, "1"),
                    Turns.posting(LedgerAccount.Type.CAPITAL, "-1"))));
    assertThatThrownBy(() -> journal.append(List.of(later)))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("ledger entry 2 of gap has no entry before it");
  }

  @Test
  void debitsThatAreNotCreditsAreRefusedByTheDatabase() throws SQLException {
    Turns turns = new Turns("unbalanced");
    journal.append(List.of(turns.setup()));
    assertThatThrownBy(
            () ->
                execute(
                    "insert into ledger_posting (account, number, line, type, amount, currency,"
                        + " quantity) values ('unbalanced', 1, 3, 'CASH', 5, 'USD', 0)"))
        .hasMessageContaining("debits and credits differ by 5.00000000 USD");
    assertThatThrownBy(
            () ->
                execute(
                    "insert into ledger_entry (account, number, time_nanos, kind, reference, turn)"
                        + " values ('unbalanced', 2, 1, 'DEPOSIT', 'x', 1)"))
        .hasMessageContaining("has no postings");
  }

  @ParameterizedTest
  @ValueSource(strings = {"turn", "fill", "ledger_entry", "ledger_posting"})
  void whatIsWrittenIsNeverChanged(String table) throws SQLException {
    Turns turns = new Turns("kept-" + table.replace('_', '-'));
    journal.append(List.of(turns.setup()));
    journal.append(turns.orderLife(1));
    String where = " where account = '" + turns.account() + "'";
    for (String change :
        List.of(
            "update " + table + " set account = account" + where,
            "delete from " + table + where,
            "truncate " + table + " cascade")) {
      assertThatThrownBy(() -> execute(change)).hasMessageContaining("never changed or deleted");
    }
  }

  private List<Turn> replayed(AccountId account) {
    List<Turn> turns = new ArrayList<>();
    journal.replay(account, turns::add);
    return turns;
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(String sql) throws SQLException {
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      StringBuilder line = new StringBuilder(String.valueOf(rows.getString(1)));
      for (int i = 2; i <= rows.getMetaData().getColumnCount(); i++) {
        line.append(' ').append(rows.getString(i));
      }
      return line.toString();
    }
  }
}
