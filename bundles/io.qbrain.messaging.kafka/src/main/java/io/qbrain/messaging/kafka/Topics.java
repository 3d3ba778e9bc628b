package io.qbrain.messaging.kafka;

import io.qbrain.model.EventTopic;
import io.qbrain.port.PortException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics that are not there; those that are stay as they are. */
final class Topics {
  private static final Duration WAIT = Duration.ofSeconds(10);

  private final KafkaSettings settings;

  Topics(KafkaSettings settings) {
    this.settings = settings;
  }

  void make(Admin admin) {
    Set<String> there = await(admin.listTopics().names());
    List<NewTopic> missing = new ArrayList<>();
    for (EventTopic topic : EventTopic.values()) {
      if (!there.contains(settings.topicName(topic))) {
        missing.add(topic(topic));
      }
    }
    for (Map.Entry<String, ? extends Future<Void>> made :
        admin.createTopics(missing).values().entrySet()) {
      try {
        made.getValue().get(WAIT.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw new PortException(
              "the topic " + made.getKey() + " cannot be made: " + e.getCause(), e);
        }
      } catch (InterruptedException | TimeoutException e) {
        throw failed(e);
      }
    }
  }

  private NewTopic topic(EventTopic topic) {
    int days = settings.days().getOrDefault(topic, 0);
    return new NewTopic(
            settings.topicName(topic),
            Optional.of(settings.partitions()),
            settings.replication() == 0
                ? Optional.empty()
                : Optional.of((short) settings.replication()))
        .configs(
            Map.of(
                "cleanup.policy",
                "delete",
                "retention.bytes",
                "-1",
                "max.message.bytes",
                Integer.toString(8 << 20),
                "retention.ms",
                days == 0 ? "-1" : Long.toString(Duration.ofDays(days).toMillis())));
  }

  static <T> T await(Future<T> answer) {
    try {
      return answer.get(WAIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new PortException("Kafka: " + e.getCause(), e);
    } catch (InterruptedException | TimeoutException e) {
      throw failed(e);
    }
  }

  /** Whether an answer that {@link #await} waited for was this. */
  static boolean isCausedBy(PortException failure, Class<? extends KafkaException> answer) {
    return failure.getCause() instanceof ExecutionException failed
        && answer.isInstance(failed.getCause());
  }

  private static PortException failed(Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return new PortException("interrupted while waiting for Kafka", e);
    }
    return new PortException("Kafka did not answer within " + WAIT.toSeconds() + " s", e);
  }
}
