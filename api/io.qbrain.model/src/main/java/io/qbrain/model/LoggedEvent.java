package io.qbrain.model;

/**
 * An event of the log.
 *
 * @param position the place after it
 * @param topic where it belongs
 * @param stream what it is about, e.g. an account
 * @param sequence its number in its stream, from 1 without gaps
 * @param type what happened, e.g. {@code order.changed}
 * @param version the version of the type's form
 * @param timeNanos when it happened, in nanoseconds since 1970
 * @param data a JSON object that says more, in the type's form
 * @since 1.1
 */
public record LoggedEvent(
    EventPosition position,
    EventTopic topic,
    String stream,
    long sequence,
    String type,
    int version,
    long timeNanos,
    String data) {

  /** Checks the number. */
  public LoggedEvent {
    if (sequence < 1) {
      throw new IllegalArgumentException(
          "expected a sequence from 1 in " + topic + "/" + stream + ", found " + sequence);
    }
  }

  /** Returns its name: topic, stream and number, e.g. {@code audit/paper/17}. */
  public String id() {
    return topic + "/" + stream + "/" + sequence;
  }

  /** Returns whether the other one says the same, wherever each is kept. */
  public boolean sameEvent(LoggedEvent other) {
    return new LoggedEvent(
            position,
            other.topic,
            other.stream,
            other.sequence,
            other.type,
            other.version,
            other.timeNanos,
            other.data)
        .equals(this);
  }
}
