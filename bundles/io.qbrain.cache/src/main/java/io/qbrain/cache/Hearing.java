package io.qbrain.cache;

import io.qbrain.port.Cache.Level;
import io.qbrain.port.PortException;
import io.qbrain.port.SharedCache;
import io.qbrain.port.SharedCache.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node forgets because of others. Evictions are numbered, so that it knows whether it has
 * missed one: while it cannot hear, memory is forgotten; when it hears again, or starts again,
 * files are forgotten where the number is another than the last one seen.
 */
final class Hearing {
  private static final Logger LOG = LoggerFactory.getLogger(Hearing.class);
  private static final int MOST_WAITING = 100;

  private final Map<String, RegionState> regions;
  private final MemoryLevel memory;
  private final FileLevel files;
  private final Path marks;
  private volatile boolean connected;
  private @Nullable ExecutorService worker;

  Hearing(Map<String, RegionState> regions, MemoryLevel memory, FileLevel files, Path marks) {
    this.regions = regions;
    this.memory = memory;
    this.files = files;
    this.marks = marks;
  }

  synchronized void open() {
    worker =
        new ThreadPoolExecutor(
            0,
            1,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(MOST_WAITING),
            task -> {
              Thread thread = new Thread(task, "qbrain-cache");
              thread.setDaemon(true);
              return thread;
            });
  }

  boolean isConnected() {
    return connected;
  }

  SharedCache.Listener of(SharedCache level) {
    return new SharedCache.Listener() {
      @Override
      public void onEvicted(String region, Optional<String> key, Mark mark) {
        RegionState state = regions.get(region);
        if (state != null) {
          heard(state, key, mark);
        }
      }

      @Override
      public void onLost() {
        Hearing.this.onLost();
      }

      @Override
      public void onConnected() {
        run(() -> connect(level));
      }
    };
  }

  /** Does something on this node's thread; returns false if it takes nothing more. */
  private synchronized boolean run(Runnable task) {
    ExecutorService to = worker;
    if (to == null) {
      return false;
    }
    try {
      to.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      LOG.debug("enough of the same is waiting");
      return false;
    }
  }

  private void heard(RegionState state, Optional<String> key, Mark mark) {
    Mark before = state.seen;
    if (key.isPresent()) {
      evict(state, key.get());
    } else {
      evictAll(state);
    }
    boolean next =
        before != null
            && before.epoch().equals(mark.epoch())
            && mark.number() <= before.number() + 1;
    if (before != null && !next) {
      evictAll(state); // one in between was missed
    }
    if (before == null || !before.epoch().equals(mark.epoch()) || mark.number() > before.number()) {
      state.seen = mark;
    }
  }

  /** What was missed cannot be known: memory is forgotten, and what is on its way is not kept. */
  void onLost() {
    connected = false;
    forgetMemory();
  }

  private void forgetMemory() {
    for (RegionState state : regions.values()) {
      if (state.isOn(Level.SHARED)) {
        state.evictAll(() -> memory.removeAll(state.region.name()));
      }
    }
  }

  private void connect(SharedCache level) {
    forgetMemory();
    try {
      for (RegionState state : regions.values()) {
        if (state.isOn(Level.SHARED)) {
          compare(state, level);
        }
      }
      connected = true;
    } catch (PortException e) {
      LOG.debug("the evictions of the shared level are not known yet: {}", e.getMessage());
      later(() -> connect(level));
    }
  }

  /** Does the same in a second. */
  boolean later(Runnable task) {
    return run(
        () -> {
          try {
            TimeUnit.SECONDS.sleep(1);
            task.run();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** A region is used for the first time. */
  void used(RegionState state, @Nullable SharedCache level) {
    state.seen = read(state.region.name());
    if (level == null || !level.isAvailable()) {
      return;
    }
    try {
      compare(state, level);
    } catch (PortException e) {
      connected = false;
      later(() -> connect(level));
    }
  }

  private void compare(RegionState state, SharedCache level) {
    Mark now = level.mark(state.region.name());
    Mark seen = state.seen;
    if (!now.equals(seen)) {
      evictAll(state);
      state.seen = now;
    }
  }

  void evict(RegionState state, String key) {
    String region = state.region.name();
    state.evict(
        key,
        () -> {
          if (memory.remove(region, key)) {
            state.counts.evictions.increment();
          }
        });
    if (state.isOn(Level.FILES)) {
      try {
        files.remove(region, key);
      } catch (IOException e) {
        state.counts.failed(Level.FILES);
      }
    }
  }

  void evictAll(RegionState state) {
    String region = state.region.name();
    state.counts.evictions.add(memory.size(region)[0]);
    state.evictAll(() -> memory.removeAll(region));
    if (state.isOn(Level.FILES)) {
      try {
        files.removeAll(region);
      } catch (IOException e) {
        state.counts.failed(Level.FILES);
      }
    }
  }

  private @Nullable Mark read(String region) {
    try {
      Path file = marks.resolve(region);
      if (!Files.exists(file)) {
        return null;
      }
      String[] words = Files.readString(file).trim().split(" ", 2);
      return new Mark(words[0], Long.parseLong(words[1]));
    } catch (IOException | RuntimeException e) {
      return null; // not known: everything may have been missed
    }
  }

  /** Notes how far this node has heard, for its next start. */
  synchronized void close() {
    ExecutorService before = worker;
    worker = null;
    if (before != null) {
      before.shutdownNow();
    }
    try {
      Files.createDirectories(marks);
      for (RegionState state : regions.values()) {
        Mark seen = state.seen;
        if (seen != null && state.isOn(Level.FILES)) {
          Files.writeString(
              marks.resolve(state.region.name()), seen.epoch() + " " + seen.number() + "\n");
        }
      }
    } catch (IOException e) {
      LOG.warn("what the cache has heard is not noted in {}: {}", marks, e.toString());
    }
  }
}
