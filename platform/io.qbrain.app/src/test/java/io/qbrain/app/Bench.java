package io.qbrain.app;

import io.qbrain.kernel.AccountKind;
import io.qbrain.kernel.RiskProfile;
import io.qbrain.model.AccountId;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Currency;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.StrategyRef;
import io.qbrain.model.Turn;
import io.qbrain.port.Database;
import io.qbrain.port.Feed;
import io.qbrain.port.FeedStatus;
import io.qbrain.port.Journal;
import io.qbrain.port.MarketSink;
import io.qbrain.port.OrderGateway;
import io.qbrain.port.PortException;
import io.qbrain.port.Startable;
import io.qbrain.simulation.Preset;
import io.qbrain.simulation.SimulatedVenue;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A platform on doubles that survive its crashes: a journal in memory, a venue with a memory. */
final class Bench {
  static final InstrumentId ALPHA = InstrumentId.of("ALPHA.SIM");
  static final StrategyRef SWITCH = StrategyRef.parse("switch@1.0.0");
  static final StrategyRef TWO_MINUTES = StrategyRef.parse("two-minutes@1.0.0");
  static final Instant T0 = Instant.parse("2026-01-02T10:00:00Z");
  private static final long DEADLINE_NANOS = 10_000_000_000L;

  final MemoryJournal journal = new MemoryJournal();
  final MemoryVenue venue = new MemoryVenue();
  final HandFeed feed = new HandFeed();
  final HandDatabase database = new HandDatabase();
  private final Path folder;
  private final Clock clock;
  Platform platform;
  private int minute;

  Bench(Path folder) {
    this(folder, Clock.systemUTC());
  }

  Bench(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
    this.platform = make();
  }

  private Platform make() {
    AccountConfig config =
        new AccountConfig(
            Preset.DEFAULT
                .withAccount(AccountKind.MARGIN, 1)
                .withProfile(RiskProfile.RETAIL)
                .settings(AccountId.of("paper"), Currency.USD),
            Money.of(1_000_000, Currency.USD),
            Money.of(100_000, Currency.USD),
            Duration.ofMillis(300));
    Platform made = new Platform(config, folder, "test", clock);
    made.addFeed(feed);
    return made;
  }

  boolean start() {
    Startable strategies =
        new Startable() {
          @Override
          public void start() {
            if (platform.catalog().find(SWITCH).isEmpty()) {
              platform.catalog().add(SWITCH, new SwitchStrategy.Factory());
              platform.catalog().add(TWO_MINUTES, new TwoMinutes.Factory());
            }
          }

          @Override
          public void stop() {}
        };
    return platform.start(new Platform.Adapters(database, journal, venue, strategies));
  }

  /** Leaves the running platform as kill -9 would: nothing is saved, only what is durable stays. */
  void crash() {
    journal.cutOff();
    venue.cutOff();
    platform = make();
  }

  void restart() {
    platform.stop();
    platform = make();
    start();
  }

  /** Sends a bar of one minute whose prices are all the same, and waits until it was seen. */
  void bar(String price) {
    Price p = Price.parse(price);
    Instant close = T0.plusSeconds(60L * ++minute);
    feed.send(Bar.of(ALPHA, BarSpec.MINUTE, close, p, p, p, p, Quantity.of(1_000)));
    await(
        "the bar of " + close,
        () ->
            platform.instances().list().stream()
                .filter(v -> v.ready())
                .allMatch(v -> v.lastEventNanos() >= io.qbrain.model.Times.nanos(close)));
  }

