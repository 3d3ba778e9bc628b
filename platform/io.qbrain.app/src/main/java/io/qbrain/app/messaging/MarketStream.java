package io.qbrain.app.messaging;

import io.qbrain.model.Bar;
import io.qbrain.model.MarketEvent;
import io.qbrain.port.EventStream;
import io.qbrain.port.PortException;
import io.qbrain.port.StreamMessage;
import io.qbrain.service.StreamService.ProjectionView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest of the markets, told to others by the stream {@code market}. Of what comes faster than
 * it is written, only the newest of an instrument and kind is; what was left out is counted. A feed
 * hands its events over on its own thread and never waits.
 */
public final class MarketStream implements AutoCloseable {
  /** The name of the stream. */
  public static final String STREAM = "market";

  private static final Logger LOG = LoggerFactory.getLogger(MarketStream.class);
  private static final long PACE_MILLIS = 50;
  private static final long PAUSE_MILLIS = 500;
  private static final long STOP_MILLIS = 5_000;

  /** How often the log says that it is not written, however often that begins anew. */
  private static final long TELL_AGAIN_NANOS = 60_000_000_000L;

  /** What is conflated: events of one instrument and kind, bars of one length. */
  private record Kind(Class<?> type, Object instrument, Object spec) {}

  private final EventStream streams;
  private final Map<Kind, AtomicReference<MarketEvent>> latest = new ConcurrentHashMap<>();
  private final LongAdder conflated = new LongAdder();
  private final Thread thread;
  private volatile boolean stopped;
  private volatile long written;
  private volatile String detail = "";
  private long toldAt = System.nanoTime() - TELL_AGAIN_NANOS;

  /** Makes it; it begins with {@link #start}. */
  public MarketStream(EventStream streams) {
    this.streams = streams;
    this.thread = new Thread(this::run, "qbrain-stream-market");
    thread.setDaemon(true);
  }

  /** Begins to write, on a thread of its own. */
  public void start() {
    thread.start();
  }

  /** Takes an event; never waits; any thread. */
  public void accept(MarketEvent event) {
    Kind kind =
        new Kind(event.getClass(), event.instrument(), event instanceof Bar b ? b.spec() : "");
    AtomicReference<MarketEvent> slot = latest.computeIfAbsent(kind, k -> new AtomicReference<>());
    if (slot.getAndSet(event) != null) {
      conflated.increment();
    }
  }

  /** Returns how it stands. */
  public ProjectionView view() {
    long waiting = latest.values().stream().filter(s -> s.get() != null).count();
    return new ProjectionView(STREAM, written, conflated.sum(), waiting, detail);
  }

  private void run() {
    try {
      while (!stopped) {
        TimeUnit.MILLISECONDS.sleep(write() ? PACE_MILLIS : PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean write() {
    List<MarketEvent> events = new ArrayList<>();
    for (AtomicReference<MarketEvent> slot : latest.values()) {
      MarketEvent event = slot.getAndSet(null);
      if (event != null) {
        events.add(event);
      }
    }
    if (events.isEmpty()) {
      return true;
    }
    List<StreamMessage> messages = events.stream().map(EventMessages::of).toList();
    try {
      streams.publish(STREAM, messages);
      written += messages.size();
      detail = "";
      return true;
    } catch (PortException e) {
      if (System.nanoTime() - toldAt >= TELL_AGAIN_NANOS) {
        toldAt = System.nanoTime();
        LOG.warn("stream {} is not written: {}", STREAM, e.getMessage());
      }
      detail = String.valueOf(e.getMessage());
      events.forEach(this::putBack);
      return false;
    }
  }

  /** Unless there is a newer one. */
  private void putBack(MarketEvent event) {
    Kind kind =
        new Kind(event.getClass(), event.instrument(), event instanceof Bar b ? b.spec() : "");
    AtomicReference<MarketEvent> slot = latest.get(kind);
    if (slot != null && !slot.compareAndSet(null, event)) {
      conflated.increment();
    }
  }

  /** Stops. */
  @Override
  public void close() {
    stopped = true;
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
