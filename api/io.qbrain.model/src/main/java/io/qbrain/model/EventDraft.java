package io.qbrain.model;

import java.util.regex.Pattern;

/**
 * An event on its way into the log.
 *
 * @param topic where it belongs
 * @param stream what it is about, e.g. an account; the events of a stream stay in order
 * @param type what happened, e.g. {@code order.changed}
 * @param version the version of the type's form, from 1
 * @param timeNanos when it happened, in nanoseconds since 1970
 * @param data a JSON object that says more, in the type's form
 * @since 1.1
 */
public record EventDraft(
    EventTopic topic, String stream, String type, int version, long timeNanos, String data) {
  /** The longest data of an event, in characters. */
  public static final int MAX_DATA = 900_000;

  private static final String MARKS = "._-/";
  private static final int MAX_STREAM = 100;
  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9.-]{0,63}");

  /** Checks the parts. */
  public EventDraft {
    if (!IdText.isOf(stream, MARKS, MAX_STREAM)) {
      throw new IllegalArgumentException(
          "expected a stream of 1 to 100 letters, digits, '.', '_', '-' or '/', found '"
              + stream
              + "'");
    }
    if (!TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException(
          "expected a type of event such as order.changed, found '" + type + "'");
    }
    if (version < 1) {
      throw new IllegalArgumentException("expected a version from 1, found " + version);
    }
    if (!data.startsWith("{") || !data.endsWith("}") || data.length() > MAX_DATA) {
      throw new IllegalArgumentException(
          "expected a JSON object of at most "
              + MAX_DATA
              + " characters as data of "
              + type
              + ", found "
              + data.length()
              + " that begin with '"
              + data.substring(0, Math.min(20, data.length()))
              + "'");
    }
  }
}
