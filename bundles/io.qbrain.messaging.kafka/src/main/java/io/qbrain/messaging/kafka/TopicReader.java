package io.qbrain.messaging.kafka;

import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.model.LoggedEvent;
import io.qbrain.port.PortException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads topics of committed events with one consumer; not safe for use by several threads. */
final class TopicReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Consumer<String, String> consumer;
  private final KafkaSettings settings;

  TopicReader(Clients clients, String name) {
    this.consumer = clients.reader(name);
    this.settings = clients.settings();
  }

  private List<TopicPartition> partitions(EventTopic topic) {
    String name = settings.topicName(topic);
    @Nullable List<PartitionInfo> found = consumer.partitionsFor(name);
    if (found == null || found.isEmpty()) {
      throw new PortException("there is no topic " + name + " in Kafka yet");
    }
    return found.stream().map(info -> new TopicPartition(name, info.partition())).toList();
  }

  EventPage read(EventTopic topic, Optional<String> stream, EventPosition after, int limit) {
    TreeMap<Integer, Long> place = Offsets.of(after);
    List<TopicPartition> partitions = partitions(topic);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    seek(partitions, place);
    List<LoggedEvent> events = new ArrayList<>();
    Map<String, Long> numbers = new HashMap<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (events.size() < limit && isBefore(place, ends)) {
      ConsumerRecords<String, String> records = consumer.poll(POLL);
      for (ConsumerRecord<String, String> next : records) {
        if (events.size() == limit) {
          break;
        }
        place.put(next.partition(), next.offset() + 1);
        if (stream.isEmpty() || stream.get().equals(next.key())) {
          add(topic, next, place, numbers, events);
        }
      }
      if (events.size() < limit) {
        // Beyond what ended or undid transactions, which is never given out.
        partitions.forEach(p -> place.put(p.partition(), consumer.position(p)));
      }
      if (System.nanoTime() > deadline) {
        if (events.isEmpty() && records.isEmpty()) {
          throw new PortException(
              "Kafka gave nothing of " + settings.topicName(topic) + " within 10 s");
        }
        break;
      }
    }
    return new EventPage(events, Offsets.position(place));
  }

  private static void add(
      EventTopic topic,
      ConsumerRecord<String, String> next,
      TreeMap<Integer, Long> place,
      Map<String, Long> numbers,
      List<LoggedEvent> events) {
    LoggedEvent event = Envelope.read(next.value(), topic, next.key(), Offsets.position(place));
    @Nullable Long before = numbers.put(event.stream(), event.sequence());
    if (before != null && event.sequence() != before + 1) {
      throw new PortException(
          "the topic is damaged: expected "
              + topic
              + "/"
              + event.stream()
              + "/"
              + (before + 1)
              + ", found "
              + event.id());
    }
    events.add(event);
  }

  private void seek(List<TopicPartition> partitions, TreeMap<Integer, Long> place) {
    consumer.assign(partitions);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    for (TopicPartition partition : partitions) {
      long begin = begins.getOrDefault(partition, 0L);
      long wanted = Math.max(begin, place.getOrDefault(partition.partition(), begin));
      place.put(partition.partition(), wanted);
      consumer.seek(partition, wanted);
    }
  }

  private static boolean isBefore(Map<Integer, Long> place, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> place.getOrDefault(end.getKey().partition(), 0L) < end.getValue());
  }

  EventPosition end(EventTopic topic) {
    Map<Integer, Long> place = new TreeMap<>();
    consumer.endOffsets(partitions(topic)).forEach((p, end) -> place.put(p.partition(), end));
    return Offsets.position(place);
  }

  EventPosition at(EventTopic topic, long millis) {
    List<TopicPartition> partitions = partitions(topic);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, Long> wanted = new HashMap<>();
    partitions.forEach(p -> wanted.put(p, Math.max(0, millis)));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(wanted);
    Map<Integer, Long> place = new TreeMap<>();
    for (TopicPartition partition : partitions) {
      @Nullable OffsetAndTimestamp first = found.get(partition);
      place.put(
          partition.partition(), first == null ? ends.getOrDefault(partition, 0L) : first.offset());
    }
    return Offsets.position(place);
  }

  /** Returns the last number of each stream among the last records of each partition. */
  Map<String, Long> lastNumbers(EventTopic topic, long records) {
    Map<Integer, Long> from = new TreeMap<>();
    consumer
        .endOffsets(partitions(topic))
        .forEach((p, end) -> from.put(p.partition(), Math.max(0, end - records)));
    Map<String, Long> last = new HashMap<>();
    EventPosition place = Offsets.position(from);
    EventPage page;
    do {
      page = read(topic, Optional.empty(), place, 1_000);
      page.events().forEach(event -> last.put(event.stream(), event.sequence()));
      place = page.next();
    } while (!page.events().isEmpty());
    return last;
  }

  @Override
  public void close() {
    try {
      consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
    } catch (KafkaException e) {
      // It is of no use any more, and it holds nothing that others wait for.
      System.getLogger(TopicReader.class.getName())
          .log(System.Logger.Level.DEBUG, "closing a consumer: " + e.getMessage());
    }
  }
}
