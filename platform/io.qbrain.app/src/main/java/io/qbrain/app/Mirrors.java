package io.qbrain.app;

import io.qbrain.port.Mirror;
import io.qbrain.service.PlatformService.Part;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers and schedulers that trading does without: each is started on a thread of its own, so
 * that nothing waits for it, and tried again while it is down.
 */
final class Mirrors {
  private static final Logger LOG = LoggerFactory.getLogger(Mirrors.class);
  private static final long RETRY_MILLIS = 3_000;
  private static final long JOIN_MILLIS = 60_000;

  private final List<Slot> slots = new CopyOnWriteArrayList<>();
  private final long retryMillis;
  private boolean running;

  Mirrors() {
    this(RETRY_MILLIS);
  }

  Mirrors(long retryMillis) {
    this.retryMillis = retryMillis;
  }

  /** A mirror, and the thread that starts it. */
  private final class Slot {
    private final Mirror mirror;
    private CountDownLatch end = new CountDownLatch(1);
    private @Nullable Thread thread;
    private volatile boolean started;
    private volatile String reason = "";

    Slot(Mirror mirror) {
      this.mirror = mirror;
    }

    void launch() {
      end = new CountDownLatch(1);
      Thread starter = new Thread(this::run, "qbrain-start-" + mirror.name());
      starter.setDaemon(true);
      thread = starter;
      starter.start();
    }

    private void run() {
      try {
        do {
          attempt();
        } while (!started && !end.await(retryMillis, TimeUnit.MILLISECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void attempt() {
      try {
        mirror.start();
        started = true;
        LOG.info("{} is up: {}", mirror.name(), mirror.health().detail());
      } catch (RuntimeException e) {
        String found = String.valueOf(e.getMessage() == null ? e : e.getMessage());
        if (!found.equals(reason)) {
          LOG.warn("{} is down: {}", mirror.name(), found);
        }
        reason = found;
      }
    }

    void end() {
      Thread starter = thread;
      if (starter == null) {
        return;
      }
      end.countDown();
      try {
        starter.join(JOIN_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      thread = null;
      started = false;
      reason = "";
      try {
        mirror.stop();
      } catch (RuntimeException e) {
        LOG.warn("{} did not stop: {}", mirror.name(), e.getMessage());
      }
    }

    /** Whether the platform brings it along, and it could not be started. */
    boolean isMissing() {
      return !started && !reason.isEmpty() && mirror.isIncluded();
    }

    Part part() {
      if (!started) {
        String detail = isMissing() ? reason + " (streams go within this process)" : reason;
        return new Part(mirror.name(), reason.isEmpty() ? "WAITING" : "DOWN", detail);
      }
      Mirror.Health health = mirror.health();
      return new Part(mirror.name(), health.up() ? "UP" : "DOWN", health.detail());
    }
  }

  synchronized void add(Mirror mirror) {
    Slot slot = new Slot(mirror);
    slots.add(slot);
    slots.sort(Comparator.comparing(s -> s.mirror.name()));
    if (running) {
      slot.launch();
    }
  }

  synchronized void remove(Mirror mirror) {
    slots.stream().filter(s -> s.mirror == mirror).forEach(Slot::end);
    slots.removeIf(s -> s.mirror == mirror);
  }

  /** Begins to start them; returns at once. Does nothing if that is under way. */
  synchronized void startAll() {
    if (!running) {
      running = true;
      slots.forEach(Slot::launch);
    }
  }

  /** Stops them, the last one first. */
  synchronized void stopAll() {
    running = false;
    for (int i = slots.size() - 1; i >= 0; i--) {
      slots.get(i).end();
    }
  }

  /** Returns whether a mirror that the platform brings along cannot start; never waits. */
  boolean cannotStart(String name) {
    return slots.stream().anyMatch(s -> s.mirror.name().equals(name) && s.isMissing());
  }

  synchronized List<Part> parts() {
    return slots.stream().map(Slot::part).toList();
  }
}
