package io.qbrain.feed.camel;

import io.qbrain.model.Bar;
import io.qbrain.port.Feed;
import io.qbrain.port.MarketSink;
import io.qbrain.port.PortException;
import io.qbrain.series.DataKind;
import java.nio.file.Path;
import java.util.Optional;
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
public final class FileFeed extends FeedFrame<FileFeedSettings> {
  /** The factory PID: {@code etc/io.qbrain.feed.file-NAME.cfg}. */
  static final String PID = "io.qbrain.feed.file";

  private static final Logger LOG = LoggerFactory.getLogger(FileFeed.class);

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

    /** When it is too silent. */
    @AttributeDefinition(
        description = "Somebody is told if nothing comes for so long, e.g. 60s; empty for never",
        required = false)
    String silenceLimit() default "";

    /** The instrument. */
    @AttributeDefinition(description = "Instrument as SYMBOL.VENUE, e.g. SPY.ARCA")
    String instrument();

    /** What is in the files. */
    @AttributeDefinition(description = "bars, quotes, trades or depth")
    String kind() default "bars";

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
        description =
            "asap, 5/s (points of time per second) or 60x (times as fast as they happened)")
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

    /** What it is besides. */
    @AttributeDefinition(
        description =
            "What it is besides, as options of a backtest say it, with & between: margined=1,"
                + " pair-of=GBP, margin=0.05,0.025, expiry=2026-06-19T20:00:00Z, settlement-days=2",
        required = false)
    String contract() default "";

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

  private final @Nullable ReplayClock clock;
  private final RouteContext routes = new RouteContext();
  private boolean isExpected;
  private ReplayClock.@Nullable Member member;
  private volatile @Nullable Delivery delivery;

  /** Takes its configuration; one that cannot be used is told by status and at the start. */
  @Activate
  public FileFeed(Config config, @Reference ReplayClocks clocks) {
    super(FeedText.of(PID, Config.class, config), FileFeedSettings::of);
    FileFeedSettings read = settings();
    this.clock = read == null || !isEnabled() ? null : clocks.at(read.pace());
    if (clock != null) {
      isExpected = true;
      clock.expect();
    }
  }

  /** Nobody is to wait for it any longer. */
  @Deactivate
  public void deactivate() {
    tried();
  }

  @Override
  synchronized void tried() {
    if (isExpected && clock != null) {
      isExpected = false;
      clock.expectNoMore();
    }
  }

  @Override
  Counts open(FileFeedSettings told, MarketSink sink, Resume resume) throws Exception {
    if (clock == null) {
      throw new PortException(name() + " is switched off");
    }
    told.data().files();
    ReplayClock.Member keeps = clock.join(name());
    member = keeps;
    Delivery to = new Delivery(sink);
    delivery = to;
    boolean areBars = told.data().kind() == DataKind.BARS;
    long last =
        (areBars
                ? resume.lastBar(told.instrument().id(), told.data().spec())
                : Optional.<Bar>empty())
            .map(Bar::timeNanos)
            .orElse(Long.MIN_VALUE);
    FileReplay replay = new FileReplay(told.data(), keeps, to, last);
    routes.start(
        name(),
        context -> {},
        new FileRoute(
            name(), told.data().path(), (file, isLast) -> read(replay, keeps, to, file, isLast)));
    return to;
  }

  private void read(
      FileReplay replay, ReplayClock.Member keeps, Delivery to, Path file, boolean isLast) {
    if (isFailed() || to.isStopped()) {
      return;
    }
    running("");
    try {
      replay.replay(file);
      if (isLast && !to.isStopped()) {
        keeps.rests();
        finished();
        LOG.info("feed {} has delivered {} events", name(), to.events());
      }
    } catch (RuntimeException e) {
      keeps.leave();
      LOG.warn("{}", failed(e));
    }
  }

  @Override
  void close() {
    Delivery present = delivery;
    if (present != null) {
      present.stop();
    }
    ReplayClock.Member keeps = member;
    if (keeps != null) {
      keeps.leave();
    }
    member = null;
    routes.stop();
  }
}
