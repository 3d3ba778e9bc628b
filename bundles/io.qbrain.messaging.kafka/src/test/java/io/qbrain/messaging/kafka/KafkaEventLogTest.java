package io.qbrain.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.data.PostgresDatabase;
import io.qbrain.data.events.PostgresEventCursors;
import io.qbrain.data.events.PostgresEventLog;
import io.qbrain.model.EventDraft;
import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.model.LoggedEvent;
import io.qbrain.port.EventCursors.Claim;
import io.qbrain.port.EventLog;
import io.qbrain.port.PortException;
import io.qbrain.testkit.contract.EventLogContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KafkaEventLogTest extends EventLogContract {
  private static PostgresDatabase database;
  private static PostgresEventLog outbox;
  private static PostgresEventCursors cursors;
  private static KafkaSettings settings;
  private static KafkaRelay relay;
  private static KafkaEventLog log;

  @BeforeAll
  static void startRelay() {
    database = TestServers.database("kafka_event_log");
    outbox = new PostgresEventLog(database);
    cursors = new PostgresEventCursors(database);
    settings = KafkaSettings.plain(TestServers.kafka(), "log-test.");
    relay = new KafkaRelay(settings, outbox, cursors);
    relay.start();
    log = new KafkaEventLog(settings, outbox);
    TestServers.await(() -> relay.health().up());
  }

  @AfterAll
  static void stopRelay() {
    relay.stop();
    log.close();
    database.stop();
  }

  @Override
  protected EventLog log() {
    return log;
  }

  private static List<EventDraft> drafts(String stream, int count) {
    List<EventDraft> drafts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      drafts.add(new EventDraft(EventTopic.AUDIT, stream, "test", 1, i, "{\"i\":" + i + "}"));
    }
    return drafts;
  }

  private static List<LoggedEvent> all(EventLog from, String stream) {
    List<LoggedEvent> found = new ArrayList<>();
    EventPage page;
    EventPosition place = EventPosition.START;
    do {
      page = from.read(EventTopic.AUDIT, Optional.empty(), place, 1_000);
      page.events().stream().filter(e -> e.stream().equals(stream)).forEach(found::add);
      place = page.next();
    } while (!page.events().isEmpty());
    return found;
  }

  @Test
  void aNewProjectionIsMadeFromAnyPosition() {
    log.append(drafts("replayed", 300));
    TestServers.await(() -> all(log, "replayed").size() == 300);
    Counts counts = new Counts("replayed");
    counts.makeTable(database);
    Claim claim = cursors.claim(counts.name(), "me", Duration.ofMinutes(1)).orElseThrow();
    List<LoggedEvent> events = all(log, "replayed");
    for (int from : new int[] {0, 137, 299}) {
      EventPosition place = from == 0 ? EventPosition.START : events.get(from - 1).position();
      cursors.restart(claim, counts, Map.of(EventTopic.AUDIT, place));
      int applied = 1;
      while (applied > 0) {
        EventPage page =
            log.read(
                EventTopic.AUDIT,
                Optional.empty(),
                cursors.position(counts.name(), EventTopic.AUDIT),
                100);
        applied = cursors.apply(claim, counts, EventTopic.AUDIT, page);
      }
      assertThat(counts.of(database, "replayed")).isEqualTo(300L - from);
    }
  }

  @Test
  void aFrozenBrokerHoldsUpNobodyAndIsCaughtUpWith() throws Exception {
    log.append(drafts("frozen", 50));
    TestServers.await(() -> all(log, "frozen").size() == 50);
    TestServers.signalKafka("STOP");
    try {
      long before = System.nanoTime();
      for (int i = 0; i < 50; i++) {
        outbox.append(drafts("frozen", 4));
      }
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
      TestServers.await(() -> !relay.health().up());
      assertThat(relay.health().detail()).contains("the outbox keeps all");
    } finally {
      TestServers.signalKafka("CONT");
    }
    TestServers.await(() -> relay.health().up());
    TestServers.await(() -> all(log, "frozen").size() == 250);
    List<LoggedEvent> sent = all(log, "frozen");
    List<LoggedEvent> written = all(outbox, "frozen");
    for (int i = 0; i < written.size(); i++) {
      assertThat(sent.get(i).sameEvent(written.get(i))).as(written.get(i).id()).isTrue();
    }
  }

  @Test
  void aSecondRelayStandsByAndTakesOver() {
    KafkaRelay second = new KafkaRelay(settings, outbox, cursors);
    second.start();
    try {
      TestServers.await(() -> second.health().up());
      assertThat(second.health().detail()).contains("another node sends");
      relay.stop();
      log.append(drafts("handed-over", 20));
      TestServers.await(() -> all(log, "handed-over").size() == 20);
      assertThat(second.health().detail()).contains("events sent");
    } finally {
      second.stop();
      relay.start();
    }
    log.append(drafts("handed-over", 20));
    TestServers.await(() -> all(log, "handed-over").size() == 40);
  }

  @Test
  void startsAndStopsTwiceAndIsOffWithoutAnAddress() {
    KafkaRelay off = new KafkaRelay(KafkaSettings.plain("", "x."), outbox, cursors);
    for (int i = 0; i < 2; i++) {
      off.start();
      assertThat(off.health().up()).isTrue();
      assertThat(off.health().detail()).contains("the outbox is the event log");
      off.stop();
    }
    KafkaEventLog none = new KafkaEventLog(KafkaSettings.plain("", "x."), outbox);
    assertThatThrownBy(() -> none.end(EventTopic.AUDIT))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("QBRAIN_KAFKA_SERVERS");
  }
}
