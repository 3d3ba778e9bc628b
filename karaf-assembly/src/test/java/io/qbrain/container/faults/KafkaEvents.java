package io.qbrain.container.faults;

import io.qbrain.container.faults.Books.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the topics of the event log by a consumer of our own: committed records only. */
final class KafkaEvents {
  private static final String PREFIX = "qbrain.";
  private static final Pattern ENVELOPE =
      Pattern.compile(
          "\"sequence\":(\\d+),\"type\":\"([^\"]+)\",.*?\"data\":(.*)}$", Pattern.DOTALL);

  private KafkaEvents() {}

  /** The events by topic and stream, each list in the order in which Kafka has them. */
  static Map<String, List<Event>> read(String servers) {
    Map<String, List<Event>> found = new TreeMap<>();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", servers,
            "isolation.level", "read_committed",
            "enable.auto.commit", "false",
            "default.api.timeout.ms", "10000");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      consumer
          .listTopics()
          .forEach(
              (topic, infos) -> {
                if (topic.startsWith(PREFIX)) {
                  infos.forEach(i -> partitions.add(new TopicPartition(topic, i.partition())));
                }
              });
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<String, String> r : consumer.poll(Duration.ofMillis(500))) {
          String name = r.topic().substring(PREFIX.length()) + "/" + r.key();
          found.computeIfAbsent(name, n -> new ArrayList<>()).add(event(r.value()));
        }
      }
    }
    return found;
  }

  private static Event event(String value) {
    Matcher fields = ENVELOPE.matcher(value);
    if (!fields.find()) {
      throw new IllegalStateException("no event: " + value);
    }
    return new Event(Long.parseLong(fields.group(1)), fields.group(2), fields.group(3));
  }
}
