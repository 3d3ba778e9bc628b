package io.qbrain.app.messaging;

import io.qbrain.port.PortException;
import io.qbrain.port.WorkQueue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Work for the threads of this process: bounded, and gone with it. Each worker has its own view;
 * closing one gives back what it had taken.
 */
public final class InProcessWork implements WorkQueue, AutoCloseable {
  /** The most pieces that wait in a queue. */
  static final int MAX_WAITING = 10_000;

  private static final class Lines {
    final Map<String, Line> all = new TreeMap<>();
    long lastId;
  }

  private static final class Line {
    final Deque<Work> waiting = new ArrayDeque<>();
    final Map<String, Object> taken = new TreeMap<>();
    final Deque<Work> dead = new ArrayDeque<>();
  }

  private final Lines lines;
  private final Map<String, Work> mine = new TreeMap<>();

  /** Makes empty queues. */
  public InProcessWork() {
    this(new Lines());
  }

  private InProcessWork(Lines lines) {
    this.lines = lines;
  }

  /** Returns another worker at the same queues. */
  public InProcessWork worker() {
    return new InProcessWork(lines);
  }

  private Line line(String queue) {
    return lines.all.computeIfAbsent(queue, q -> new Line());
  }

  @Override
  public String put(String queue, String body) {
    synchronized (lines) {
      Line line = line(queue);
      if (line.waiting.size() >= MAX_WAITING) {
        throw new PortException(
            "queue " + queue + " is full: " + MAX_WAITING + " pieces of work wait");
      }
      String id = Long.toString(++lines.lastId);
      line.waiting.addLast(new Work(queue, id, body, 0));
      lines.notifyAll();
      return id;
    }
  }

  @Override
  public Optional<Work> take(String queue, Duration wait) {
    long end = System.nanoTime() + wait.toNanos();
    synchronized (lines) {
      Line line = line(queue);
      try {
        while (line.waiting.isEmpty()) {
          long left = end - System.nanoTime();
          if (left <= 0) {
            return Optional.empty();
          }
          lines.wait(left / 1_000_000, (int) (left % 1_000_000));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
      Work next = line.waiting.removeFirst();
      Work work = new Work(queue, next.id(), next.body(), next.attempt() + 1);
      line.taken.put(work.id(), this);
      mine.put(work.id(), work);
      return Optional.of(work);
    }
  }

  @Override
  public boolean done(Work work) {
    synchronized (lines) {
      mine.remove(work.id());
      return line(work.queue()).taken.remove(work.id(), this);
    }
  }

  @Override
  public void giveBack(Work work) {
    synchronized (lines) {
      mine.remove(work.id());
      Line line = line(work.queue());
      if (!line.taken.remove(work.id(), this)) {
        return;
      }
      if (work.attempt() < MAX_ATTEMPTS) {
        line.waiting.addLast(work);
        lines.notifyAll();
        return;
      }
      line.dead.addLast(work);
      if (line.dead.size() > MAX_WAITING) {
        line.dead.removeFirst();
      }
    }
  }

  @Override
  public List<QueueView> queues() {
    synchronized (lines) {
      List<QueueView> views = new ArrayList<>();
      lines.all.forEach(
          (name, line) ->
              views.add(
                  new QueueView(name, line.waiting.size(), line.taken.size(), line.dead.size())));
      return views;
    }
  }

  /** Gives back what this worker had taken. */
  @Override
  public void close() {
    synchronized (lines) {
      List.copyOf(mine.values()).forEach(this::giveBack);
    }
  }
}
