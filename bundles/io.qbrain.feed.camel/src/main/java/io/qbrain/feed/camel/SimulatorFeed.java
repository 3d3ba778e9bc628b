package io.qbrain.feed.camel;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Instrument;
import io.qbrain.model.Times;
import io.qbrain.port.Feed;
import io.qbrain.port.FeedStatus;
import io.qbrain.port.FeedStatus.State;
import io.qbrain.port.MarketSink;
import io.qbrain.port.PortException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the bars of a {@link SimulatedMarket}: first those of the time just gone, as fast as the
 * sink takes them, then each when it closes by the clock.
 */
@Component(
    service = Feed.class,
    configurationPid = SimulatorFeed.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SimulatorFeed.Config.class, factory = true)
public final class SimulatorFeed implements Feed {
  /** The factory PID: {@code etc/io.qbrain.feed.simulator-NAME.cfg}. */
  static final String PID = "io.qbrain.feed.simulator";

  private static final String OFF_MESSAGE = "switched off: enabled = false in its configuration";
  private static final Logger LOG = LoggerFactory.getLogger(SimulatorFeed.class);
  private static final long STOP_MS = 10_000;
  private static final int MAX_BACKFILL = 100_000;

  /** The configuration. */
  @ObjectClassDefinition(
      id = PID,
      name = "Q-Brain market simulator",
      description = "Brings bars of a simulated market of six instruments.")
  public @interface Config {
    /** The name. */
    @AttributeDefinition(description = "Name of the feed")
    String name() default "sim";

    /** Whether it runs. */
    @AttributeDefinition(description = "false switches the feed off")
    boolean enabled() default true;

    /** Whether it is recorded. */
    @AttributeDefinition(description = "true keeps its bars in the store of series")
    boolean record() default false;

    /** The seed. */
    @AttributeDefinition(description = "The same seed makes the same market")
    long seed() default 42;

    /** The length of bars. */
    @AttributeDefinition(description = "Length of a bar: 1s, 5m, 1h or 1d")
    String bars() default "1s";

    /** The history. */
    @AttributeDefinition(description = "Bars of history that come first, 0 to 100000")
    int backfill() default 600;
  }

  private final String name;
  private final boolean enabled;
  private final boolean recorded;
  private final long seed;
  private final @Nullable BarSpec spec;
  private final int backfill;
  private final Clock clock;
  private @Nullable Thread thread;
  private volatile @Nullable Delivery delivery;
  private volatile State state;
  private volatile String message;

  /** Takes its configuration; one that cannot be used is told by status and at the start. */
  @Activate
  public SimulatorFeed(Config config) {
    this(config, Clock.systemUTC());
  }

  SimulatorFeed(Config config, Clock clock) {
    BarSpec read = null;
    String problem = "";
    try {
      read = BarSpec.parse(config.bars());
      if (!read.hasLength()) {
        throw new IllegalArgumentException(
            "expected a bar length such as 1s, 5m, 1h or 1d, found '" + config.bars() + "'");
      }
      if (config.backfill() < 0 || config.backfill() > MAX_BACKFILL) {
        throw new IllegalArgumentException(
            "expected a backfill of 0 to " + MAX_BACKFILL + " bars, found " + config.backfill());
      }
    } catch (IllegalArgumentException e) {
      read = null;
      problem = "configuration " + PID + " of feed " + config.name() + ": " + e.getMessage();
    }
    this.name = config.name();
    this.seed = config.seed();
    this.spec = read;
    this.backfill = config.backfill();
    this.clock = clock;
    this.enabled = config.enabled();
    this.recorded = config.record();
    this.state = !enabled ? State.OFF : read == null ? State.FAILED : State.STOPPED;
    this.message = enabled ? problem : OFF_MESSAGE;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isEnabled() {
    return enabled;
  }

  @Override
  public boolean isRecorded() {
    return recorded;
  }

  @Override
  public List<Instrument> instruments() {
    return SimulatedMarket.instruments();
  }

  @Override
  public FeedStatus status() {
    Delivery present = delivery;
    String source = "simulator, seed " + seed + (spec == null ? "" : ", " + spec + " bars");
    return present == null
        ? new FeedStatus(state, source, 0, 0, 0, message)
        : new FeedStatus(state, source, present.events(), present.lastEventNanos(), 0, message);
  }

  @Override
  public synchronized void start(MarketSink sink, Resume resume) {
    if (spec == null) {
      throw new PortException(message);
    }
    if (thread != null) {
      throw new PortException("feed " + name + " is already started: stop it first");
    }
    Delivery to = new Delivery(sink);
    Run run = new Run(spec, to, resume);
    delivery = to;
    state = State.RUNNING;
    message = "";
    Thread started = new Thread(() -> run(run), "qbrain-feed-" + name);
    started.setDaemon(true);
    started.start();
    thread = started;
    LOG.info("feed {} simulates a market, seed {}, {} bars", name, seed, spec);
  }

  private void run(Run run) {
    try {
      run.go();
    } catch (RuntimeException e) {
      state = State.FAILED;
      message = "feed " + name + ": " + (e.getMessage() == null ? e.toString() : e.getMessage());
      LOG.warn("{}", message);
    }
  }

  @Override
  public synchronized void stop() {
    Thread running = thread;
    Delivery present = delivery;
    if (running == null || present == null) {
      return;
    }
    present.stop();
    try {
      running.join(STOP_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread = null;
    state = State.STOPPED;
    message = "";
    LOG.info("feed {} stopped", name);
  }

  /** One run from start to stop. */
  private final class Run {
    private final long stepNanos;
    private final Delivery to;
    private final SimulatedMarket market;

    /** The last bar that the platform has of each instrument, by number. */
    private final long[] known;

    private final long[] knownCloses;
    private long number;

    Run(BarSpec spec, Delivery to, Resume resume) {
      this.stepNanos = spec.stepNanos();
      this.to = to;
      this.market = new SimulatedMarket(seed, spec);
      List<Instrument> instruments = SimulatedMarket.instruments();
      this.known = new long[instruments.size()];
      this.knownCloses = new long[instruments.size()];
      for (int i = 0; i < known.length; i++) {
        Optional<Bar> last = resume.lastBar(instruments.get(i).id(), spec);
        known[i] = last.map(bar -> bar.timeNanos() / stepNanos).orElse(Long.MIN_VALUE);
        if (last.isPresent()) {
          knownCloses[i] = last.get().closePrice().raw();
          market.goOnFrom(i, knownCloses[i]);
        }
      }
      long oldest = Arrays.stream(known).min().orElse(Long.MIN_VALUE);
      number = Math.max(oldest, nowNanos() / stepNanos - backfill) + 1;
    }

    private long nowNanos() {
      return Times.nanos(clock.instant());
    }

    void go() {
      boolean going = true;
      while (going) {
        long closed = nowNanos() / stepNanos;
        // After a sleep of the machine only the time just gone is made up for.
        number = Math.max(number, closed - Math.max(backfill, 1) + 1);
        while (going && number <= closed) {
          going = give(market.next(number));
          number++;
        }
        going = going && to.pause(number * stepNanos - nowNanos());
      }
    }

    private boolean give(List<Bar> bars) {
      for (int i = 0; i < known.length; i++) {
        if (number <= known[i]) {
          market.goOnFrom(i, knownCloses[i]);
        } else if (!to.give(bars.get(i))) {
          return false;
        }
      }
      return true;
    }
  }
}
