package io.qbrain.messaging.kafka;

import io.qbrain.port.EventStream.Delivered;
import io.qbrain.port.StreamMessage;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** Messages as records: type and headers are headers of the record. */
final class StreamRecords {
  private static final String TYPE = "type";
  private static final String HEADER = "h.";

  private StreamRecords() {}

  static ProducerRecord<String, String> of(String topic, StreamMessage message) {
    ProducerRecord<String, String> to = new ProducerRecord<>(topic, message.key(), message.body());
    to.headers().add(TYPE, message.type().getBytes(StandardCharsets.UTF_8));
    message
        .headers()
        .forEach(
            (name, value) ->
                to.headers().add(HEADER + name, value.getBytes(StandardCharsets.UTF_8)));
    return to;
  }

  static StreamMessage message(ConsumerRecord<String, String> from) {
    String type = "";
    TreeMap<String, String> headers = new TreeMap<>();
    for (Header header : from.headers()) {
      String value =
          header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
      if (header.key().equals(TYPE)) {
        type = value;
      } else if (header.key().startsWith(HEADER)) {
        headers.put(header.key().substring(HEADER.length()), value);
      }
    }
    // Others may write into a topic, too, without a key or a type.
    String key = from.key() == null || from.key().isEmpty() ? "-" : from.key();
    String body = from.value() == null ? "" : from.value();
    return new StreamMessage(key, type.isEmpty() ? "record" : type, body, headers);
  }

  static Delivered delivered(
      String stream, ConsumerRecord<String, String> from, String id, int delivery) {
    return new Delivered(stream, id, message(from), delivery);
  }
}
