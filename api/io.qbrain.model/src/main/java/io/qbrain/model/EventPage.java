package io.qbrain.model;

import java.util.List;

/**
 * Some events of a topic, in order.
 *
 * @param events the events
 * @param next where to read on; beyond the last event where others were passed over
 * @since 1.1
 */
public record EventPage(List<LoggedEvent> events, EventPosition next) {
  /** Copies the events. */
  public EventPage {
    events = List.copyOf(events);
  }
}
