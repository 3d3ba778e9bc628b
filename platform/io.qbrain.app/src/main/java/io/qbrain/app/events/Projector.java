package io.qbrain.app.events;

import io.qbrain.model.EventPage;
import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.port.EventCursors;
import io.qbrain.port.EventCursors.Claim;
import io.qbrain.port.EventLog;
import io.qbrain.port.EventProjection;
import io.qbrain.port.PortException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a table of the events of a log, on a thread of its own, on one node at a time. */
public final class Projector {
  private static final Logger LOG = LoggerFactory.getLogger(Projector.class);
  private static final Duration CLAIM = Duration.ofSeconds(30);
  private static final int PAGE = 500;
  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long STOP_MILLIS = 20_000;

  private final EventProjection projection;
  private final EventLog log;
  private final EventCursors cursors;
  private final String owner = "projector-" + UUID.randomUUID();
  private volatile String problem = "";
  private volatile boolean stopping;
  private @Nullable Thread thread;

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
  }

  /** Returns the projection's name. */
  public String name() {
    return projection.name();
  }

  /** Returns why it does not go on; empty if it does. */
  public String problem() {
    return problem;
  }

  /** Begins; does nothing if it began. */
  public synchronized void start() {
    if (thread == null) {
      stopping = false;
      Thread started = new Thread(this::run, "qbrain-projection-" + projection.name());
      started.setDaemon(true);
      thread = started;
      started.start();
    }
  }

  /** Ends; its place is kept. */
  public void stop() {
    stopping = true;
    Thread running;
    synchronized (this) {
      running = thread;
      thread = null;
    }
    if (running != null) {
      LockSupport.unpark(running);
      try {
        running.join(STOP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    while (!stopping) {
      long pause = RETRY_NANOS;
      try {
        pause = step() > 0 ? 0 : IDLE_NANOS;
        problem = "";
      } catch (PortException e) {
        String found = String.valueOf(e.getMessage());
        if (!found.equals(problem)) {
          LOG.warn("projection {}: {}", projection.name(), found);
        }
        problem = found;
      } catch (RuntimeException e) {
        problem = e.toString();
        LOG.error("projection {} failed", projection.name(), e);
      }
      if (pause > 0 && !stopping) {
        LockSupport.parkNanos(pause);
      }
    }
    giveBack();
  }

  private void giveBack() {
    try {
      cursors.claim(projection.name(), owner, Duration.ZERO).ifPresent(cursors::release);
    } catch (PortException e) {
      LOG.debug("projection {}: its claim runs out by itself", projection.name());
    }
  }

  /** Applies what is next of each topic; none while another node has the claim. */
  private synchronized int step() {
    Optional<Claim> claim = cursors.claim(projection.name(), owner, CLAIM);
    int applied = 0;
    if (claim.isPresent()) {
      for (EventTopic topic : projection.topics()) {
        EventPosition place = cursors.position(projection.name(), topic);
        EventPage page = log.read(topic, Optional.empty(), place, PAGE);
        if (!page.next().equals(place)) {
          cursors.apply(claim.get(), projection, topic, page);
          applied += page.events().size();
        }
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
    Optional<Claim> claim = cursors.claim(projection.name(), owner, CLAIM);
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
