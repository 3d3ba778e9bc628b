package io.qbrain.app;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.model.EventSeries;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Quote;
import io.qbrain.model.QuoteSeries;
import io.qbrain.model.TradeSeries;
import io.qbrain.model.TradeTick;
import io.qbrain.port.PortException;
import io.qbrain.port.SeriesId;
import io.qbrain.port.SeriesStore;
import io.qbrain.port.SeriesStore.Extent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what feeds bring in the store, so that a session can be tested on afterwards. Off the
 * trading path: an event is offered without waiting, a thread of its own writes what came, every
 * few seconds. What the queue cannot take is counted and told; what the store has already is not
 * written twice.
 */
final class SeriesRecorder {
  /** Events that wait to be written; more are dropped. */
  static final int MAX_WAITING = 1 << 16;

  private static final Logger LOG = LoggerFactory.getLogger(SeriesRecorder.class);
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int MAX_ROWS = 50_000;
  private static final long JOIN_MILLIS = 30_000;

  private final SeriesStore store;
  private final long intervalNanos;
  private final BlockingQueue<MarketEvent> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Map<SeriesId, Long> lastNanos = new TreeMap<>();
  private final Set<SeriesId> recorded = new ConcurrentSkipListSet<>();
  private final AtomicLong dropped = new AtomicLong();
  private volatile long written;
  private volatile long old;
  private volatile @Nullable String failure;
  private volatile boolean running;
  private @Nullable Thread thread;

  SeriesRecorder(SeriesStore store) {
    this(store, INTERVAL);
  }

  SeriesRecorder(SeriesStore store, Duration interval) {
    this.store = store;
    this.intervalNanos = interval.toNanos();
  }

  /** Starts the thread unless it runs. */
  synchronized void start() {
    if (thread != null) {
      return;
    }
    running = true;
    Thread writer = new Thread(this::run, "qbrain-recorder");
    writer.setDaemon(true);
    thread = writer;
    writer.start();
  }

  /** Writes what waits, and ends. */
  synchronized void stop() {
    Thread writer = thread;
    if (writer == null) {
      return;
    }
    running = false; // No interrupt: it would close the file that is being written.
    try {
      writer.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread = null;
  }

  /** Takes an event; never waits. */
  void offer(MarketEvent event) {
    if (!waiting.offer(event) && dropped.getAndIncrement() == 0) {
      LOG.warn("the recorder cannot follow: events are dropped, the series will have gaps");
    }
  }

  private void run() {
    List<MarketEvent> batch = new ArrayList<>();
    long due = System.nanoTime() + intervalNanos;
    while (running) {
      try {
        MarketEvent event =
            waiting.poll(Math.min(LOOK_NANOS, due - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (event != null) {
          batch.add(event);
          waiting.drainTo(batch, MAX_ROWS - batch.size());
        }
      } catch (InterruptedException e) {
        break;
      }
      if (batch.size() >= MAX_ROWS || System.nanoTime() - due >= 0) {
        write(batch);
        batch.clear();
        due = System.nanoTime() + intervalNanos;
      }
    }
    waiting.drainTo(batch);
    write(batch);
  }

  private void write(List<MarketEvent> batch) {
    Map<SeriesId, Rows> series = new TreeMap<>();
    for (MarketEvent event : batch) {
      SeriesId id = id(event);
      if (id != null && isNew(id, event)) {
        series.computeIfAbsent(id, Rows::of).add(event);
      }
    }
    series.forEach(this::append);
  }

  private static @Nullable SeriesId id(MarketEvent event) {
    if (event instanceof Bar bar) {
      return SeriesId.bars(bar.instrument(), bar.spec());
    } else if (event instanceof Quote) {
      return SeriesId.quotes(event.instrument());
    }
    return event instanceof TradeTick ? SeriesId.trades(event.instrument()) : null;
  }

  /** A feed that starts again brings its last bars once more. */
  private boolean isNew(SeriesId id, MarketEvent event) {
    Long last = lastNanos.get(id);
    if (last == null) {
      last = storedLast(id);
    }
    boolean once = id.spec().filter(spec -> spec.hasLength()).isPresent();
    if (event.timeNanos() < last || (once && event.timeNanos() == last)) {
      old++;
      return false;
    }
    lastNanos.put(id, event.timeNanos());
    return true;
  }

  private long storedLast(SeriesId id) {
    try {
      return store.find(id).map(Extent::lastNanos).orElse(Long.MIN_VALUE);
    } catch (PortException e) {
      fail(id, e);
      return Long.MIN_VALUE;
    }
  }

  private void append(SeriesId id, Rows rows) {
    try {
      EventSeries built = rows.build();
      store.append(built);
      written += built.size();
      recorded.add(id);
      failure = null;
    } catch (PortException e) {
      lastNanos.remove(id);
      dropped.addAndGet(rows.build().size());
      fail(id, e);
    }
  }

  private void fail(SeriesId id, PortException e) {
    String text = id + " is not recorded: " + e.getMessage();
    if (failure == null) {
      LOG.warn("{}", text);
    }
    failure = text;
  }

  /** Returns which series have got rows since the start; any thread. */
  Set<SeriesId> recorded() {
    return recorded;
  }

  /** Returns why nothing is recorded at present, or null. */
  @Nullable String failure() {
    return failure;
  }

  /** Returns what it has done since the start. */
  String describe() {
    return written
        + " rows recorded"
        + (old == 0 ? "" : ", " + old + " were there already")
        + (dropped.get() == 0 ? "" : ", " + dropped.get() + " dropped")
        + (store instanceof io.qbrain.series.store.ColumnStore files ? ", in " + files.root() : "");
  }

  /** Rows of one series. */
  private interface Rows {
    void add(MarketEvent event);

    EventSeries build();

    static Rows of(SeriesId id) {
      return switch (id.kind()) {
        case BARS -> new Bars(BarSeries.builder(id.instrument(), id.spec().orElseThrow()));
        case QUOTES -> new Quotes(QuoteSeries.builder(id.instrument()));
        case TRADES -> new Trades(TradeSeries.builder(id.instrument()));
      };
    }
  }

  private record Bars(BarSeries.Builder rows) implements Rows {
    @Override
    public void add(MarketEvent event) {
      Bar bar = (Bar) event;
      rows.addFrom(
          bar.openTimeNanos(),
          bar.timeNanos(),
          bar.openPrice().raw(),
          bar.highPrice().raw(),
          bar.lowPrice().raw(),
          bar.closePrice().raw(),
          bar.volumeTraded().raw());
    }

    @Override
    public EventSeries build() {
      return rows.build();
    }
  }

  private record Quotes(QuoteSeries.Builder rows) implements Rows {
    @Override
    public void add(MarketEvent event) {
      Quote quote = (Quote) event;
      rows.add(
          quote.timeNanos(),
          quote.bid().raw(),
          quote.ask().raw(),
          quote.bidSize().raw(),
          quote.askSize().raw());
    }

    @Override
    public EventSeries build() {
      return rows.build();
    }
  }

  private record Trades(TradeSeries.Builder rows) implements Rows {
    @Override
    public void add(MarketEvent event) {
      TradeTick trade = (TradeTick) event;
      rows.add(trade.timeNanos(), trade.price().raw(), trade.quantity().raw());
    }

    @Override
    public EventSeries build() {
      return rows.build();
    }
  }
}
