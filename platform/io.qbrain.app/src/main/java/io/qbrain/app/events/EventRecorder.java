package io.qbrain.app.events;

import io.qbrain.model.EventDraft;
import io.qbrain.model.EventTopic;
import io.qbrain.port.EventLog;
import io.qbrain.port.Metric;
import io.qbrain.port.MetricSource;
import io.qbrain.port.Mirror;
import io.qbrain.port.PortException;
import io.qbrain.service.FeedService;
import io.qbrain.service.FeedService.FeedView;
import io.qbrain.service.PlatformService;
import io.qbrain.service.PlatformService.Part;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the event log what happens to the platform itself: parts that come and go, as {@code
 * system} events, and the rates of each minute, as {@code performance} events. It looks once a
 * second and waits for nobody; what the database cannot take now it keeps, up to a bound.
 *
 * <p>It says, too, when the market data come near a million messages a minute, from where on Redis
 * Streams are to be replaced by Kafka.
 */
public final class EventRecorder implements Mirror {
  /** From so many messages a minute on, Kafka carries them better than Redis Streams. */
  static final long LIMIT_PER_MINUTE = 1_000_000;

  /** From this share of the limit on it is told. */
  static final double NEAR = 0.8;

  private static final Metric PER_MINUTE =
      Metric.gauge(
          "qbrain_market_messages_per_minute",
          "market data messages of all feeds in the last whole minute");
  private static final Metric LIMIT =
      Metric.gauge(
          "qbrain_market_messages_per_minute_limit",
          "from so many on Kafka carries them better than Redis Streams; the alert comes at 80 %");
  private static final Metric WAITING =
      Metric.gauge(
          "qbrain_platform_events_waiting", "events of the platform that are not in the log yet");
  private static final Metric DROPPED =
      Metric.counter(
          "qbrain_platform_events_dropped_total",
          "events of the platform for which there was no room while the database was away");

  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long MINUTE_MILLIS = 60_000;
  private static final int MAX_WAITING = 1_000;
  private static final long STOP_MILLIS = 1_000;

  private final EventLog log;
  private final PlatformService platform;
  private final FeedService feeds;
  private final Clock clock;
  private final String node;
  private final String version;
  private final Object writing = new Object();
  private final Deque<EventDraft> waiting = new ArrayDeque<>();
  private final Map<String, String> states = new TreeMap<>();
  private final Map<String, Long> feedEvents = new TreeMap<>();
  private final Map<String, Supplier<Map<String, Object>>> measures = new ConcurrentSkipListMap<>();
  private final Set<String> silent = new TreeSet<>();
  private long minuteBegan;
  private long perMinute = -1;
  private boolean near;
  private long dropped;
  private volatile int waitingCount;
  private volatile String detail = "";
  private volatile String problem = "";
  private volatile boolean stopping;
  private @Nullable Thread thread;

  /**
   * Makes a recorder.
   *
   * @param log where it writes
   * @param platform whose parts it looks at
   * @param feeds whose events it counts
   * @param node the stream of this platform's events
   * @param version the platform's version
   * @param clock the time of events
   */
  public EventRecorder(
      EventLog log,
      PlatformService platform,
      FeedService feeds,
      String node,
      String version,
      Clock clock) {
    this.log = log;
    this.platform = platform;
    this.feeds = feeds;
    this.node = node;
    this.version = version;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "events";
  }

  /** Has the figures of a minute say more, under a name of its own. */
  public void measure(String what, Supplier<Map<String, Object>> figures) {
    measures.put(what, figures);
  }

  /** Leaves figures out again. */
  public void unmeasure(String what) {
    measures.remove(what);
  }

