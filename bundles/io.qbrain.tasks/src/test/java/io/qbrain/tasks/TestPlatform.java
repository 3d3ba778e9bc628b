package io.qbrain.tasks;

import io.qbrain.app.AccountConfig;
import io.qbrain.app.Platform;
import io.qbrain.data.journal.PostgresJournal;
import io.qbrain.execution.paper.PaperGateway;
import io.qbrain.model.AccountId;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Currency;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.StrategyRef;
import io.qbrain.port.Feed;
import io.qbrain.port.FeedStatus;
import io.qbrain.port.MarketSink;
import io.qbrain.port.Startable;
import io.qbrain.service.InstanceService.NewInstance;
import io.qbrain.simulation.Preset;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The whole platform without its container: the real kernel, journal and paper venue, on the real
 * database. Its strategy turns its position with each bar.
 */
final class TestPlatform implements AutoCloseable {
  static final AccountId PAPER = AccountId.of("paper");
  static final InstanceId TURNING = InstanceId.of("turning");
  static final InstrumentId ALPHA = InstrumentId.of("ALPHA.SIM");
  static final StrategyRef TURN = StrategyRef.parse("turn@1.0.0");
  static final Instant DAY = Instant.parse("2026-01-02T00:00:00Z");

  final Platform platform;
  private final Hand feed = new Hand();

  TestPlatform(TestDatabase database, Path home) {
    Preset preset = Preset.DEFAULT;
    platform =
        new Platform(
            new AccountConfig(
                preset.settings(PAPER, Currency.USD),
                Money.of(1_000_000, Currency.USD),
                Money.of(100_000, Currency.USD)),
            home,
            "test",
            Clock.systemUTC());
    platform.addFeed(feed);
    Startable strategies =
        new Startable() {
          @Override
          public void start() {
            platform.catalog().add(TURN, new Turn.Factory());
          }

          @Override
          public void stop() {}
        };
    boolean up =
        platform.start(
            new Platform.Adapters(
                database.postgres(),
                new PostgresJournal(database.postgres()),
                new PaperGateway(new PaperFile(home.resolve("venue.log"))),
                strategies));
    if (!up) {
      throw new AssertionError(platform.status());
    }
    platform
        .instances()
        .create(
            new NewInstance(
                TURNING,
                TURN,
                Map.of("instrument", ALPHA.toString()),
                Optional.empty(),
                Optional.empty()));
    platform.instances().start(TURNING, "for the test");
  }

  /** Sends bars of a minute from the beginning of the day on, and waits until all is traded. */
  void bars(int count) {
    for (int i = 1; i <= count; i++) {
      feed.send(bar(i));
    }
    long last = io.qbrain.model.Times.nanos(DAY.plusSeconds(60L * count));
    Await.until(
        "the last bar is seen", () -> platform.instances().get(TURNING).lastEventNanos() >= last);
  }

  static Bar bar(int minute) {
    Price price = Price.parse(minute % 2 == 0 ? "100.5" : "99.5");
    return Bar.of(
        ALPHA,
        BarSpec.MINUTE,
        DAY.plusSeconds(60L * minute),
        price,
        price,
        price,
        price,
        Quantity.of(1_000));
  }

  @Override
  public void close() {
    platform.stop();
  }

  /** Ten shares long above 100, ten short below. */
  static final class Turn implements Strategy {
    record Config(
        InstrumentId instrument, @Param(value = "10", min = "1", max = "5000") int size) {}

    static final class Factory implements StrategyFactory<Config> {
      @Override
      public String name() {
        return "turn";
      }

      @Override
      public Class<Config> configType() {
        return Config.class;
      }

      @Override
      public Requirements requirements(Config config) {
        return Requirements.of(Subscription.bars(config.instrument(), BarSpec.MINUTE, 0));
      }

      @Override
      public Strategy create(Config config) {
        return new Turn(config);
      }
    }

    private final Config config;

    Turn(Config config) {
      this.config = config;
    }

    @Override
    public void onBar(Bar bar, StrategyContext context) {
      long sign = bar.close() > 100 ? 1 : -1;
      context.target(config.instrument(), Size.of(Quantity.of(sign * config.size())));
    }
  }

  private static final class Hand implements Feed {
    private volatile @Nullable MarketSink sink;

    @Override
    public String name() {
      return "hand";
    }

    @Override
    public List<Instrument> instruments() {
      return List.of(Instrument.builder(ALPHA, Currency.USD).build());
    }

    @Override
    public FeedStatus status() {
      return new FeedStatus(FeedStatus.State.RUNNING, "by hand", 0, 0, 0, "");
    }

    @Override
    public void start(MarketSink to, Resume from) {
      sink = to;
    }

    @Override
    public void stop() {
      sink = null;
    }

    void send(Bar bar) {
      Await.until("the feed runs", () -> sink != null);
      MarketSink to = sink;
      if (to == null) {
        throw new AssertionError("the feed was stopped");
      }
      while (to.accept(bar) == MarketSink.Result.FULL) {
        Thread.onSpinWait();
      }
    }
  }

  @SuppressWarnings("BadAnnotationImplementation") // only its values are read
  private record PaperFile(Path file) implements PaperGateway.Config {
    @Override
    public String preset() {
      return "default";
    }

    @Override
    public String fees() {
      return "";
    }

    @Override
    public String log() {
      return file.toString();
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return PaperGateway.Config.class;
    }
  }
}
