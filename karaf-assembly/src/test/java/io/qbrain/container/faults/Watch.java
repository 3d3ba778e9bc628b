package io.qbrain.container.faults;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** Looks at the platform's status over and over, and remembers when each part was first down. */
final class Watch implements AutoCloseable {
  private static final long PAUSE_NANOS = 50_000_000;

  /** What a quiet machine takes to wake a thread up. */
  private static final long USUAL_NANOS = 1_000_000;

  /**
   * A part that went down.
   *
   * @param after how long after the beginning that was said
   * @param heldUp for how much of that time the machine let this thread wait for a processor
   * @param detail what was said
   */
  record Seen(Duration after, Duration heldUp, String detail) {}

  private final Scene scene;
  private final long began = System.nanoTime();
  private final Map<String, Seen> seen = new TreeMap<>();
  private final Thread thread;
  private volatile boolean ended;
  private long slowest;
  private long heldUp;

  Watch(Scene scene) {
    this.scene = scene;
    this.thread = new Thread(this::run, "watch");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!ended) {
      long asked = System.nanoTime();
      Map<String, String> down = scene.down();
      long answered = System.nanoTime();
      synchronized (this) {
        slowest = Math.max(slowest, answered - asked);
        down.forEach(
            (part, detail) ->
                seen.putIfAbsent(
                    part,
                    new Seen(
                        Duration.ofNanos(answered - began), Duration.ofNanos(heldUp), detail)));
      }
      long slept = System.nanoTime();
      LockSupport.parkNanos(PAUSE_NANOS);
      synchronized (this) {
        heldUp += Math.max(0, System.nanoTime() - slept - PAUSE_NANOS - USUAL_NANOS);
      }
    }
  }

  synchronized Optional<Seen> seen(String part) {
    return Optional.ofNullable(seen.get(part));
  }

  synchronized Map<String, Seen> seen() {
    return new TreeMap<>(seen);
  }

  /** How long the slowest answer of the status took. */
  synchronized Duration slowest() {
    return Duration.ofNanos(slowest);
  }

  @Override
  public void close() throws InterruptedException {
    ended = true;
    thread.join();
  }
}
