package io.qbrain.app;

import io.qbrain.kernel.Input;
import io.qbrain.port.PortException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What an account has yet to take, in order; bounded. Thread-safe. */
final class Inbox {
  private static final int CAPACITY = 16_384;

  /** Room that market data leaves for reports and commands. */
  private static final int RESERVED = 2_048;

  /** An input, and who waits for what becomes of it. */
  record Item(Input input, @Nullable Answer answer) {
    void fail(PortException failure) {
      if (answer != null) {
        answer.fail(failure);
      }
    }
  }

  private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(CAPACITY);

  /** Adds a report: waits for room, for a report is never dropped. */
  void put(Input.Report report) {
    try {
      queue.put(new Item(report, null));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PortException("interrupted while waiting for room for " + report, e);
    }
  }

  /** Adds a market event; false if there is no room. */
  boolean offer(Input.Market event) {
    return queue.remainingCapacity() > RESERVED && queue.offer(new Item(event, null));
  }

  /** Adds a command; false if there is no room. */
  boolean offer(Input command, Answer answer) {
    return queue.offer(new Item(command, answer));
  }

  /** Adds a command that nobody waits for; false if there is no room. */
  boolean offer(Input command) {
    return queue.offer(new Item(command, null));
  }

  @Nullable Item poll() {
    return queue.poll();
  }

  @Nullable Item poll(long millis) throws InterruptedException {
    return queue.poll(millis, TimeUnit.MILLISECONDS);
  }

  int size() {
    return queue.size();
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Who waits for an answer gets none; market data and reports stay. */
  void fail(PortException failure) {
    List<Item> kept = new ArrayList<>();
    queue.drainTo(kept);
    for (Item i : kept) {
      if (i.answer() == null) {
        queue.add(i);
      } else {
        i.fail(failure);
      }
    }
  }
}
