package io.qbrain.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.port.MessageSource;
import io.qbrain.port.MessageSource.Kind;
import io.qbrain.port.MessageSource.Message;
import io.qbrain.port.MessageSource.Place;
import io.qbrain.port.MessageSource.Reading;
import io.qbrain.port.PortException;
import io.qbrain.testkit.contract.MessageSourceContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaMessagesTest extends MessageSourceContract {
  private static final KafkaSettings KAFKA = KafkaSettings.plain(TestServers.kafka(), "");

  private final MessageSource messages = new KafkaMessages(KAFKA);
  private final Producer<String, String> producer = new Clients(KAFKA).plainProducer("others");

  @AfterEach
  void close() {
    producer.close();
  }

  @Override
  protected MessageSource source() {
    return messages;
  }

  @Override
  protected String newPlace() {
    String topic = "ticks-" + System.nanoTime();
    try (Admin admin = new Clients(KAFKA).admin()) {
      Topics.await(admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all());
    }
    return topic;
  }

  @Override
  protected void write(String place, String text) {
    write(place, "SPY", text);
  }

  private void write(String topic, String key, String text) {
    producer.send(new ProducerRecord<>(topic, key, text));
    producer.flush();
  }

  @Test
  void givesOnlyRecordsOfAKey() {
    String topic = newPlace();
    write(topic, "SPY", "1");
    write(topic, "QQQ", "2");
    write(topic, "SPY", "3");
    List<Message> found = new ArrayList<>();
    try (Reading reading = messages.open(new Place(Kind.KEPT, topic, "SPY", true), "")) {
      TestServers.await(
          () -> {
            found.addAll(reading.next(Duration.ofMillis(100)).messages());
            return found.size() == 2;
          });
    }
    assertThat(found.stream().map(Message::text)).containsExactly("1", "3");
  }

  @Test
  void namesWhatIsMissing() {
    Place nowhere = new Place(Kind.KEPT, "nowhere", "", true);
    assertThatThrownBy(() -> messages.open(nowhere, ""))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("there is no topic nowhere");
    assertThatThrownBy(() -> new KafkaMessages(KafkaSettings.plain("", "")).open(nowhere, ""))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("QBRAIN_KAFKA_SERVERS");
    assertThatThrownBy(() -> messages.open(new Place(Kind.PASSING, "x", "", true), ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
