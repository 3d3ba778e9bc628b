package io.qbrain.port;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is written into a stream.
 *
 * @param key what it is about, e.g. an order or an instrument; messages of one key stay in order
 * @param type what it says, e.g. {@code order.filled}; the reader chooses by it
 * @param body the content, as a rule JSON; not null, may be empty
 * @param headers what is said about it, e.g. its source and sequence; names are lower case
 * @since 1.1
 */
public record StreamMessage(
    String key, String type, String body, SortedMap<String, String> headers) {
  /** The longest text of a message, in characters: a larger one is refused, not cut. */
  public static final int MAX_LENGTH = 1 << 20;

  /** Checks and copies. */
  public StreamMessage {
    if (key.isEmpty() || type.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a key and a type, found '" + key + "' and '" + type + "'");
    }
    if (key.length() + type.length() + body.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "expected a message of at most " + MAX_LENGTH + " characters, found " + body.length());
    }
    headers = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(headers));
  }

  /** Returns a message without headers. */
  public static StreamMessage of(String key, String type, String body) {
    return new StreamMessage(key, type, body, new TreeMap<>());
  }

  /** Returns this with one more header, or another value of it. */
  public StreamMessage withHeader(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new StreamMessage(key, type, body, new TreeMap<>(more));
  }
}
