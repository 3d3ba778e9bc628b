package io.qbrain.app;

import io.qbrain.app.messaging.PlatformStreams;
import io.qbrain.app.messaging.StreamDesk;
import io.qbrain.port.Cache;
import io.qbrain.port.Database;
import io.qbrain.port.Feed;
import io.qbrain.port.Journal;
import io.qbrain.port.Metric;
import io.qbrain.port.MetricSource;
import io.qbrain.port.Mirror;
import io.qbrain.port.OrderGateway;
import io.qbrain.port.PortException;
import io.qbrain.port.SeriesStore;
import io.qbrain.port.Startable;
import io.qbrain.port.TableFiles;
import io.qbrain.series.SeriesFolders;
import io.qbrain.series.store.ColumnStore;
import io.qbrain.service.AccountingService;
import io.qbrain.service.BacktestService;
import io.qbrain.service.DataService;
import io.qbrain.service.FeedService;
import io.qbrain.service.InstanceService;
import io.qbrain.service.PlatformService;
import io.qbrain.service.PortfolioService;
import io.qbrain.service.ReplayService;
import io.qbrain.service.RiskService;
import io.qbrain.service.StreamService;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The platform without its adapters: made once, given its adapters, started and stopped in one
 * readable order. The services are there from the beginning; before the account is open they say
 * what they wait for.
 */
public final class Platform implements PlatformService {
  /** The version of the strategy SPI that this platform offers. */
  public static final String SPI_VERSION = "1.1.0";

  private static final Logger LOG = LoggerFactory.getLogger(Platform.class);

  /** What needs the database, and what does not. */
  private static final String STANDS_STILL =
      "; accounts, their history, the event log and tasks stand still until it does; feeds, streams"
          + " of the markets and backtests go on";

  /**
   * What the platform needs from outside.
   *
   * @param database started first
   * @param journal in that database
   * @param gateway where orders go
   * @param strategies installs the strategies that were installed before
   */
  public record Adapters(
      Database database, Journal journal, OrderGateway gateway, Startable strategies) {}

  private enum State {
    WAITING,
    UP,
    DOWN
  }

  /** A part with its state. */
  private static final class Step {
    final String name;
    State state = State.WAITING;
    String detail = "";

    Step(String name) {
      this.name = name;
    }
  }

  private final AccountConfig account;
  private final Path folder;
  private final Clock clock;
  private final String version;
  private final long startedNanos;
  private final Accounts accounts = new Accounts();
  private final InstalledStrategies catalog = new InstalledStrategies(accounts);
  private final SeriesRecorder recorder;
  private final SeriesMirror seriesMirror;
  private final DataDesk data;
  private final Mirrors mirrors = new Mirrors();
  private final Projections projections;
  private final Feeds feeds;
  private final CalendarEnds calendarEnds = new CalendarEnds();
  private final Step database = new Step("database");
  private final Step trading;
  private final Step strategies = new Step("strategies");
  private final JournalSlot journal = new JournalSlot();
  private volatile @Nullable Adapters adapters;
  private @Nullable TradingLoop loop;
  private volatile @Nullable TradingFigures figures;

  /**
   * Makes a platform with one account.
   *
   * @param account the account
   * @param folder where it keeps its input log
   * @param version the platform's version, for its status
   * @param clock gives the times of receipt
   */
  public Platform(AccountConfig account, Path folder, String version, Clock clock) {
    this(account, folder, version, clock, PlatformStreams.Routes.parse("redis"));
  }

  /**
   * Makes a platform with one account.
   *
   * @param routes which stream goes by which transport
   */
  public Platform(
      AccountConfig account,
      Path folder,
      String version,
      Clock clock,
      PlatformStreams.Routes routes) {
    this.projections = new Projections(new PlatformStreams(routes, mirrors::cannotStart));
    this.account = account;
    this.folder = folder;
    this.version = version;
    this.clock = clock;
    this.startedNanos = clock.millis() * 1_000_000L;
    ColumnStore series = new ColumnStore(SeriesFolders.in(folder));
    this.recorder = new SeriesRecorder(series);
    this.seriesMirror = new SeriesMirror(series, recorder::recorded);
    this.feeds = new Feeds(recorder::offer, projections::market);
    this.data = new DataDesk(series, folder.resolve("data"), clock);
    this.trading = new Step("account " + account.settings().account());
  }

