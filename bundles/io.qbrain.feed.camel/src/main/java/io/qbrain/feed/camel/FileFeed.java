package io.qbrain.feed.camel;

import io.qbrain.model.Bar;
import io.qbrain.model.Instrument;
import io.qbrain.port.Feed;
import io.qbrain.port.FeedStatus;
import io.qbrain.port.FeedStatus.State;
import io.qbrain.port.MarketSink;
import io.qbrain.port.PortException;
import io.qbrain.series.SeriesException;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the bars of one instrument from files, by a Camel route; one per configuration. */
@Component(
    service = Feed.class,
    configurationPid = FileFeed.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = FileFeed.Config.class, factory = true)
public final class FileFeed implements Feed {
  /** The factory PID: {@code etc/io.qbrain.feed.file-NAME.cfg}. */
  static final String PID = "io.qbrain.feed.file";

  private static final String OFF_MESSAGE = "switched off: enabled = false in its configuration";
  private static final Logger LOG = LoggerFactory.getLogger(FileFeed.class);
  private static final long STOP_SECONDS = 10;

  /** The configuration. */
  @ObjectClassDefinition(
      id = PID,
      name = "Q-Brain file feed",
      description = "Brings the bars of one instrument from files.")
  public @interface Config {
    /** The name. */
    @AttributeDefinition(description = "Name of the feed")
    String name() default "file";

    /** Whether it runs. */
    @AttributeDefinition(description = "false switches the feed off")
    boolean enabled() default true;

    /** Whether it is recorded. */
    @AttributeDefinition(description = "true keeps its bars in the store of series")
    boolean record() default false;

    /** The instrument. */
    @AttributeDefinition(description = "Instrument as SYMBOL.VENUE, e.g. SPY.ARCA")
    String instrument();

    /** The length of bars. */
    @AttributeDefinition(description = "Length of a bar: 1s, 5m, 1h or 1d")
    String bars() default "1d";

    /** The files. */
    @AttributeDefinition(
        description = "File: text, .gz, .zip or .qbs; * in the last part stands for several files")
    String path();

    /** What else is to be said about the files. */
    @AttributeDefinition(
        description = "How the file is written, e.g. layout=lean or tz=UTC&stamp=close",
        required = false)
    String options() default "";

    /** How fast. */
    @AttributeDefinition(
        description = "asap, 5/s (bars per second) or 60x (times as fast as they happened)")
    String pace() default "1/s";

    /** The currency. */
    @AttributeDefinition(description = "Currency of the prices")
    String currency() default "USD";

    /** The tick size. */
    @AttributeDefinition(description = "Smallest difference between order prices")
    String tickSize() default "0.01";

    /** The lot size. */
    @AttributeDefinition(description = "Smallest difference between quantities")
    String lotSize() default "1";

    /** The multiplier of a future. */
    @AttributeDefinition(description = "Value of a price move of one, for a future")
    String multiplier() default "1";

    /** The margin of a future. */
    @AttributeDefinition(
        description = "Margin per contract; makes the instrument a future",
        required = false)
    String marginPerContract() default "";

    /** The market. */
    @AttributeDefinition(
        description = "Market whose hours and rules hold, e.g. us-equities",
        required = false)
    String market() default "";

    /** Whether it is on the restricted list. */
    @AttributeDefinition(description = "Whether no order may be sent", required = false)
    boolean restricted() default false;

    /** The average volume of a day. */
    @AttributeDefinition(description = "Average volume of a day", required = false)
    String averageDailyVolume() default "";

    /** The limit of an order. */
    @AttributeDefinition(description = "Greatest quantity of an order", required = false)
    String maxOrderQuantity() default "";
  }

  private final String name;
  private final boolean enabled;
  private final boolean recorded;
  private final String source;
  private final @Nullable FileFeedSettings settings;
  private final @Nullable ReplayClock clock;
  private boolean isExpected;
  private @Nullable CamelContext camel;
  private ReplayClock.@Nullable Member member;
  private volatile @Nullable Delivery delivery;
  private volatile State state;
  private volatile String message;

