package io.qbrain.messaging.kafka;

import io.qbrain.port.MessageSource;
import io.qbrain.port.PortException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What others write into topics, by the names that the brokers know: no prefix is put before. */
@Component(service = MessageSource.class, property = "qbrain.source=kafka")
public final class KafkaMessages implements MessageSource {
  private final KafkaSettings settings;

  @Activate
  public KafkaMessages(@Reference KafkaRelay kafka) {
    this(kafka.settings());
  }

  KafkaMessages(KafkaSettings settings) {
    this.settings = settings;
  }

  @Override
  public String describe() {
    return settings.isOn() ? "Kafka " + settings.servers() : "no Kafka";
  }

  @Override
  public Reading open(Place place, String after) {
    if (place.kind() == Kind.PASSING) {
      throw new IllegalArgumentException("Kafka keeps what is in a topic: expected KEPT");
    }
    if (!settings.isOn()) {
      throw new PortException("there is no Kafka: set QBRAIN_KAFKA_SERVERS");
    }
    return new TopicReading(new Clients(settings), place, after);
  }
}