  static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + DEADLINE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not seen within 10 s: " + what);
      }
      Thread.onSpinWait();
    }
  }

  /** A clock that stands still until it is set. */
  static final class HandClock extends Clock {
    volatile Instant now;

    HandClock(Instant now) {
      this.now = now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  /** A journal that keeps turns in memory. */
  static final class MemoryJournal implements Journal {
    final List<Turn> turns = new ArrayList<>();
    volatile boolean failing;

    /** While it is true nothing can be written or read. */
    volatile boolean away;

    /** While it is there and not down at zero, no write returns. */
    volatile @Nullable CountDownLatch frozen;

    private volatile int generation;
    private final ThreadLocal<Integer> seen = new ThreadLocal<>();

    void cutOff() {
      generation++;
      seen.set(generation);
    }

    @Override
    public synchronized void append(List<Turn> more) {
      if (seen.get() == null) {
        seen.set(generation);
      }
      CountDownLatch until = frozen;
      if (until != null) {
        try {
          until.await();
        } catch (InterruptedException e) {
          throw new PortException("interrupted", e);
        }
      }
      if (away || failing || seen.get() != generation) {
        throw new PortException("the journal cannot be written");
      }
      turns.addAll(more);
    }

    private void checkAlive() {
      Integer mine = seen.get();
      if (mine != null && mine != generation) {
        throw new PortException("the journal belongs to another process now");
      }
    }

    @Override
    public synchronized long lastSequence(AccountId account) {
      checkAlive();
      if (away) {
        throw new PortException("the journal cannot be read");
      }
      return turns.isEmpty() ? 0 : turns.get(turns.size() - 1).sequence();
    }

    @Override
    public synchronized void replay(AccountId account, Consumer<Turn> to) {
      if (away) {
        throw new PortException("the journal cannot be read");
      }
      List.copyOf(turns).forEach(to);
    }
  }

  /** How the way to the venue is broken. */
  enum Fault {
    NONE,
    /** What is sent does not arrive, and that is noticed. */
    SENDS_FAIL,
    /** What is sent arrives; the answer is a time-out, and nothing that the venue says arrives. */
    ANSWERS_FAIL,
    /** What is sent arrives, and nothing that the venue says does. */
    SILENT
  }

  /** A simulated venue that remembers its reports, behind a line that can be broken. */
  static final class MemoryVenue implements OrderGateway {
    volatile Fault fault = Fault.NONE;
    volatile int queries;
    private final List<ExecutionReport> all = new ArrayList<>();
    private final Set<ClientOrderId> known = new LinkedHashSet<>();
    private final List<Instrument> instruments = new ArrayList<>();
    private @Nullable Listener listener;
    private @Nullable SimulatedVenue venue;
    private long now;

    synchronized void cutOff() {
      listener = null;
    }

    @Override
    public String name() {
      return "memory";
    }

    @Override
    public synchronized void list(Instrument instrument) {
      instruments.add(instrument);
      if (venue != null) {
        venue.list(instrument);
      }
    }

    @Override
    public synchronized void connect(long after, Listener to) {
      listener = to;
      if (venue == null) {
        venue =
            new SimulatedVenue(
                Preset.DEFAULT.venue(),
                (order, price) -> {
                  Listener l = listener;
                  return l == null ? Quantity.ZERO : l.sizeAtFill(order, price);
                },
                this::report);
        instruments.forEach(venue::list);
      }
      all.stream().filter(r -> r.venueSequence() > after).forEach(to::onReport);
    }

    private void report(ExecutionReport report) {
      all.add(report);
      tell(report);
    }

    private void tell(ExecutionReport report) {
      if (listener != null && (fault == Fault.NONE || fault == Fault.SENDS_FAIL)) {
        listener.onReport(report);
      }
    }

    private void before() {
      if (fault == Fault.SENDS_FAIL) {
        throw new PortException("the connection is lost");
      }
    }

    private void after() {
      if (fault == Fault.ANSWERS_FAIL) {
        throw new PortException("no answer from the venue");
      }
    }

    @Override
    public synchronized void submit(Order order) {
      before();
      if (known.add(order.id()) && venue != null) {
        venue.submit(order, Math.max(now, order.createdNanos()));
      }
      after();
    }

    @Override
    public synchronized void cancel(ClientOrderId order) {
      before();
      if (venue != null) {
        venue.cancel(order, now);
      }
      after();
    }

    @Override
    public synchronized void query(ClientOrderId order) {
      queries++;
      before();
      List<ExecutionReport> of = all.stream().filter(r -> r.orderId().equals(order)).toList();
      if (!known.contains(order)) {
        tell(
            ExecutionReport.of(
                0, ExecutionReport.Type.REJECTED, order, null, "the venue knows it not", now));
      } else {
        of.stream()
            .filter(r -> r.type() == ExecutionReport.Type.FILL)
            .forEach(r -> tell(unnumbered(r)));
        working(order).ifPresentOrElse(this::tell, () -> tell(ended(order, of)));
      }
      after();
    }

    @Override
    public synchronized boolean queryAll() {
      before();
      for (ClientOrderId id : known) {
        working(id).ifPresent(this::tell);
      }
      after();
      return true;
    }

    private Optional<ExecutionReport> working(ClientOrderId order) {
      return venue == null ? Optional.empty() : venue.memory().status(order, now);
    }

    private ExecutionReport ended(ClientOrderId order, List<ExecutionReport> of) {
      ExecutionReport last = of.get(of.size() - 1);
      boolean filled = last.type() == ExecutionReport.Type.FILL;
      Quantity sum =
          of.stream()
              .filter(r -> r.type() == ExecutionReport.Type.FILL)
              .map(ExecutionReport::quantity)
              .reduce(Quantity.ZERO, Quantity::plus);
      return ExecutionReport.status(
          order,
          last.venueOrderId(),
          filled ? OrderStatus.FILLED : OrderStatus.CANCELED,
          last.orderQuantity(),
          sum,
          now);
    }

    private static ExecutionReport unnumbered(ExecutionReport r) {
      return new ExecutionReport(
          0,
          r.type(),
          r.orderId(),
          r.venueOrderId(),
          r.executionId(),
          r.side(),
          r.quantity(),
          r.price(),
          r.fee(),
          r.orderQuantity(),
          r.reason(),
          r.timeNanos());
    }

    /** The line is back. */
    void heal() {
      fault = Fault.NONE;
      Listener to = listener;
      if (to != null) {
        to.onReconnected();
      }
    }

    @Override
    public synchronized void onMarket(MarketEvent event) {
      now = event.timeNanos();
      if (venue != null) {
        venue.onMarket(event);
      }
    }

    @Override
    public synchronized void disconnect() {
      listener = null;
    }

    synchronized long fills() {
      return all.stream().filter(r -> r.type() == ExecutionReport.Type.FILL).count();
    }
  }

  /** A feed driven by hand. */
  static final class HandFeed implements Feed {
    private volatile @Nullable MarketSink sink;
    private volatile @Nullable Resume resume;
    volatile @Nullable String broken;
    volatile boolean enabled = true;
    volatile boolean recorded;
    volatile List<Instrument> more = List.of();
    volatile @Nullable Duration silenceLimit;
    volatile @Nullable String market;

    @Override
    public Optional<Duration> silenceLimit() {
      return Optional.ofNullable(silenceLimit);
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
    public String name() {
      return "hand";
    }

    @Override
    public List<Instrument> instruments() {
      List<Instrument> all = new ArrayList<>(more);
      Instrument.Builder alpha =
          Instrument.builder(ALPHA, Currency.USD).maxOrderQuantity(Quantity.of(1_000));
      String of = market;
      all.add(0, of == null ? alpha.build() : alpha.market(of).build());
      return all;
    }

    @Override
    public FeedStatus status() {
      return new FeedStatus(
          sink == null ? FeedStatus.State.STOPPED : FeedStatus.State.RUNNING,
          "by hand",
          0,
          0,
          0,
          "");
    }

    @Override
    public void start(MarketSink to, Resume from) {
      if (broken != null) {
        throw new PortException(broken);
      }
      sink = to;
      resume = from;
    }

    @Override
    public void stop() {
      sink = null;
    }

    Optional<Bar> lastBar() {
      Resume from = resume;
      return from == null ? Optional.empty() : from.lastBar(ALPHA, BarSpec.MINUTE);
    }

    void send(MarketEvent event) {
      MarketSink to = sink;
      await("a feed that runs", () -> sink != null);
      if (to == null || to.accept(event) != MarketSink.Result.ACCEPTED) {
        throw new AssertionError("not accepted: " + event);
      }
    }
  }

  /** A database that is up or down. */
  static final class HandDatabase implements Database {
    volatile @Nullable String down;

    /** What it says of its silence. */
    volatile @Nullable String silent;

    @Override
    public Optional<String> trouble() {
      return Optional.ofNullable(silent);
    }

    @Override
    public String describe() {
      return "in memory";
    }

    @Override
    public boolean isAvailable() {
      return down == null;
    }

    @Override
    public void start() {
      if (down != null) {
        throw new PortException(down);
      }
    }

    @Override
    public void stop() {}
  }
}
