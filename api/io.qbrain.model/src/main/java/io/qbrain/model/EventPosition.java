package io.qbrain.model;

import java.util.regex.Pattern;

/**
 * A place in a topic of the event log: after one event and before the next. Opaque: each log makes
 * its own, so a position of one log means nothing to another.
 *
 * @param text its text; empty for the place before the first event
 * @since 1.1
 */
public record EventPosition(String text) {
  private static final Pattern SYNTAX = Pattern.compile("[0-9.,:]{0,2000}");

  /** The place before the first event that a log keeps. */
  public static final EventPosition START = new EventPosition("");

  /** Checks the text. */
  public EventPosition {
    if (!SYNTAX.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "expected a position as a listing of events gave it, found '" + text + "'");
    }
  }

  /** Returns whether this is {@link #START}. */
  public boolean isStart() {
    return text.isEmpty();
  }

  @Override
  public String toString() {
    return text;
  }
}
