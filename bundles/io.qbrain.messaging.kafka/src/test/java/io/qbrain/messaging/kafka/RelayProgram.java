package io.qbrain.messaging.kafka;

import io.qbrain.data.PostgresDatabase;
import io.qbrain.data.events.PostgresEventCursors;
import io.qbrain.data.events.PostgresEventLog;
import io.qbrain.model.EventPage;
import io.qbrain.model.EventTopic;
import io.qbrain.port.EventCursors.Claim;
import io.qbrain.port.PortException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** A node that relays ({@code relay}) or projects ({@code project}) until it is killed. */
public final class RelayProgram {
  private RelayProgram() {}

  /** Takes the work, the database's url, user, password and schema, and the broker. */
  public static void main(String[] args) {
    Thread guard =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // waits for its end
                }
              } catch (IOException e) {
                // as good as its end
              }
              Runtime.getRuntime().halt(1);
            });
    guard.setDaemon(true);
    guard.start();
    PostgresDatabase database = TestServers.database(args[1], args[2], args[3], args[4]);
    KafkaSettings settings = settings(args[5]);
    PostgresEventLog outbox = new PostgresEventLog(database);
    PostgresEventCursors cursors = new PostgresEventCursors(database);
    if (args[0].equals("relay")) {
      new KafkaRelay(settings, outbox, cursors).start();
      LockSupport.parkUntil(Long.MAX_VALUE);
    } else {
      project(new KafkaEventLog(settings, outbox), cursors);
    }
  }

  static KafkaSettings settings(String servers) {
    return KafkaSettings.plain(servers, "kill-test.").withLease(Duration.ofSeconds(2));
  }

  private static void project(KafkaEventLog log, PostgresEventCursors cursors) {
    Counts counts = new Counts("killed");
    String owner = UUID.randomUUID().toString();
    while (true) {
      try {
        Optional<Claim> claim = cursors.claim(counts.name(), owner, Duration.ofSeconds(2));
        if (claim.isPresent()) {
          EventPage page =
              log.read(
                  EventTopic.AUDIT,
                  Optional.empty(),
                  cursors.position(counts.name(), EventTopic.AUDIT),
                  200);
          cursors.apply(claim.get(), counts, EventTopic.AUDIT, page);
        }
      } catch (PortException e) {
        System.out.println("project: " + e.getMessage());
      }
      LockSupport.parkNanos(5_000_000);
    }
  }
}
