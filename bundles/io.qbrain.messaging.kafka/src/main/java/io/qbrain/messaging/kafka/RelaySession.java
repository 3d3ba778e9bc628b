package io.qbrain.messaging.kafka;

import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.model.LoggedEvent;
import io.qbrain.port.EventCursors;
import io.qbrain.port.EventCursors.Claim;
import io.qbrain.port.EventLog;
import io.qbrain.port.PortException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * The work of one claim. Each page of the outbox is one transaction of Kafka, then the cursor
 * moves. A session that begins looks what its predecessor may have sent without having moved the
 * cursor, and passes it over: so an event is in Kafka once. Opening the producer ends the
 * transactions of all older ones; what a node does that was taken for dead is refused by Kafka and
 * by the database.
 */
final class RelaySession implements AutoCloseable {
  /** How long to wait for new events. */
  static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Events of one transaction. */
  private static final int PAGE = 500;

  /** What the last transactions of a topic can hold in a partition, with room for their ends. */
  private static final long TAIL = 4L * PAGE;

  private static final long COUNT_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long COUNT_AT_MOST = 100_000;

  private final KafkaSettings settings;
  private final EventLog outbox;
  private final EventCursors cursors;
  private final Map<EventTopic, EventPosition> places = new EnumMap<>(EventTopic.class);
  private final Map<EventTopic, Map<String, Long>> sentBefore = new EnumMap<>(EventTopic.class);
  private final Producer<String, String> producer;
  private final long startedAt = System.nanoTime();
  private Claim claim;
  private long claimedAt = System.nanoTime();
  private long countedAt;
  private long behind;
  private long sent;
  private volatile long waitingSince;

  RelaySession(KafkaSettings settings, EventLog outbox, EventCursors cursors, Claim claim) {
    this.settings = settings;
    this.outbox = outbox;
    this.cursors = cursors;
    this.claim = claim;
    for (EventTopic topic : EventTopic.values()) {
      EventPosition place = cursors.position(KafkaRelay.CURSOR, topic);
      // So that the outbox keeps what we have not sent, from the first time on.
      cursors.move(claim, topic, place);
      places.put(topic, place);
    }
    Clients clients = new Clients(settings);
    try (Admin admin = clients.admin()) {
      new Topics(settings).make(admin);
    }
    this.producer = clients.transactionalProducer("relay");
    try {
      producer.initTransactions();
      try (TopicReader reader = new TopicReader(clients, "relay-tail")) {
        for (EventTopic topic : EventTopic.values()) {
          sentBefore.put(topic, new HashMap<>(reader.lastNumbers(topic, TAIL)));
        }
      }
      keepClaim();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Sends what is next of each topic.
   *
   * @return how many events there were
   */
  int sendNext() {
    int count = 0;
    for (EventTopic topic : EventTopic.values()) {
      keepClaim();
      EventPage page =
          outbox.read(
              topic, Optional.empty(), places.getOrDefault(topic, EventPosition.START), PAGE);
      if (!page.events().isEmpty()) {
        send(topic, page.events());
        cursors.move(claim, topic, page.next());
        places.put(topic, page.next());
        count += page.events().size();
      }
    }
    sent += count;
    return count;
  }

  private void send(EventTopic topic, List<LoggedEvent> events) {
    List<LoggedEvent> fresh = notSentBefore(topic, events);
    if (fresh.isEmpty()) {
      return;
    }
    long now = System.nanoTime();
    waitingSince = now == 0 ? 1 : now;
    try {
      producer.beginTransaction();
      for (LoggedEvent event : fresh) {
        producer.send(
            new ProducerRecord<>(settings.topicName(topic), event.stream(), Envelope.write(event)));
      }
      producer.commitTransaction(); // throws what any of them met
    } finally {
      waitingSince = 0;
    }
  }

  /** How long Kafka has been taking for the page at hand; 0 if there is none; any thread. */
  long waitingNanos() {
    long began = waitingSince;
    return began == 0 ? 0 : System.nanoTime() - began;
  }

  private List<LoggedEvent> notSentBefore(EventTopic topic, List<LoggedEvent> events) {
    Map<String, Long> last = sentBefore.getOrDefault(topic, new HashMap<>());
    List<LoggedEvent> fresh = new ArrayList<>(events.size());
    for (LoggedEvent event : events) {
      long before = last.getOrDefault(event.stream(), 0L);
      if (event.sequence() > before) {
        fresh.add(event);
        last.put(event.stream(), event.sequence());
      }
    }
    return fresh;
  }

  private void keepClaim() {
    long now = System.nanoTime();
    if (now - claimedAt < settings.lease().toNanos() / 3) {
      return;
    }
    Optional<Claim> kept = cursors.claim(claim.cursor(), claim.owner(), settings.lease());
    if (kept.isEmpty() || kept.get().token() != claim.token()) {
      throw new PortException("another node took over while this one waited");
    }
    claim = kept.get();
    claimedAt = now;
  }

  /** Says where it sends, how much and how far behind it is; counts now and then. */
  String describe() {
    long now = System.nanoTime();
    if (countedAt == 0 || now - countedAt > COUNT_NANOS) {
      behind = 0;
      places.forEach((topic, place) -> behind += outbox.countAfter(topic, place, COUNT_AT_MOST));
      countedAt = now;
    }
    double minutes = (now - startedAt) / 6e10;
    return "Kafka at "
        + settings.servers()
        + ", "
        + sent
        + " events sent ("
        + Math.round(sent / Math.max(minutes, 1.0))
        + " a minute), "
        + (behind >= COUNT_AT_MOST ? "more than " : "")
        + behind
        + " behind";
  }

  @Override
  public void close() {
    try {
      producer.close(Duration.ofSeconds(1));
    } catch (KafkaException e) {
      System.getLogger(RelaySession.class.getName())
          .log(System.Logger.Level.DEBUG, "closing the producer: " + e.getMessage());
    }
  }
}
