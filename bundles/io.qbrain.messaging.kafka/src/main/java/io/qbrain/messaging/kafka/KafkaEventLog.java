package io.qbrain.messaging.kafka;

import io.qbrain.model.EventDraft;
import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.port.EventLog;
import io.qbrain.port.PortException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The event log as it is in Kafka; what is appended goes to the outbox, and from there to Kafka.
 */
@Component(
    service = EventLog.class,
    property = "qbrain.log=kafka",
    configurationPid = KafkaSettings.PID)
public final class KafkaEventLog implements EventLog {
  /** Clocks of brokers, nodes and the database may differ by so much. */
  private static final Duration CLOCKS = Duration.ofMinutes(1);

  private final KafkaSettings settings;
  private final Clients clients;
  private final EventLog outbox;
  private @Nullable TopicReader reader;

  @Activate
  public KafkaEventLog(
      KafkaConfiguration configuration,
      @Reference(target = "(qbrain.log=outbox)") EventLog outbox) {
    this(KafkaSettings.of(configuration, System.getenv()), outbox);
  }

  public KafkaEventLog(KafkaSettings settings, EventLog outbox) {
    this.settings = settings;
    this.clients = new Clients(settings);
    this.outbox = outbox;
  }

  @Override
  public String describe() {
    return settings.isOn() ? "Kafka at " + settings : "no Kafka";
  }

  @Override
  public void append(List<EventDraft> events) {
    outbox.append(events);
  }

  @Override
  public EventPage read(EventTopic topic, Optional<String> stream, EventPosition after, int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("expected a limit of 1 to 1000, found " + limit);
    }
    return ask(r -> r.read(topic, stream, after, limit));
  }

  @Override
  public EventPosition end(EventTopic topic) {
    return ask(r -> r.end(topic));
  }

  @Override
  public EventPosition at(EventTopic topic, long timeNanos) {
    return ask(r -> r.at(topic, timeNanos / 1_000_000 - CLOCKS.toMillis()));
  }

  @Override
  public long countAfter(EventTopic topic, EventPosition after, long atMost) {
    long count = 0;
    EventPosition place = after;
    while (count < atMost) {
      EventPage page =
          read(topic, Optional.empty(), place, (int) Math.min(MAX_PAGE, atMost - count));
      if (page.events().isEmpty()) {
        return count;
      }
      count += page.events().size();
      place = page.next();
    }
    return count;
  }

  /** One question at a time; after a failure with a new consumer. */
  private synchronized <T> T ask(Function<TopicReader, T> question) {
    if (!settings.isOn()) {
      throw new PortException("there is no Kafka: set QBRAIN_KAFKA_SERVERS");
    }
    TopicReader current = reader;
    if (current == null) {
      current = new TopicReader(clients, "log");
      reader = current;
    }
    try {
      return question.apply(current);
    } catch (KafkaException e) {
      close();
      throw new PortException("Kafka at " + settings.servers() + ": " + e.getMessage(), e);
    }
  }

  /** Closes the consumer; the next question opens another. */
  @Deactivate
  public synchronized void close() {
    TopicReader current = reader;
    reader = null;
    if (current != null) {
      current.close();
    }
  }
}
