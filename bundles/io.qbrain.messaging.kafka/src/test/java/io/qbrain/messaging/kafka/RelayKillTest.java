package io.qbrain.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.data.PostgresDatabase;
import io.qbrain.data.events.PostgresEventLog;
import io.qbrain.data.server.ServerAddress;
import io.qbrain.model.EventDraft;
import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.model.LoggedEvent;
import io.qbrain.port.PortException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Relay, consumer and broker are killed again and again while events are written. */
@Timeout(240)
class RelayKillTest {
  private static final int ROUNDS = Integer.getInteger("kafka.kill.rounds", 2);
  private static final int STREAMS = 5;
  private static final long SEED = 20261126;

  private final ServerAddress postgres = TestServers.postgres();
  private final String schema = "relay_kill_" + System.nanoTime();
  private final PostgresDatabase database =
      TestServers.database(postgres.url(), postgres.user(), postgres.password(), schema);
  private final PostgresEventLog outbox = new PostgresEventLog(database);
  private final String servers = TestServers.kafka();
  private final AtomicInteger written = new AtomicInteger();
  private final List<LoggedEvent> sent = new ArrayList<>();
  private EventPosition place = EventPosition.START;
  private volatile boolean writing = true;

  private Process program(String work) throws IOException {
    return TestServers.java(
        List.of("-Xmx128m"),
        RelayProgram.class,
        work,
        postgres.url(),
        postgres.user(),
        postgres.password(),
        schema,
        servers);
  }

  private void write() {
    while (writing) {
      List<EventDraft> group = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        int number = written.get() + i;
        group.add(
            new EventDraft(
                EventTopic.AUDIT,
                "account-" + number % STREAMS,
                "test",
                1,
                number,
                "{\"number\":" + number + "}"));
      }
      outbox.append(group);
      written.addAndGet(group.size());
      LockSupport.parkNanos(30_000_000);
    }
  }

  /** Reads on what has come; counts all of it. */
  private int count(KafkaEventLog log) {
    try {
      EventPage page;
      do {
        page = log.read(EventTopic.AUDIT, Optional.empty(), place, 1_000);
        sent.addAll(page.events());
        place = page.next();
      } while (!page.events().isEmpty());
    } catch (PortException e) {
      System.out.println("not back yet: " + e.getMessage());
    }
    return sent.size();
  }

  @Test
  void nothingIsLostOrDoubledWhoeverIsKilled() throws Exception {
    Random random = new Random(SEED);
    Counts counts = new Counts("killed");
    counts.makeTable(database);
    Thread writer = new Thread(this::write);
    writer.start();
    Process relay = program("relay");
    Process consumer = program("project");
    KafkaEventLog log = new KafkaEventLog(RelayProgram.settings(servers), outbox);
    try {
      TestServers.await(() -> count(log) > 100);
      for (int round = 1; round <= ROUNDS; round++) {
        int before = count(log);
        TestServers.await(() -> count(log) > before + 50);
        LockSupport.parkNanos(random.nextInt(200_000_000));
        relay.destroyForcibly();
        consumer.destroyForcibly();
        if (round % 2 == 1) {
          TestServers.killKafka();
          assertThat(TestServers.kafka()).isEqualTo(servers);
        }
        relay = program("relay");
        consumer = program("project");
      }
      writing = false;
      writer.join();
      TestServers.await(() -> count(log) >= written.get());
      TestServers.await(() -> total(counts) >= written.get());

      assertThat(count(log)).isEqualTo(written.get());
      for (int s = 0; s < STREAMS; s++) {
        String stream = "account-" + s;
        List<LoggedEvent> own = sent.stream().filter(e -> e.stream().equals(stream)).toList();
        for (int i = 0; i < own.size(); i++) {
          assertThat(own.get(i).sequence()).isEqualTo(i + 1L);
          assertThat(own.get(i).timeNanos()).isEqualTo((long) i * STREAMS + s);
        }
        assertThat(counts.of(database, stream)).as(stream).isEqualTo(own.size());
      }
      System.out.println(
          written + " events, " + ROUNDS + " rounds of kills: all once in Kafka and applied once");
    } finally {
      writing = false;
      relay.destroyForcibly();
      consumer.destroyForcibly();
      log.close();
      writer.join();
      database.stop();
    }
  }

  private long total(Counts counts) {
    long total = 0;
    for (int s = 0; s < STREAMS; s++) {
      total += counts.of(database, "account-" + s);
    }
    return total;
  }
}
