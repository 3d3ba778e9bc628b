package io.qbrain.messaging.kafka;

import io.qbrain.port.EventStream;
import io.qbrain.port.PortException;
import io.qbrain.port.StreamMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Streams as topics, their groups as consumer groups. */
@Component(
    service = EventStream.class,
    property = "qbrain.transport=kafka",
    configurationPid = KafkaSettings.PID)
public final class KafkaEventStream implements EventStream {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final KafkaSettings settings;
  private final Clients clients;
  private final StreamNames names;
  private final Set<String> made = ConcurrentHashMap.newKeySet();
  private final Set<GroupReader> readers = ConcurrentHashMap.newKeySet();
  private @Nullable Producer<String, String> producer;
  private @Nullable Admin admin;
  private @Nullable Consumer<String, String> pages;

  @Activate
  public KafkaEventStream(KafkaConfiguration configuration) {
    this(KafkaSettings.of(configuration, System.getenv()));
  }

  public KafkaEventStream(KafkaSettings settings) {
    this.settings = settings;
    this.clients = new Clients(settings);
    this.names = new StreamNames(settings.prefix());
  }

  @Override
  public void publish(String stream, List<StreamMessage> messages) {
    String topic = names.topic(stream);
    make(topic);
    try {
      Producer<String, String> to = producer();
      List<Future<?>> answers = new ArrayList<>();
      for (StreamMessage message : messages) {
        answers.add(to.send(StreamRecords.of(topic, message)));
      }
      to.flush();
      for (Future<?> answer : answers) {
        answer.get();
      }
    } catch (KafkaException | ExecutionException e) {
      throw new PortException(
          "Kafka did not take messages of " + stream + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PortException("interrupted while Kafka takes messages of " + stream, e);
    }
  }

  private synchronized Producer<String, String> producer() {
    Producer<String, String> current = producer;
    if (current == null) {
      current = clients.plainProducer("streams");
      producer = current;
    }
    return current;
  }

  private synchronized Admin admin() {
    if (!settings.isOn()) {
      throw new PortException("there is no Kafka: set QBRAIN_KAFKA_SERVERS");
    }
    Admin current = admin;
    if (current == null) {
      current = clients.admin();
      admin = current;
    }
    return current;
  }

  /** Makes a stream's topic where it is not there; a day of messages is kept. */
  private void make(String topic) {
    if (made.contains(topic)) {
      return;
    }
    NewTopic wanted =
        new NewTopic(
                topic,
                Optional.of(settings.partitions()),
                settings.replication() == 0
                    ? Optional.empty()
                    : Optional.of((short) settings.replication()))
            .configs(
                Map.of(
                    "retention.ms",
                    Long.toString(Duration.ofDays(1).toMillis()),
                    "max.message.bytes",
                    Integer.toString(8 << 20)));
    try {
      Topics.await(admin().createTopics(List.of(wanted)).all());
      awaitLeaders(topic);
    } catch (PortException e) {
      if (!Topics.isCausedBy(e, TopicExistsException.class)) {
        throw e;
      }
    }
    made.add(topic);
  }

  /** A topic is told as made before every broker knows it and its leaders lead. */
  private void awaitLeaders(String topic) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (int partition = 0; partition < settings.partitions(); partition++) {
      ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        Topics.await(admin().listOffsets(ends).all());
        return;
      } catch (PortException e) {
        if (!Topics.isCausedBy(e, UnknownTopicOrPartitionException.class)
            || System.nanoTime() > deadline) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PortException("interrupted while Kafka makes a topic", e);
    }
  }

  @Override
  public Subscription subscribe(Group group, Handler handler) {
    make(names.topic(group.stream()));
    if (group.start() == Start.NEW) {
      beginAtTheEnd(group);
    }
    GroupReader reader = new GroupReader(clients, names, this, group, handler);
    readers.removeIf(r -> !r.isAlive());
    readers.add(reader);
    reader.start();
    return reader;
  }

  private void beginAtTheEnd(Group group) {
    String id = names.group(group.stream(), group.name());
    if (committed(id).isEmpty()) {
      Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>();
      ends(names.topic(group.stream()))
          .forEach((partition, end) -> places.put(partition, new OffsetAndMetadata(end)));
      Topics.await(admin().alterConsumerGroupOffsets(id, places).all());
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(String groupId) {
    return Topics.await(
        admin().listConsumerGroupOffsets(groupId).partitionsToOffsetAndMetadata(groupId));
  }

  private synchronized Map<TopicPartition, Long> ends(String topic) {
    Consumer<String, String> consumer = pages();
    return consumer.endOffsets(partitions(consumer, topic));
  }

  private Consumer<String, String> pages() {
    Consumer<String, String> current = pages;
    if (current == null) {
      current = clients.reader("stream-pages");
      pages = current;
    }
    return current;
  }

  private static List<TopicPartition> partitions(Consumer<String, String> consumer, String topic) {
    @Nullable List<PartitionInfo> found = consumer.partitionsFor(topic);
    return found == null
        ? List.of()
        : found.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
  }

  @Override
  public synchronized List<Delivered> read(String stream, String afterId, int limit) {
    String topic = names.topic(stream);
    if (!made.contains(topic) && !topics().contains(topic)) {
      return List.of();
    }
    TreeMap<Integer, Long> place = Offsets.of(new io.qbrain.model.EventPosition(afterId));
    Consumer<String, String> consumer = pages();
    List<TopicPartition> partitions = partitions(consumer, topic);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer.assign(partitions);
    consumer
        .beginningOffsets(partitions)
        .forEach(
            (partition, begin) -> {
              long from = Math.max(begin, place.getOrDefault(partition.partition(), begin));
              place.put(partition.partition(), from);
              consumer.seek(partition, from);
            });
    List<Delivered> found = new ArrayList<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (found.size() < limit && isBefore(place, ends)) {
      for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
        if (found.size() < limit) {
          place.put(record.partition(), record.offset() + 1);
          found.add(StreamRecords.delivered(stream, record, Offsets.position(place).text(), 0));
        }
      }
      if (System.nanoTime() > deadline) {
        if (found.isEmpty()) {
          throw new PortException("Kafka gave nothing of " + stream + " within 10 s");
        }
        break;
      }
    }
    return found;
  }

  private static boolean isBefore(Map<Integer, Long> place, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> place.getOrDefault(end.getKey().partition(), 0L) < end.getValue());
  }

  private Set<String> topics() {
    return Topics.await(admin().listTopics().names());
  }

  @Override
  public List<StreamView> streams() {
    return new StreamViews(names, admin()).all();
  }

  /** As if the process were killed. */
  void abandon() {
    readers.forEach(GroupReader::abandon);
  }

  /** Ends every subscription and lets go of the server. */
  @Deactivate
  public void close() {
    readers.forEach(GroupReader::close);
    readers.clear();
    synchronized (this) {
      if (producer != null) {
        producer.close(Duration.ofSeconds(1));
        producer = null;
      }
      if (pages != null) {
        pages.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
        pages = null;
      }
      if (admin != null) {
        admin.close(Duration.ofSeconds(1));
        admin = null;
      }
    }
  }
}
