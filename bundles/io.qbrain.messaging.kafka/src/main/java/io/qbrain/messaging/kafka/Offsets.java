package io.qbrain.messaging.kafka;

import io.qbrain.model.EventPosition;
import io.qbrain.port.PortException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A place in a topic as the next offset of each partition, e.g. {@code 0:17,1:4}. */
final class Offsets {
  private static final String SYNTAX = "\\d{1,3}:\\d{1,18}(,\\d{1,3}:\\d{1,18})*";

  private Offsets() {}

  /** Reads a place; a partition that it does not name is read from its start. */
  static TreeMap<Integer, Long> of(EventPosition position) {
    TreeMap<Integer, Long> offsets = new TreeMap<>();
    if (position.isStart()) {
      return offsets;
    }
    if (!position.text().matches(SYNTAX)) {
      throw new PortException(
          "expected a position in Kafka such as 0:17,1:4, found '"
              + position
              + "': it is of another log");
    }
    for (String part : position.text().split(",")) {
      int colon = part.indexOf(':');
      offsets.put(
          Integer.valueOf(part.substring(0, colon)), Long.valueOf(part.substring(colon + 1)));
    }
    return offsets;
  }

  static EventPosition position(Map<Integer, Long> offsets) {
    return new EventPosition(
        new TreeMap<>(offsets)
            .entrySet().stream()
                .map(e -> e.getKey() + ":" + e.getValue())
                .collect(Collectors.joining(",")));
  }
}
