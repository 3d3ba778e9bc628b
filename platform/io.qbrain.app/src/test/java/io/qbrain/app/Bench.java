package io.qbrain.app;

import io.qbrain.kernel.AccountKind;
import io.qbrain.kernel.RiskProfile;
import io.qbrain.model.AccountId;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Currency;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.StrategyRef;
import io.qbrain.port.Database;
import io.qbrain.port.PortException;
import io.qbrain.port.Startable;
import io.qbrain.simulation.Preset;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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
