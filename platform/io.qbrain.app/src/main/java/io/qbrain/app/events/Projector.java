package io.qbrain.app.events;

import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.port.EventCursors;
import io.qbrain.port.EventCursors.Claim;
import io.qbrain.port.EventLog;
import io.qbrain.port.EventProjection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes a table of the events of a log, on a thread of its own, on one node at a time. */
public final class Projector {
  private static final int PAGE = 500;

  private final EventProjection projection;
  private final EventLog log;
  private final EventCursors cursors;
  private final CursorLoop loop;

  /**
   * Makes a projector.
   *
   * @param projection the table
   * @param log what it is made of
   * @param cursors where it keeps its place
   */
  public Projector(EventProjection projection, EventLog log, EventCursors cursors) {
    this.projection = projection;
    this.log = log;
    this.cursors = cursors;
    this.loop = new CursorLoop(projection.name(), cursors, this::take);
  }

  /** Returns the projection's name. */
  public String name() {
    return projection.name();
  }

  /** Returns why it does not go on; empty if it does. */
  public String problem() {
    return loop.problem();
  }

  /** Begins; does nothing if it began. */
  public void start() {
    loop.start();
  }

  /** Ends; its place is kept. */
  public void stop() {
    loop.stop();
  }

  /** Applies what is next of each topic. */
  private synchronized int take(Claim claim) {
    int applied = 0;
    for (EventTopic topic : projection.topics()) {
      EventPosition place = cursors.position(projection.name(), topic);
      EventPage page = log.read(topic, Optional.empty(), place, PAGE);
      if (!page.next().equals(place)) {
        cursors.apply(claim, projection, topic, page);
        applied += page.events().size();
      }
    }
    return applied;
  }

  /**
   * Empties the table and begins anew after a place.
   *
   * @return false if another node has it
   */
  synchronized boolean restart(EventPosition from) {
    Optional<Claim> claim = loop.claim();
    if (claim.isEmpty()) {
      return false;
    }
    Map<EventTopic, EventPosition> places = new TreeMap<>();
    projection.topics().forEach(topic -> places.put(topic, from));
    for (EventTopic topic : projection.topics()) {
      log.read(topic, Optional.empty(), from, 1); // refuses a place that it does not know
    }
    cursors.restart(claim.get(), projection, places);
    return true;
  }

  /** Counts the events that it has not had. */
  long behind(long atMost) {
    long behind = 0;
    for (EventTopic topic : projection.topics()) {
      behind += log.countAfter(topic, cursors.position(projection.name(), topic), atMost);
    }
    return Math.min(behind, atMost);
  }
}
