package io.qbrain.data.events;

import io.qbrain.model.EventPosition;
import io.qbrain.port.PortException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the outbox: after the row with these numbers.
 *
 * @param epoch which server numbered the transaction
 * @param tx the transaction, as PostgreSQL numbers it
 * @param number the row
 */
record OutboxPosition(int epoch, long tx, long number) {
  private static final Pattern SYNTAX = Pattern.compile("(\\d{1,5})\\.(\\d{1,19})\\.(\\d{1,18})");

  /** Before the first row. */
  static final OutboxPosition START = new OutboxPosition(-1, 0, 0);

  static OutboxPosition of(EventPosition position) {
    return find(position)
        .orElseThrow(
            () ->
                new PortException(
                    "expected a position of the outbox such as 0.1234.56, found '"
                        + position
                        + "': it is of another log"));
  }

  /** Empty if it is the position of another log. */
  static Optional<OutboxPosition> find(EventPosition position) {
    if (position.isStart()) {
      return Optional.of(START);
    }
    Matcher parts = SYNTAX.matcher(position.text());
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new OutboxPosition(
              Integer.parseInt(parts.group(1)),
              Long.parseLong(parts.group(2)),
              Long.parseLong(parts.group(3))));
    } catch (NumberFormatException e) {
      return Optional.empty(); // beyond any number that this log gave
    }
  }

  EventPosition position() {
    return this.equals(START)
        ? EventPosition.START
        : new EventPosition(epoch + "." + tx + "." + number);
  }
}