  /**
   * Starts in order: database (and beside all that follows the mirrors), journal replay and
   * gateway, strategies, feeds. What cannot start is named in the status; a call after that tries
   * again from there.
   *
   * @return whether everything is up
   */
  public synchronized boolean start(Adapters with) {
    adapters = with;
    return up(database, () -> startDatabase(with))
        && up(trading, () -> startTrading(with))
        && up(strategies, () -> startStrategies(with));
  }

  private static boolean up(Step step, java.util.function.Supplier<String> start) {
    if (step.state == State.UP) {
      return true;
    }
    try {
      step.detail = start.get();
      step.state = State.UP;
      return true;
    } catch (RuntimeException e) {
      String reason = String.valueOf(e.getMessage() == null ? e : e.getMessage());
      if (!reason.equals(step.detail)) {
        LOG.warn("{} is down: {}", step.name, reason);
      }
      step.detail = reason;
      step.state = State.DOWN;
      return false;
    }
  }

  private String startDatabase(Adapters with) {
    with.database().start();
    mirrors.startAll();
    return with.database().describe();
  }

  private String startTrading(Adapters with) {
    journal.set(with.journal());
    TradingLoop started =
        new TradingLoop(
            account,
            with.journal(),
            with.gateway(),
            catalog::find,
            folder.resolve(account.settings().account().toString()),
            clock);
    try {
      started.start();
    } catch (RuntimeException e) {
      with.gateway().disconnect();
      throw e;
    }
    started.heedSilence(() -> with.database().trouble().orElse(null));
    accounts.add(started);
    loop = started;
    projections.start(account.settings().account(), with.journal());
    TradingFigures counted = new TradingFigures(started, with.gateway().name());
    figures = counted;
    started.onDurable(
        turn -> {
          counted.count(turn);
          projections.turn(turn);
        });
    return "paper trading by gateway " + with.gateway().name();
  }

  private String startStrategies(Adapters with) {
    with.strategies().start();
    TradingLoop to = loop;
    if (to == null) {
      throw new PortException("the account is not open");
    }
    recorder.start();
    seriesMirror.start();
    feeds.startAll(to);
    return catalog.refs().size() + " installed";
  }

  /** Stops in the reverse order. */
  public synchronized void stop() {
    Adapters with = adapters;
    if (with == null) {
      return;
    }
    feeds.stopAll();
    recorder.stop();
    seriesMirror.stop();
    data.stop();
    TradingLoop running = loop;
    if (running != null) {
      running.stop();
      projections.stop();
      accounts.remove(running);
      loop = null;
    }
    trading.state = State.WAITING;
    with.strategies().stop();
    strategies.state = State.WAITING;
    mirrors.stopAll();
    with.database().stop();
    database.state = State.WAITING;
    adapters = null;
  }

  /** Adds a feed; it starts when the account is open. */
  public void addFeed(Feed feed) {
    feeds.add(feed);
  }

  /** Stops a feed and forgets it. */
  public void removeFeed(Feed feed) {
    feeds.remove(feed);
  }

  /** Adds what trading does without; it starts beside the account once the database is there. */
  public void addMirror(Mirror mirror) {
    mirrors.add(mirror);
  }

  /** Stops a mirror and forgets it. */
  public void removeMirror(Mirror mirror) {
    mirrors.remove(mirror);
  }

  /** Names the time-series server that history is fetched from, and copied to if it wants that. */
  public void addSeriesServer(SeriesStore server) {
    data.server(server);
    seriesMirror.server(server);
  }

  /** Forgets a time-series server. */
  public void removeSeriesServer(SeriesStore server) {
    data.forget(server);
    seriesMirror.forget(server);
  }

  /** Adds a binary format that history is imported from and exported to. */
  public void addTableFiles(TableFiles format) {
    data.add(format);
  }

  /** Forgets a format. */
  public void removeTableFiles(TableFiles format) {
    data.remove(format);
  }

  /** Reads data through a cache from now on. */
  public void addCache(Cache cache) {
    data.cached().use(cache);
  }

  /** Forgets a cache. */
  public void removeCache(Cache cache) {
    data.cached().forget(cache);
  }