  /** Takes its configuration; one that cannot be used is told by status and at the start. */
  @Activate
  public FileFeed(Config config, @Reference ReplayClocks clocks) {
    FileFeedSettings read = null;
    String problem = "";
    try {
      read = FileFeedSettings.of(config);
    } catch (IllegalArgumentException | SeriesException e) {
      problem = "configuration " + PID + " of feed " + config.name() + ": " + e.getMessage();
    }
    this.name = config.name();
    this.source = String.valueOf(config.path());
    this.settings = read;
    this.enabled = config.enabled();
    this.recorded = config.record();
    this.state = !enabled ? State.OFF : read == null ? State.FAILED : State.STOPPED;
    this.message = enabled ? problem : OFF_MESSAGE;
    this.clock = read == null || !enabled ? null : clocks.at(read.pace());
    if (clock != null) {
      isExpected = true;
      clock.expect();
    }
  }

  /** Nobody is to wait for it any longer. */
  @Deactivate
  public synchronized void deactivate() {
    expectNoMore();
  }

  private void expectNoMore() {
    if (isExpected && clock != null) {
      isExpected = false;
      clock.expectNoMore();
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isRecorded() {
    return recorded;
  }

  @Override
  public boolean isEnabled() {
    return enabled;
  }

  @Override
  public List<Instrument> instruments() {
    return settings == null ? List.of() : List.of(settings.instrument());
  }

  @Override
  public FeedStatus status() {
    Delivery present = delivery;
    return present == null
        ? new FeedStatus(state, source, 0, 0, 0, message)
        : new FeedStatus(
            state, source, present.events(), present.lastEventNanos(), present.rejected(), message);
  }

  @Override
  public synchronized void start(MarketSink sink, Resume resume) {
    if (settings == null || clock == null) {
      throw new PortException(message);
    }
    if (camel != null) {
      throw new PortException("feed " + name + " is already started: stop it first");
    }
    try {
      settings.data().files();
      start(settings, clock.join(name), new Delivery(sink), resume);
    } catch (Exception e) {
      fail(e);
      close();
      throw new PortException(message, e);
    } finally {
      expectNoMore();
    }
    LOG.info("feed {} reads {} at pace {}", name, source, settings.pace());
  }

  private void start(FileFeedSettings told, ReplayClock.Member keeps, Delivery to, Resume resume)
      throws Exception {
    member = keeps;
    long last =
        resume
            .lastBar(told.instrument().id(), told.data().spec())
            .map(Bar::timeNanos)
            .orElse(Long.MIN_VALUE);
    BarReplay replay = new BarReplay(told.data(), keeps, to, last);
    delivery = to;
    state = State.RUNNING;
    message = "";
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    ClassLoader ours = FileFeed.class.getClassLoader();
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
      context.addRoutes(
          new FileRoute(
              name, told.data().path(), (file, isLast) -> read(replay, keeps, to, file, isLast)));
      context.start();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private void read(
      BarReplay replay, ReplayClock.Member keeps, Delivery to, Path file, boolean isLast) {
    if (state == State.FAILED || to.isStopped()) {
      return;
    }
    state = State.RUNNING;
    try {
      replay.replay(file);
      if (isLast && !to.isStopped()) {
        keeps.rests();
        state = State.FINISHED;
        LOG.info("feed {} has delivered {} bars", name, to.events());
      }
    } catch (RuntimeException e) {
      keeps.leave();
      fail(e);
      LOG.warn("{}", message);
    }
  }

  private void fail(Exception e) {
    state = State.FAILED;
    message = "feed " + name + ": " + (e.getMessage() == null ? e.toString() : e.getMessage());
  }

  @Override
  public synchronized void stop() {
    if (camel == null) {
      return;
    }
    close();
    state = State.STOPPED;
    message = "";
    LOG.info("feed {} stopped", name);
  }

  private void close() {
    Delivery present = delivery;
    if (present != null) {
      present.stop();
    }
    ReplayClock.Member keeps = member;
    if (keeps != null) {
      keeps.leave();
    }
    member = null;
    CamelContext context = camel;
    camel = null;
    if (context != null) {
      context.stop();
    }
  }
}
