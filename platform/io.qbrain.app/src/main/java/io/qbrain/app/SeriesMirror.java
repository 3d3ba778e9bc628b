package io.qbrain.app;

import io.qbrain.model.BarSpec;
import io.qbrain.model.EventSeries;
import io.qbrain.port.PortException;
import io.qbrain.port.SeriesId;
import io.qbrain.port.SeriesStore;
import io.qbrain.port.SeriesStore.Extent;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies what feeds have recorded into a time-series server that wants it, behind the recording: on
 * a thread of its own, from the store on this machine, from where the server ends. So nothing has
 * to be kept in memory while the server is away, and what it lacks is filled up when it is back.
 */
final class SeriesMirror {
  private static final Logger LOG = LoggerFactory.getLogger(SeriesMirror.class);
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final long NANOS_PER_DAY = 86_400_000_000_000L;
  private static final long ROWS_OF_PIECE = 50_000;
  private static final long JOIN_MILLIS = 5_000;

  private final SeriesStore store;
  private final Supplier<? extends Collection<SeriesId>> recorded;
  private final long intervalNanos;

  /** What was here when all of it was there; of the mirror's thread. */
  private final Map<SeriesId, Extent> same = new TreeMap<>();

  private volatile @Nullable SeriesStore server;
  private volatile long copied;
  private volatile @Nullable String failure;
  private volatile boolean running;
  private @Nullable Thread thread;

  /**
   * Prepares to copy.
   *
   * @param store what is recorded into
   * @param recorded what has been recorded since the start
   */
  SeriesMirror(SeriesStore store, Supplier<? extends Collection<SeriesId>> recorded) {
    this(store, recorded, INTERVAL);
  }

  SeriesMirror(
      SeriesStore store, Supplier<? extends Collection<SeriesId>> recorded, Duration interval) {
    this.store = store;
    this.recorded = recorded;
    this.intervalNanos = interval.toNanos();
  }

  /** Names the server. */
  void server(SeriesStore value) {
    server = value;
  }

  /** Forgets a server that is gone, unless there is another one by now. */
  void forget(SeriesStore value) {
    if (server == value) {
      server = null;
    }
  }

  /** Starts the thread unless it runs. */
  synchronized void start() {
    if (thread != null) {
      return;
    }
    running = true;
    Thread copier = new Thread(this::run, "qbrain-series-mirror");
    copier.setDaemon(true);
    thread = copier;
    copier.start();
  }

  /** Copies what is left if the server takes it at once, and ends; the next start goes on. */
  synchronized void stop() {
    Thread copier = thread;
    if (copier == null) {
      return;
    }
    running = false;
    LockSupport.unpark(copier);
    try {
      copier.join(JOIN_MILLIS);
      copier.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread = null;
  }

  private void run() {
    SeriesStore known = null;
    boolean last;
    do {
      last = !running;
      SeriesStore to = server;
      if (to != known) {
        same.clear();
        known = to;
        failure = null;
      }
      if (to != null) {
        round(to);
      }
      if (!last) {
        LockSupport.parkNanos(intervalNanos);
      }
    } while (!last && !Thread.currentThread().isInterrupted());
  }

  private void round(SeriesStore to) {
    for (SeriesId id : recorded.get()) {
      OptionalLong from = to.mirroredFrom(id);
      if (from.isEmpty()) {
        continue;
      }
      try {
        copy(id, to, from.getAsLong());
      } catch (PortException e) {
        same.remove(id);
        if (failure == null) {
          LOG.info("what is recorded waits to be copied: {}", e.getMessage());
        }
        failure = String.valueOf(e.getMessage());
        return;
      }
    }
    if (failure != null) {
      LOG.info("what is recorded is copied again: {} rows since the start", copied);
      failure = null;
    }
  }

  private void copy(SeriesId id, SeriesStore to, long notBefore) {
    Extent here = store.find(id).orElse(null);
    Extent before = same.get(id);
    if (here == null || here.equals(before)) {
      return;
    }
    OptionalLong end =
        before != null
            ? OptionalLong.of(before.lastNanos())
            : to.find(id).stream().mapToLong(Extent::lastNanos).findFirst();
    long at = Math.max(notBefore, here.firstNanos());
    if (end.isPresent()) {
      at = Math.max(at, end.getAsLong() + 1);
      if (id.spec().filter(BarSpec::hasLength).isEmpty()) {
        rowsOfOneTime(id, to, end.getAsLong());
      }
    }
    long limit = here.lastNanos() + 1;
    long step = id.spec().map(BarSpec::stepNanos).orElse(0L);
    long piece = step == 0 ? NANOS_PER_DAY : step * ROWS_OF_PIECE;
    while (at < limit) {
      long next = limit - at <= piece ? limit : at + piece;
      EventSeries rows = store.read(id, at, next);
      if (rows.size() > 0) {
        to.append(rows);
        copied += rows.size();
      }
      at = next;
    }
    same.put(id, here);
  }

  /** Of several rows of the last time some may have come later, or not have arrived. */
  private void rowsOfOneTime(SeriesId id, SeriesStore to, long time) {
    EventSeries rows = store.read(id, time, time + 1);
    int there = rows.size() == 0 ? 0 : to.read(id, time, time + 1).size();
    if (rows.size() > there) {
      to.replace(id, time, time + 1, rows);
      copied += rows.size() - there;
    }
  }

  /** Returns what it has done and why it waits; empty if no server wants anything. */
  String describe() {
    String waits = failure;
    String done = copied == 0 ? "" : "; " + copied + " rows copied to the time-series server";
    return waits == null ? done : done + "; the copy waits: " + waits;
  }
}
