package io.qbrain.messaging.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.model.LoggedEvent;
import io.qbrain.port.PortException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An event as the value of a record: what it is about and its number are inside, so that a record
 * that was put elsewhere is found out. The data stays as it was written, to the letter.
 */
final class Envelope {
  private static final JsonFactory JSON = new JsonFactory();

  private Envelope() {}

  static String write(LoggedEvent event) {
    StringBuilder text = new StringBuilder(event.data().length() + 160);
    text.append("{\"topic\":\"").append(event.topic()).append("\",\"stream\":\"");
    JsonStringEncoder.getInstance().quoteAsString(event.stream(), text);
    return text.append("\",\"sequence\":")
        .append(event.sequence())
        .append(",\"type\":\"")
        .append(event.type())
        .append("\",\"version\":")
        .append(event.version())
        .append(",\"time\":")
        .append(event.timeNanos())
        .append(",\"data\":")
        .append(event.data())
        .append('}')
        .toString();
  }

  /** Reads the event of a record; refuses what is no event, or one of another topic or stream. */
  static LoggedEvent read(
      String value, EventTopic topic, @Nullable String key, EventPosition position) {
    String foundTopic = "";
    String stream = "";
    String type = "";
    String data = "";
    long sequence = 0;
    long time = 0;
    int version = 0;
    try (JsonParser parser = JSON.createParser(value)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw damaged(value, topic, key, null);
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "topic" -> foundTopic = parser.getText();
          case "stream" -> stream = parser.getText();
          case "type" -> type = parser.getText();
          case "sequence" -> sequence = parser.getLongValue();
          case "time" -> time = parser.getLongValue();
          case "version" -> version = parser.getIntValue();
          case "data" -> data = raw(parser, value);
          default -> parser.skipChildren();
        }
      }
      if (!foundTopic.equals(topic.toString()) || !stream.equals(key) || data.isEmpty()) {
        throw damaged(value, topic, key, null);
      }
      return new LoggedEvent(position, topic, stream, sequence, type, version, time, data);
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(value, topic, key, e);
    }
  }

  private static String raw(JsonParser parser, String value) throws IOException {
    int from = (int) parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    int to = (int) parser.currentLocation().getCharOffset();
    return value.substring(from, to);
  }

  private static PortException damaged(
      String value, EventTopic topic, @Nullable String key, @Nullable Exception cause) {
    return new PortException(
        "expected an event of "
            + topic
            + "/"
            + key
            + ", found "
            + value.substring(0, Math.min(120, value.length())),
        cause);
  }
}
