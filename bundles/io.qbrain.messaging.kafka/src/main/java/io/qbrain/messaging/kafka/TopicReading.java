package io.qbrain.messaging.kafka;

import io.qbrain.model.EventPosition;
import io.qbrain.port.MessageSource;
import io.qbrain.port.MessageSource.Message;
import io.qbrain.port.MessageSource.Place;
import io.qbrain.port.PortException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/** Reads all partitions of a topic with one consumer and without a group. */
final class TopicReading implements MessageSource.Reading {
  private static final System.Logger LOG = System.getLogger(TopicReading.class.getName());
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final Place place;
  private final Consumer<String, String> consumer;
  private final TreeMap<Integer, Long> offsets = new TreeMap<>();

  TopicReading(Clients clients, Place place, String after) {
    this.place = place;
    this.consumer = clients.reader("messages-" + place.name());
    try {
      if (!after.isEmpty()) {
        offsets.putAll(Offsets.of(new EventPosition(after)));
      }
      assign();
    } catch (KafkaException e) {
      close();
      throw failure(e);
    } catch (PortException e) {
      close();
      throw e;
    }
  }

  private void assign() {
    @Nullable List<PartitionInfo> found = consumer.partitionsFor(place.name());
    if (found == null || found.isEmpty()) {
      throw new PortException("there is no topic " + place.name() + " in Kafka");
    }
    List<TopicPartition> partitions =
        found.stream().map(p -> new TopicPartition(place.name(), p.partition())).toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> oldest = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> begin = place.oldest() ? oldest : consumer.endOffsets(partitions);
    for (TopicPartition partition : partitions) {
      long from =
          offsets.computeIfAbsent(partition.partition(), p -> begin.getOrDefault(partition, 0L));
      // What the broker has thrown away meanwhile cannot be read any more.
      from = Math.max(from, oldest.getOrDefault(partition, 0L));
      offsets.put(partition.partition(), from);
      consumer.seek(partition, from);
    }
  }

  @Override
  public MessageSource.Batch next(Duration longest) {
    try {
      ConsumerRecords<String, String> records = consumer.poll(longest);
      List<Message> messages = new ArrayList<>();
      for (ConsumerRecord<String, String> record : records) {
        offsets.put(record.partition(), record.offset() + 1);
        if (record.value() != null
            && (place.only().isEmpty() || place.only().equals(record.key()))) {
          messages.add(new Message(position(), record.value()));
        }
      }
      return new MessageSource.Batch(messages, 0);
    } catch (KafkaException e) {
      throw failure(e);
    }
  }

  private static PortException failure(KafkaException e) {
    return new PortException(
        e instanceof WakeupException ? "closed" : "Kafka: " + e.getMessage(), e);
  }

  @Override
  public String position() {
    return Offsets.position(offsets).text();
  }

  @Override
  public void close() {
    try {
      consumer.close(CloseOptions.timeout(CLOSE));
    } catch (KafkaException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing a reader: " + e.getMessage());
    }
  }
}