  @Override
  public Health health() {
    return problem.isEmpty()
        ? new Health(true, log.describe() + detail)
        : new Health(false, problem + "; " + waitingCount + " events wait");
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      stopping = false;
      minuteBegan = clock.millis();
      add(
          EventTopic.SYSTEM,
          "platform.started",
          Map.of("version", version, "java", Runtime.version().toString()));
      Thread started = new Thread(this::run, "qbrain-event-recorder");
      started.setDaemon(true);
      thread = started;
      started.start();
    }
  }

  @Override
  public void stop() {
    Thread running;
    synchronized (this) {
      running = thread;
      thread = null;
      if (running != null) {
        add(EventTopic.SYSTEM, "platform.stopped", Map.of());
      }
    }
    stopping = true;
    if (running != null) {
      LockSupport.unpark(running);
      try {
        running.join(STOP_MILLIS); // it may wait for the status of a platform that is stopping us
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      write();
    }
  }

  /** Returns the messages of the last whole minute, and how writing them down goes. */
  public MetricSource metrics() {
    return new MetricSource() {
      @Override
      public String name() {
        return "messages";
      }

      @Override
      public List<Metric.Sample> read() {
        return figures();
      }
    };
  }

  private synchronized List<Metric.Sample> figures() {
    List<Metric.Sample> samples = new ArrayList<>();
    if (perMinute >= 0) {
      samples.add(PER_MINUTE.of(perMinute));
    }
    samples.add(LIMIT.of(LIMIT_PER_MINUTE));
    samples.add(WAITING.of(waiting.size()));
    samples.add(DROPPED.of(dropped));
    return samples;
  }

  private void run() {
    while (!stopping) {
      look();
      write();
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** Notes what changed since the last look; a minute's figures once it is over. */
  void look() {
    // Asked for without our lock: the platform's own may be held by who asks for our health.
    List<Part> parts = platform.status().parts();
    List<FeedView> now = feeds.list();
    note(parts, now);
  }

  private synchronized void note(List<Part> parts, List<FeedView> views) {
    for (Part part : parts) {
      @Nullable String before = states.put(part.name(), part.state());
      if (!part.state().equals(before) && !(before == null && part.state().equals("WAITING"))) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("part", part.name());
        about.put("state", part.state());
        about.put("detail", part.detail());
        add(EventTopic.SYSTEM, "part.changed", about);
      }
    }
    views.forEach(this::noteSilence);
    long now = clock.millis();
    if (now - minuteBegan >= MINUTE_MILLIS) {
      minute(now - minuteBegan, views);
      minuteBegan = now;
    }
  }

  /** Once when a feed has been silent for too long, and once when it is heard again. */
  private void noteSilence(FeedView feed) {
    boolean isRunning = feed.state().equals("RUNNING");
    boolean changed = feed.isSilent() ? silent.add(feed.name()) : silent.remove(feed.name());
    if (!changed || !isRunning) {
      return;
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(feed.silentNanos());
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("feed", feed.name());
    about.put("state", feed.state());
    about.put("silentSeconds", seconds);
    about.put("lastEvent", feed.lastEventNanos());
    add(EventTopic.SYSTEM, feed.isSilent() ? "feed.silent" : "feed.heard", about);
    if (feed.isSilent()) {
      LOG.warn("feed {} has brought nothing for {} s: {}", feed.name(), seconds, feed.message());
    } else {
      LOG.info("feed {} is not silent any more", feed.name());
    }
  }

  private void minute(long millis, List<FeedView> views) {
    long sum = 0;
    Map<String, Object> perFeed = new TreeMap<>();
    Map<String, Object> gaps = new TreeMap<>();
    Map<String, Object> silence = new TreeMap<>();
    for (FeedView feed : views) {
      long before = feedEvents.getOrDefault(feed.name(), 0L);
      long fresh = Math.max(0, feed.events() - before);
      feedEvents.put(feed.name(), feed.events());
      perFeed.put(feed.name(), fresh);
      gaps.put(feed.name(), feed.gaps());
      if (feed.state().equals("RUNNING")) {
        silence.put(feed.name(), TimeUnit.NANOSECONDS.toSeconds(feed.silentNanos()));
      }
      sum += fresh;
    }
    perMinute = Math.round(sum * (double) MINUTE_MILLIS / millis);
    detail = ", " + perMinute + " market data messages in the last minute";
    Runtime runtime = Runtime.getRuntime();
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("millis", millis);
    figures.put("messagesPerMinute", perMinute);
    figures.put("feeds", perFeed);
    figures.put("gaps", gaps);
    figures.put("silentSeconds", silence);
    figures.put("heapUsedBytes", runtime.totalMemory() - runtime.freeMemory());
    figures.put("heapMaxBytes", runtime.maxMemory());
    figures.put("threads", ManagementFactory.getThreadMXBean().getThreadCount());
    figures.put("eventsDropped", dropped);
    measures.forEach((what, measured) -> figures.put(what, measured.get()));
    add(EventTopic.PERFORMANCE, "minute.measured", figures);
    tellWhenNear();
  }

  private void tellWhenNear() {
    boolean now = perMinute >= LIMIT_PER_MINUTE * NEAR;
    if (now != near) {
      near = now;
      Map<String, Object> about = new LinkedHashMap<>();
      about.put("messagesPerMinute", perMinute);
      about.put("limitPerMinute", LIMIT_PER_MINUTE);
      add(EventTopic.SYSTEM, now ? "messages.near-limit" : "messages.below-limit", about);
      if (now) {
        LOG.warn(
            "{} market data messages a minute come near the {} that Redis Streams carry well:"
                + " move the streams to Kafka (docs/how-to/send-events-to-kafka.md)",
            perMinute,
            LIMIT_PER_MINUTE);
      }
    }
    if (near) {
      detail += " - near the limit of Redis Streams, see docs/how-to/send-events-to-kafka.md";
    }
  }

  private void add(EventTopic topic, String type, Map<String, Object> data) {
    if (waiting.size() >= MAX_WAITING) {
      waiting.removeFirst();
      dropped++;
    }
    waiting.addLast(
        new EventDraft(topic, node, type, 1, clock.millis() * 1_000_000L, PlainJson.object(data)));
    waitingCount = waiting.size();
  }

  /** Appends what waits; keeps it if the log does not take it. */
  void write() {
    synchronized (writing) {
      List<EventDraft> next;
      synchronized (this) {
        next = new ArrayList<>(waiting);
      }
      if (!next.isEmpty()) {
        write(next);
      }
    }
  }

  private void write(List<EventDraft> next) {
    try {
      log.append(next);
      synchronized (this) {
        // What was added meanwhile is behind; what was dropped for room is gone from the front.
        next.forEach(waiting::remove);
        waitingCount = waiting.size();
      }
      problem = "";
    } catch (PortException e) {
      problem = String.valueOf(e.getMessage());
    }
  }
}
