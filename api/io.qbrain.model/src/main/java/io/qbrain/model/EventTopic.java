package io.qbrain.model;

import java.util.Locale;

/**
 * What the event log keeps apart.
 *
 * @since 1.1
 */
public enum EventTopic {
  /** What accounts did: orders, fills, ledger entries, kill switch, instances, rates, actions. */
  AUDIT,
  /** What the platform did: starts and stops, what went down and came back. */
  SYSTEM,
  /** What was measured: rates and latencies over a minute. */
  PERFORMANCE;

  /**
   * Parses a topic; inverse of {@link #toString}.
   *
   * @throws IllegalArgumentException if there is no such topic
   */
  public static EventTopic parse(String text) {
    for (EventTopic topic : values()) {
      if (topic.toString().equals(text)) {
        return topic;
      }
    }
    throw new IllegalArgumentException(
        "expected audit, system or performance, found '" + text + "'");
  }

  /** Returns its name in lower case, e.g. {@code audit}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
