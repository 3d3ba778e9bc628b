package io.qbrain.messaging.kafka;

import java.util.Optional;

/** Names of streams as names of topics and of groups, and back. */
final class StreamNames {
  private static final String PLAIN =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.";
  private static final int MAX_TOPIC = 249;

  private final String prefix;

  StreamNames(String prefix) {
    this.prefix = prefix + "stream.";
  }

  String topic(String stream) {
    StringBuilder name = new StringBuilder(prefix);
    for (int i = 0; i < stream.length(); i++) {
      char c = stream.charAt(i);
      if (PLAIN.indexOf(c) >= 0) {
        name.append(c);
      } else {
        name.append(String.format("_%04x", (int) c));
      }
    }
    if (name.length() > MAX_TOPIC) {
      throw new IllegalArgumentException("expected a shorter name of a stream, found " + stream);
    }
    return name.toString();
  }

  /** Empty if a topic is no stream. */
  Optional<String> stream(String topic) {
    if (!topic.startsWith(prefix)) {
      return Optional.empty();
    }
    String name = topic.substring(prefix.length());
    StringBuilder stream = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) != '_') {
        stream.append(name.charAt(i));
      } else if (name.substring(i + 1).matches("[0-9a-f]{4}.*")) {
        stream.append((char) Integer.parseInt(name.substring(i + 1, i + 5), 16));
        i += 4;
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(stream.toString());
  }

  String group(String stream, String group) {
    return topic(stream) + "/" + group;
  }

  /** Returns the stream that a group reads; empty if it reads none of ours. */
  Optional<String> streamOfGroup(String id) {
    int end = id.indexOf('/');
    return end < 0 ? Optional.empty() : stream(id.substring(0, end));
  }

  /** Empty if a group does not read this stream. */
  Optional<String> groupOf(String stream, String id) {
    String start = topic(stream) + "/";
    return id.startsWith(start) ? Optional.of(id.substring(start.length())) : Optional.empty();
  }
}
