package io.qbrain.feed.camel;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Instrument;
import io.qbrain.port.Feed;
import io.qbrain.port.FeedStatus;
import io.qbrain.port.FeedStatus.State;
import io.qbrain.port.MarketSink;
import io.qbrain.port.PortException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A feed of events that happen now: a Camel route from a source that is connected to again and
 * again to the platform.
 */
abstract class LiveFeed implements Feed {
  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
  private static final long STOP_SECONDS = 10;
  private static final String OFF_MESSAGE = "switched off: enabled = false in its configuration";

  /**
   * What a feed was told to do.
   *
   * @param instrument the instrument that it brings
   * @param source its source as it may be shown
   * @param mapping how messages become events
   * @param connection makes its connection
   * @param retry the times between attempts
   */
  record Settings(
      Instrument instrument,
      String source,
      EventMapping mapping,
      Supplier<LiveSource> connection,
      BackOff.Limits retry) {}

  private final String name;
  private final boolean enabled;
  private final @Nullable Settings settings;
  private final Clock clock;
  private final AtomicLong connections = new AtomicLong();
  private @Nullable CamelContext camel;
  private volatile @Nullable LiveDelivery delivery;
  private volatile State state;
  private volatile String message;

  /** Reads a configuration; one that cannot be used is told by status and at the start. */
  LiveFeed(String pid, String name, boolean enabled, Supplier<Settings> reader, Clock clock) {
    Settings read = null;
    String problem = "";
    try {
      read = reader.get();
    } catch (IllegalArgumentException e) {
      problem = "configuration " + pid + " of feed " + name + ": " + e.getMessage();
    }
    this.name = name;
    this.enabled = enabled;
    this.settings = read;
    this.clock = clock;
    this.state = !enabled ? State.OFF : read == null ? State.FAILED : State.STOPPED;
    this.message = enabled ? problem : OFF_MESSAGE;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final boolean isEnabled() {
    return enabled;
  }

  @Override
  public final List<Instrument> instruments() {
    return settings == null ? List.of() : List.of(settings.instrument());
  }

  @Override
  public final FeedStatus status() {
    LiveDelivery present = delivery;
    String source = settings == null ? "" : settings.source();
    if (present == null) {
      return new FeedStatus(state, source, 0, 0, 0, message);
    }
    return new FeedStatus(
        state,
        source,
        present.events(),
        present.lastEventNanos(),
        present.rejected(),
        message.isEmpty() ? present.odd() : message,
        present.lastReceiptNanos(),
        present.delayNanos(),
        present.gaps(),
        connections.get());
  }

  @Override
  public final synchronized void start(MarketSink sink, Resume resume) {
    if (settings == null) {
      throw new PortException(message);
    }
    if (camel != null) {
      throw new PortException("feed " + name + " is already started: stop it first");
    }
    BarSpec spec = settings.mapping().spec();
    Optional<Bar> last =
        spec == null ? Optional.empty() : resume.lastBar(settings.instrument().id(), spec);
    LiveDelivery to = new LiveDelivery(settings.mapping(), sink, last, clock);
    delivery = to;
    state = State.RUNNING;
    message = "connecting";
    connections.set(0);
    try {
      start(settings, to);
    } catch (Exception e) {
      state = State.FAILED;
      message = "feed " + name + ": " + (e.getMessage() == null ? e.toString() : e.getMessage());
      close();
      throw new PortException(message, e);
    }
    LOG.info("feed {} listens to {}", name, settings.source());
  }

  private void start(Settings told, LiveDelivery to) throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    ClassLoader ours = LiveFeed.class.getClassLoader();
    Thread.currentThread().setContextClassLoader(ours);
    try {
      DefaultCamelContext context = new DefaultCamelContext(false);
      camel = context;
      context.getCamelContextExtension().setName("qbrain-feed-" + name);
      context.setApplicationContextClassLoader(ours);
      context.disableJMX();
      context.getExecutorServiceManager().setThreadNamePattern("qbrain-feed-" + name);
      context.getShutdownStrategy().setTimeout(STOP_SECONDS);
      context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
      LiveEndpoint endpoint =
          new LiveEndpoint(
              context,
              "qbrain-live:" + name,
              told.connection().get(),
              new BackOff(told.retry()),
              new Watch(to));
      context.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              errorHandler(noErrorHandler());
              from(endpoint)
                  .routeId("feed-" + name)
                  .removeHeaders("*")
                  .process(exchange -> to.take(exchange.getMessage().getBody(String.class)));
            }
          });
      context.start();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Override
  public final synchronized void stop() {
    if (camel == null) {
      return;
    }
    close();
    state = State.STOPPED;
    message = "";
    LOG.info("feed {} stopped", name);
  }

  private void close() {
    LiveDelivery present = delivery;
    if (present != null) {
      present.stop();
    }
    CamelContext context = camel;
    camel = null;
    if (context != null) {
      context.stop();
    }
  }

  /** Notes how the connection is. */
  private final class Watch implements LiveEndpoint.Watch {
    private final LiveDelivery to;

    Watch(LiveDelivery to) {
      this.to = to;
    }

    @Override
    public void connected() {
      to.connected();
      boolean again = connections.incrementAndGet() > 1;
      message = "";
      LOG.info("feed {} is connected{}", name, again ? " again" : "");
    }

    @Override
    public void failed(String why, double seconds) {
      message = String.format(Locale.ROOT, "%s; next attempt in %.1f s", why, seconds);
      LOG.warn("feed {}: {}", name, message);
    }

    @Override
    public boolean isStopped() {
      return to.isStopped();
    }

    @Override
    public boolean pause(long nanos) {
      return to.pause(nanos);
    }
  }
}