  /** Returns the service of history. */
  public DataService data() {
    return data;
  }

  /** Returns the streams, by whatever carries them. */
  public PlatformStreams streams() {
    return projections.streams();
  }

  /** Returns the service of the streams. */
  public StreamService streamDesk() {
    return new StreamDesk(projections.streams(), projections::views);
  }

  /** Returns the strategies that are installed. */
  public StrategyCatalog catalog() {
    return catalog;
  }

  /** Returns the service of instances. */
  public InstanceService instances() {
    return new Instances(accounts);
  }

  /** Returns the service of orders, positions, accounts and the ledger. */
  public PortfolioService portfolio() {
    return new Portfolio(accounts, new LedgerVerification(journal));
  }

  /** Returns the service of money, rates, corporate actions and terms. */
  public AccountingService accounting() {
    return new Accounting(accounts);
  }

  /** Returns the service of the replay proof. */
  public ReplayService replays() {
    ReplayProof proof = new ReplayProof(journal, catalog::find);
    return id -> Portfolio.asked(() -> proof.prove(accounts.get(id)));
  }

  /** Returns the service of the kill switch and the limits. */
  public RiskService risk() {
    return new RiskDesk(accounts);
  }

  /** Returns the service of backtests over the files of a folder. */
  public BacktestService backtests(Path dataFolder) {
    return new Backtests(catalog, dataFolder, data);
  }

  /** Returns the service of feeds. */
  public FeedService feeds() {
    return feeds;
  }

  /** Returns what the account has ordered, for monitoring. */
  public MetricSource metrics() {
    return new MetricSource() {
      @Override
      public String name() {
        return TradingFigures.NAME;
      }

      @Override
      public List<Metric.Sample> read() {
        TradingFigures now = figures;
        if (now == null) {
          throw new PortException("the account is not open");
        }
        return now.read();
      }
    };
  }

  @Override
  public PlatformStatus status() {
    List<Part> parts = new ArrayList<>();
    TradingLoop running = loop;
    String silent = databaseTrouble();
    parts.add(
        silent == null
            ? part(database)
            : new Part(database.name, State.DOWN.name(), silent + STANDS_STILL));
    String halted = running == null ? null : running.halted();
    if (halted == null && running != null && silent != null) {
      halted = silent;
    }
    parts.add(
        halted == null
            ? trading(running)
            : new Part(trading.name, State.DOWN.name(), "halted: " + halted));
    parts.add(
        strategies.state == State.UP
            ? new Part(strategies.name, State.UP.name(), catalog.refs().size() + " installed")
            : part(strategies));
    for (FeedService.FeedView f : feeds.list()) {
      String state =
          switch (f.state()) {
            case "RUNNING", "FINISHED" -> State.UP.name();
            case "FAILED" -> State.DOWN.name();
            case "OFF" -> "OFF";
            default -> State.WAITING.name();
          };
      parts.add(
          new Part("feed " + f.name(), state, f.message().isEmpty() ? f.source() : f.message()));
    }
    boolean ready = parts.stream().allMatch(p -> p.state().equals("UP") || p.state().equals("OFF"));
    if (running != null && halted == null) {
      parts.addAll(calendarEnds.of(running.published().account(), running.nowNanos()));
    }
    if (feeds.isRecorded()) {
      String failed = recorder.failure();
      String done = recorder.describe() + seriesMirror.describe();
      parts.add(
          failed == null
              ? new Part("recorder", State.UP.name(), done)
              : new Part("recorder", State.DOWN.name(), failed + "; " + done));
    }
    parts.addAll(mirrors.parts()); // trading does without them
    return new PlatformStatus(version, SPI_VERSION, ready, startedNanos, parts);
  }

  private Part trading(@Nullable TradingLoop running) {
    long dropped = running == null ? 0 : running.droppedEvents();
    return dropped == 0
        ? part(trading)
        : new Part(
            trading.name,
            trading.state.name(),
            trading.detail + "; " + dropped + " events of the market were not taken");
  }

  private @Nullable String databaseTrouble() {
    Adapters with = adapters;
    return with == null || database.state != State.UP
        ? null
        : with.database().trouble().orElse(null);
  }

  private static Part part(Step step) {
    return new Part(step.name, step.state.name(), step.detail);
  }
}
