package io.qbrain.data.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.data.PostgresDatabase;
import io.qbrain.data.TestDatabase;
import io.qbrain.data.events.PostgresEventCursors;
import io.qbrain.data.events.PostgresEventLog;
import io.qbrain.data.events.TradeDays;
import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.model.LoggedEvent;
import io.qbrain.model.Turn;
import io.qbrain.port.EventCursors.Claim;
import io.qbrain.port.PortException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AccountEventsTest {
  private static PostgresDatabase database;

  @BeforeAll
  static void startDatabase() throws SQLException {
    database = TestDatabase.started(AccountEventsTest.class);
  }

  @AfterAll
  static void stopDatabase() {
    database.stop();
  }

  private static List<LoggedEvent> events(String account) {
    return new PostgresEventLog(database)
        .read(EventTopic.AUDIT, Optional.of(account), EventPosition.START, 1_000)
        .events();
  }

  @Test
  void theLogHasWhatTheJournalHasInItsOrder() {
    Turns turns = new Turns("logged");
    List<Turn> written = new ArrayList<>(List.of(turns.setup()));
    written.addAll(turns.orderLife(1));
    PostgresJournal journal = new PostgresJournal(database);
    journal.append(written);

    assertThat(events("logged"))
        .extracting(LoggedEvent::type)
        .containsExactly(
            "instrument.listed",
            "instrument.listed",
            "instrument.listed",
            "instance.changed",
            "ledger.posted",
            "order.changed",
            "order.changed",
            "order.changed",
            "order.filled",
            "ledger.posted",
            "order.filled",
            "ledger.posted");
    LoggedEvent fill = events("logged").get(8);
    assertThat(fill.timeNanos()).isEqualTo(written.get(3).timeNanos());
    assertThat(fill.data())
        .startsWith("{\"turn\":4,\"received\":" + written.get(3).receivedNanos() + ",")
        .contains("\"price\":\"412.2\"", "\"status\":\"PARTIALLY_FILLED\"");
    EffectJson json = new EffectJson();
    assertThat(json.read(EffectJson.FORMAT, "[" + fill.data() + "]"))
        .containsExactly(written.get(3).effects().get(0));
  }

  @Test
  void beforeTheFirstMarketEventWhenItWasReceivedIsItsTime() {
    Turn setup = new Turns("early").setup();
    Turn early =
        new Turn(setup.account(), setup.sequence(), 0, setup.receivedNanos(), setup.effects());
    new PostgresJournal(database).append(List.of(early));

    assertThat(events("early"))
        .isNotEmpty()
        .allMatch(event -> event.timeNanos() == setup.receivedNanos());
  }

  @Test
  void timersAndSavedStatesStayOut() {
    Turns turns = new Turns("kinds");
    PostgresJournal journal = new PostgresJournal(database);
    journal.append(List.of(turns.setup(), turns.everythingElse()));
    assertThat(events("kinds").stream().map(LoggedEvent::type).distinct())
        .containsExactlyInAnyOrder(
            "instrument.listed",
            "instance.changed",
            "ledger.posted",
            "order.changed",
            "kill.changed",
            "rate.recorded",
            "rate.announced",
            "action.applied",
            "action.announced",
            "announcement.withdrawn",
            "terms.changed",
            "rollover.done",
            "request.done");
  }

  @Test
  void turnsThatAreRefusedOrRepeatedAddNothing() {
    Turns turns = new Turns("refused");
    Turn setup = turns.setup();
    PostgresJournal journal = new PostgresJournal(database);
    journal.append(List.of(setup));
    journal.append(List.of(setup));
    int before = events("refused").size();
    Turns others = new Turns("refused");
    assertThatThrownBy(() -> new PostgresJournal(database).append(List.of(others.everythingElse())))
        .isInstanceOf(PortException.class);
    assertThat(events("refused")).hasSize(before);
  }

  @Test
  void tradeDaysAreTheSumsOfTheFills() {
    Turns turns = new Turns("traded");
    List<Turn> written = new ArrayList<>(List.of(turns.setup()));
    for (int order = 1; order <= 20; order++) {
      written.addAll(turns.orderLife(order));
    }
    new PostgresJournal(database).append(written);
    TradeDays projection = new TradeDays();
    PostgresEventCursors cursors = new PostgresEventCursors(database);
    Claim claim = cursors.claim(projection.name(), "me", Duration.ofMinutes(1)).orElseThrow();
    PostgresEventLog log = new PostgresEventLog(database);
    for (int round = 1; round <= 2; round++) {
      cursors.restart(claim, projection, Map.of());
      EventPage page = log.read(EventTopic.AUDIT, Optional.empty(), EventPosition.START, 1_000);
      assertThat(cursors.apply(claim, projection, EventTopic.AUDIT, page)).isPositive();
      assertThat(
              rows(
                  "select fills, bought, sold, turnover, fees, day from trade_day"
                      + " where account = 'traded'"))
          .isEqualTo(
              rows(
                  "select count(*), sum(quantity), 0::amount, sum(quantity * price)::amount,"
                      + " sum(fee), '2020-09-13'::date from fill where account = 'traded'"));
    }
  }

  private static String rows(String sql) {
    return database.transaction(
        connection -> {
          StringBuilder text = new StringBuilder();
          try (Statement statement = connection.createStatement();
              ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
              for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                text.append(rows.getString(i)).append(' ');
              }
              text.append('\n');
            }
          }
          return text.toString();
        });
  }
}
