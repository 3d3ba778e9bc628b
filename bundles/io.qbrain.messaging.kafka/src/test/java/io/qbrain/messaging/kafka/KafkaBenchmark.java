package io.qbrain.messaging.kafka;

import io.qbrain.data.PostgresDatabase;
import io.qbrain.data.events.PostgresEventCursors;
import io.qbrain.data.events.PostgresEventLog;
import io.qbrain.model.EventDraft;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.port.EventStream.Group;
import io.qbrain.port.StreamMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures streams and the relay on a real broker: messages a second and the 99th percentile of a
 * batch. {@code run.sh} in this module runs it.
 */
public final class KafkaBenchmark {
  private static final int BATCH = 100;
  private static final String BODY = "{\"price\":\"412.25\",\"size\":\"100\"}".repeat(6);

  private KafkaBenchmark() {}

  /** Takes the number of messages, 200,000 unless given. */
  public static void main(String[] args) throws InterruptedException {
    int messages = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
    KafkaSettings settings = KafkaSettings.plain(TestServers.kafka(), "bench.");
    KafkaEventStream streams = new KafkaEventStream(settings);
    streams(streams, messages, 0, "as fast as it goes");
    streams(streams, Math.min(messages, 170_000), 17_000, "at 17,000 messages/s");
    streams.close();
    relay(settings, Math.min(messages, 50_000));
    System.exit(0);
  }

  private static void streams(KafkaEventStream streams, int messages, int perSecond, String how) {
    String stream = "bench-" + System.nanoTime();
    AtomicLong received = new AtomicLong();
    var subscription =
        streams.subscribe(Group.of(stream, "g", "a"), delivered -> received.incrementAndGet());
    List<StreamMessage> batch = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      batch.add(StreamMessage.of("K" + i % 10, "trade", BODY));
    }
    streams.publish(stream, batch);
    long[] nanos = new long[messages / BATCH];
    long start = System.nanoTime();
    for (int i = 0; i < nanos.length; i++) {
      long due = perSecond == 0 ? start : start + i * (1_000_000_000L * BATCH / perSecond);
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      long begun = perSecond == 0 ? System.nanoTime() : due;
      streams.publish(stream, batch);
      nanos[i] = System.nanoTime() - begun;
    }
    double published = (System.nanoTime() - start) / 1e9;
    TestServers.await(() -> received.get() >= messages);
    double all = (System.nanoTime() - start) / 1e9;
    subscription.close();
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "streams, %s: %,.0f messages/s published, %,.0f through the group; batch of %d: p50 %.2f"
            + " ms, p99 %.2f ms%n",
        how,
        messages / published,
        messages / all,
        BATCH,
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length * 99 / 100] / 1e6);
  }

  private static void relay(KafkaSettings settings, int events) {
    PostgresDatabase database = TestServers.database("bench");
    PostgresEventLog outbox = new PostgresEventLog(database);
    PostgresEventCursors cursors = new PostgresEventCursors(database);
    List<EventDraft> group = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      group.add(
          new EventDraft(
              EventTopic.AUDIT,
              "account-" + i % 5,
              "bench",
              1,
              i,
              "{\"a\":[" + BODY.replace("}{", "},{") + "]}"));
    }
    long[] nanos = new long[events / BATCH];
    for (int i = 0; i < nanos.length; i++) {
      long begun = System.nanoTime();
      outbox.append(group);
      nanos[i] = System.nanoTime() - begun;
    }
    Arrays.sort(nanos);
    KafkaRelay relay = new KafkaRelay(settings, outbox, cursors);
    long start = System.nanoTime();
    relay.start();
    EventPosition end = outbox.end(EventTopic.AUDIT);
    TestServers.await(() -> cursors.position(KafkaRelay.CURSOR, EventTopic.AUDIT).equals(end));
    double seconds = (System.nanoTime() - start) / 1e9;
    relay.stop();
    database.stop();
    System.out.printf(
        Locale.ROOT,
        "outbox, commit of %d events: p50 %.2f ms, p99 %.2f ms; relay to Kafka: %,.0f events/s"
            + " with its start%n",
        BATCH,
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length * 99 / 100] / 1e6,
        events / seconds);
  }
}
