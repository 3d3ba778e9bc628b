package io.qbrain.feed.camel;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Instrument;
import io.qbrain.model.Times;
import io.qbrain.port.Feed;
import io.qbrain.port.MarketSink;
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
public final class SimulatorFeed extends FeedFrame<SimulatorFeed.Market> {
  /** The factory PID: {@code etc/io.qbrain.feed.simulator-NAME.cfg}. */
  static final String PID = "io.qbrain.feed.simulator";

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

  private final Clock clock;
  private @Nullable Thread thread;
  private volatile @Nullable Delivery delivery;

  /** What it simulates. */
  record Market(long seed, BarSpec spec, int backfill) implements Settings {
    static Market of(FeedText text) {
      BarSpec spec = BarSpec.parse(text.line("bars"));
      if (!spec.hasLength()) {
        throw new IllegalArgumentException(
            "expected a bar length such as 1s, 5m, 1h or 1d, found '" + text.line("bars") + "'");
      }
      int backfill = Integer.parseInt(text.line("backfill"));
      if (backfill < 0 || backfill > MAX_BACKFILL) {
        throw new IllegalArgumentException(
            "expected a backfill of 0 to " + MAX_BACKFILL + " bars, found " + backfill);
      }
      return new Market(Long.parseLong(text.line("seed")), spec, backfill);
    }

    @Override
    public List<Instrument> instruments() {
      return SimulatedMarket.instruments();
    }

    @Override
    public String source() {
      return "simulator, seed " + seed + ", " + spec + " bars";
    }
  }

  /** Takes its configuration; one that cannot be used is told by status and at the start. */
  @Activate
  public SimulatorFeed(Config config) {
    this(config, Clock.systemUTC());
  }

  SimulatorFeed(Config config, Clock clock) {
    super(FeedText.of(PID, Config.class, config), Market::of);
    this.clock = clock;
  }

  @Override
  Counts open(Market told, MarketSink sink, Resume resume) {
    Delivery to = new Delivery(sink);
    Run run = new Run(told, to, resume);
    delivery = to;
    Thread started = new Thread(() -> run(run), "qbrain-feed-" + name());
    started.setDaemon(true);
    started.start();
    thread = started;
    return to;
  }

  private void run(Run run) {
    try {
      run.go();
    } catch (RuntimeException e) {
      LOG.warn("{}", failed(e));
    }
  }

  @Override
  void close() {
    Thread running = thread;
    Delivery present = delivery;
    thread = null;
    if (running == null || present == null) {
      return;
    }
    present.stop();
    try {
      running.join(STOP_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One run from start to stop. */
  private final class Run {
    private final long stepNanos;
    private final int backfill;
    private final Delivery to;
    private final SimulatedMarket market;

    /** The last bar that the platform has of each instrument, by number. */
    private final long[] known;

    private final long[] knownCloses;
    private long number;

    Run(Market told, Delivery to, Resume resume) {
      BarSpec spec = told.spec();
      this.stepNanos = spec.stepNanos();
      this.backfill = told.backfill();
      this.to = to;
      this.market = new SimulatedMarket(told.seed(), spec);
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
