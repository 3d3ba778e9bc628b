package io.qbrain.shell.events;

import io.qbrain.model.LoggedEvent;
import io.qbrain.shell.output.Cell;
import io.qbrain.shell.output.Table;

/** The columns of events. */
final class EventRows {
  private static final int WIDTH = 100;

  static final Table<LoggedEvent> TABLE =
      Table.of(LoggedEvent.class, "No events.")
          .text("Time", event -> Cell.time(event.timeNanos()))
          .text("Stream", LoggedEvent::stream)
          .number("Number", LoggedEvent::sequence)
          .text("Type", LoggedEvent::type)
          .text("Data", event -> shortened(event.data()))
          .text("Position", LoggedEvent::position);

  /** Of events that are printed one by one: nothing is cut off. */
  static final Table<LoggedEvent> LINE =
      Table.of(LoggedEvent.class, "")
          .text("Time", event -> Cell.time(event.timeNanos()))
          .text("Stream", LoggedEvent::stream)
          .number("Number", LoggedEvent::sequence)
          .text("Type", LoggedEvent::type)
          .text("Data", LoggedEvent::data);

  private EventRows() {}

  private static String shortened(String data) {
    return data.length() <= WIDTH ? data : data.substring(0, WIDTH - 3) + "...";
  }
}
