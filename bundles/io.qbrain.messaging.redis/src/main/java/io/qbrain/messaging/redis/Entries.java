package io.qbrain.messaging.redis;

import io.qbrain.port.StreamMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A message as the fields of an entry: {@code k}, {@code t}, {@code b}, and {@code h:} headers. */
final class Entries {
  private static final String KEY = "k";
  private static final String TYPE = "t";
  private static final String BODY = "b";
  private static final String HEADER = "h:";

  private Entries() {}

  static Map<String, String> fields(StreamMessage message) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(KEY, message.key());
    fields.put(TYPE, message.type());
    fields.put(BODY, message.body());
    message.headers().forEach((name, value) -> fields.put(HEADER + name, value));
    return fields;
  }

  /** Also of entries that others have written: what is missing is said so. */
  static StreamMessage message(Map<String, String> fields) {
    TreeMap<String, String> headers = new TreeMap<>();
    fields.forEach(
        (name, value) -> {
          if (name.startsWith(HEADER)) {
            headers.put(name.substring(HEADER.length()), value);
          }
        });
    return new StreamMessage(
        notEmpty(fields.get(KEY)), notEmpty(fields.get(TYPE)), text(fields.get(BODY)), headers);
  }

  private static String notEmpty(@org.jspecify.annotations.Nullable String text) {
    return text == null || text.isEmpty() ? "?" : text;
  }

  private static String text(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text;
  }
}
