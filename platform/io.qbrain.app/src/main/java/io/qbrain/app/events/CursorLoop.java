package io.qbrain.app.events;

import io.qbrain.port.EventCursors;
import io.qbrain.port.EventCursors.Claim;
import io.qbrain.port.PortException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves a cursor along the log on a thread of its own, on one node at a time: step by step while
 * there is something, a little later after a step that failed.
 */
final class CursorLoop {
  private static final Logger LOG = LoggerFactory.getLogger(CursorLoop.class);
  private static final Duration CLAIM = Duration.ofSeconds(30);
  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long STOP_MILLIS = 20_000;

  /** How often it is told that it does not go on, however often that begins anew. */
  private static final long TELL_AGAIN_NANOS = 60_000_000_000L;

  /** Reads on, under a claim. */
  interface Step {
    /** Returns how many events it moved on. */
    int take(Claim claim);
  }

  private final String name;
  private final EventCursors cursors;
  private final Step step;
  private final String owner = "reader-" + UUID.randomUUID();
  private volatile String problem = "";
  private long toldAt = System.nanoTime() - TELL_AGAIN_NANOS;
  private volatile boolean stopping;
  private @Nullable Thread thread;

  CursorLoop(String name, EventCursors cursors, Step step) {
    this.name = name;
    this.cursors = cursors;
    this.step = step;
  }

  /** Returns why it does not go on; empty if it does. */
  String problem() {
    return problem;
  }

  /** Begins; does nothing if it began. */
  synchronized void start() {
    if (thread == null) {
      stopping = false;
      Thread started = new Thread(this::run, "qbrain-events-" + name);
      started.setDaemon(true);
      thread = started;
      started.start();
    }
  }

  /** Ends; its place is kept. */
  void stop() {
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
        Optional<Claim> claim = claim();
        int moved = claim.isPresent() ? step.take(claim.get()) : 0;
        pause = moved > 0 ? 0 : IDLE_NANOS;
        problem = "";
      } catch (PortException e) {
        String found = String.valueOf(e.getMessage());
        if (System.nanoTime() - toldAt >= TELL_AGAIN_NANOS) {
          toldAt = System.nanoTime();
          LOG.warn("reader {} of the event log: {}", name, found);
        }
        problem = found;
      } catch (RuntimeException e) {
        problem = e.toString();
        LOG.error("reader {} of the event log failed", name, e);
      }
      if (pause > 0 && !stopping) {
        LockSupport.parkNanos(pause);
      }
    }
    giveBack();
  }

  /** Returns the right to move the cursor; empty while another node has it. */
  Optional<Claim> claim() {
    return cursors.claim(name, owner, CLAIM);
  }

  private void giveBack() {
    try {
      cursors.claim(name, owner, Duration.ZERO).ifPresent(cursors::release);
    } catch (PortException e) {
      LOG.debug("reader {}: its claim runs out by itself", name);
    }
  }
}
