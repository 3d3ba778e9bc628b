package io.qbrain.messaging.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.codec.StringCodec;
import io.qbrain.messaging.redis.client.RedisLink;
import io.qbrain.port.MessageSource;
import io.qbrain.port.MessageSource.Message;
import io.qbrain.port.MessageSource.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a stream outside of any group, with a connection of its own, because that blocks it. */
final class StreamReading implements MessageSource.Reading {
  private static final int BATCH = 500;
  private static final String FIRST = "0-0";

  private final RedisLink link;
  private final Place place;
  private final RedisLink.Connection<String> connection;
  private String after;

  StreamReading(RedisLink link, Place place, String after) {
    this.link = link;
    this.place = place;
    link.checkUp();
    this.after = after.isEmpty() ? begin() : after;
    this.connection = link.connect(StringCodec.UTF8, RedisLink.TIMEOUT);
  }

  /** Before the oldest message, or behind the newest that is there now. */
  private String begin() {
    if (place.oldest()) {
      return FIRST;
    }
    List<StreamMessage<String, String>> newest =
        link.await(link.commands().xrevrange(place.name(), Range.unbounded(), Limit.create(0, 1)));
    return newest.isEmpty() ? FIRST : newest.get(0).getId();
  }

  @Override
  @SuppressWarnings("unchecked") // an array of one element, of the right type
  public MessageSource.Batch next(Duration longest) {
    List<StreamMessage<String, String>> found;
    try {
      connection.raw().setTimeout(longest.plus(RedisLink.TIMEOUT));
      RedisFuture<List<StreamMessage<String, String>>> answer =
          connection
              .commands()
              .xread(
                  XReadArgs.Builder.block(Math.max(1, longest.toMillis())).count(BATCH),
                  XReadArgs.StreamOffset.from(place.name(), after));
      found = link.await(answer, longest.plus(RedisLink.TIMEOUT));
    } catch (RedisException | IllegalStateException e) {
      throw link.failure(e); // also of a client that was shut down meanwhile
    }
    List<Message> messages = new ArrayList<>(found.size());
    for (StreamMessage<String, String> entry : found) {
      after = entry.getId();
      String text = text(entry.getBody());
      if (text != null) {
        messages.add(new Message(after, text));
      }
    }
    return new MessageSource.Batch(messages, 0);
  }

  /** One field as it is, or all as an object; null if the field that is wanted is not there. */
  private @Nullable String text(Map<String, String> fields) {
    if (!place.only().isEmpty()) {
      return fields.get(place.only());
    }
    StringBuilder json = new StringBuilder("{");
    fields.forEach(
        (name, value) -> {
          json.append(json.length() > 1 ? "," : "");
          quoted(name, json);
          json.append(':');
          quoted(value, json);
        });
    return json.append('}').toString();
  }

  private static void quoted(String text, StringBuilder to) {
    to.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        to.append('\\').append(c);
      } else if (c < ' ') {
        to.append(String.format("\\u%04x", (int) c));
      } else {
        to.append(c);
      }
    }
    to.append('"');
  }

  @Override
  public String position() {
    return after;
  }

  @Override
  public void close() {
    connection.close();
  }
}
