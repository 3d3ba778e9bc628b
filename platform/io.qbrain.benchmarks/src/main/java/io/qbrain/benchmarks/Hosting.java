package io.qbrain.benchmarks;

import io.qbrain.kernel.EffectSink;
import io.qbrain.kernel.Input;
import io.qbrain.kernel.Kernel;
import io.qbrain.kernel.Refusal;
import io.qbrain.model.AccountId;
import io.qbrain.model.Currency;
import io.qbrain.model.Effect;
import io.qbrain.model.Instance;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Quote;
import io.qbrain.model.StrategyRef;
import io.qbrain.simulation.Preset;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Many strategies in one kernel on one thread: each sees 1,000 quotes in a second of event time and
 * updates its averages; a hundred of them share an instrument. Nothing is ordered. Says how much of
 * one core that takes, and how much memory an instance.
 */
final class Hosting implements EffectSink {
  private static final AccountId ACCOUNT = AccountId.of("benchmark");
  private static final StrategyRef REF = new StrategyRef(StrategyRef.LOCAL, "averaging", "1.0.0");
  private static final int INSTRUMENTS = 100;
  private static final int PER_SECOND = 1_000;
  private static final int WARM_SECONDS = 1;
  private static final long SEED = 11;

  private final PrintStream out;
  private final int instances;
  private final int seconds;
  private final Kernel kernel;
  private final InstrumentId[] instruments = new InstrumentId[INSTRUMENTS];
  private final long[] prices = new long[INSTRUMENTS];
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Quantity size = Quantity.of(100);
  private Instant time = Instant.parse("2024-01-02T15:00:00Z");

  Hosting(PrintStream out, int instances, int seconds) {
    this.out = out;
    this.instances = instances;
    this.seconds = seconds;
    this.kernel =
        new Kernel(
            Preset.CANONICAL.settings(ACCOUNT, Currency.USD),
            ref -> Optional.of(new Averaging.Factory()));
  }

  void run() {
    for (int i = 0; i < INSTRUMENTS; i++) {
      instruments[i] = InstrumentId.of(String.format(Locale.ROOT, "Q%03d.SIM", i));
      prices[i] = 100_00000000L;
      command(new Input.ListInstrument(Instrument.builder(instruments[i], Currency.USD).build()));
    }
    Money capital = Money.of(1_000, Currency.USD);
    command(new Input.Deposit(Money.of(1_000L * instances, Currency.USD), "start", 0));
    long before = usedBytes();
    for (int i = 0; i < instances; i++) {
      create(i, capital);
    }
    long bytes = (usedBytes() - before) / instances;
    for (int s = 0; s < WARM_SECONDS; s++) {
      second();
    }
    long nanos = Run.threadNanos();
    for (int s = 0; s < seconds; s++) {
      second();
    }
    nanos = Run.threadNanos() - nanos;
    check();
    double callbacks = (double) instances * PER_SECOND * seconds;
    out.printf(
        Locale.ROOT,
        "hosting: %,d instances x %,d quotes/s on one thread, %d s of event time%n"
            + "%.1f %% of one core, %.1f ns a callback, %.1f million callbacks/s on a full core,"
            + " %,d bytes an instance%n",
        instances,
        PER_SECOND,
        seconds,
        nanos / 1e7 / seconds,
        nanos / callbacks,
        callbacks * 1e3 / nanos,
        bytes);
  }

  private void create(int number, Money capital) {
    InstanceId id = InstanceId.of("i" + number);
    command(
        new Input.CreateInstance(
            Instance.created(
                id,
                ACCOUNT,
                REF,
                Map.of(
                    "instrument",
                    instruments[number % INSTRUMENTS].toString(),
                    "fast",
                    String.valueOf(10 + number % 90)),
                Instance.Mode.BACKTEST,
                capital)));
    command(new Input.StartInstance(id, ""));
  }

  private void command(Input input) {
    Refusal refusal = kernel.handle(input, this);
    if (refusal != null) {
      throw new IllegalStateException(refusal.message());
    }
  }

  private void second() {
    for (int tick = 0; tick < PER_SECOND; tick++) {
      time = time.plusNanos(1_000_000_000L / PER_SECOND);
      for (int i = 0; i < INSTRUMENTS; i++) {
        prices[i] = Math.max(50_00000000L, prices[i] + (random.nextInt(3) - 1) * 1_000_000L);
        Price bid = Price.ofRaw(prices[i]);
        Price ask = Price.ofRaw(prices[i] + 1_000_000L);
        kernel.market(Quote.of(instruments[i], time, bid, ask, size, size), this);
      }
    }
  }

  /** Every instance has seen every quote, and none has failed. */
  private void check() {
    long expected = (long) PER_SECOND * (WARM_SECONDS + seconds);
    for (var book : kernel.snapshot().books()) {
      if (book.events() != expected || book.instance().state() != Instance.State.RUNNING) {
        throw new IllegalStateException(
            book.instance() + ": expected " + expected + " quotes, found " + book.events());
      }
    }
  }

  private static long usedBytes() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  @Override
  public void effect(Effect effect) {
    // Nothing is kept: what an instance holds is the kernel's own.
  }

  @Override
  public void log(InstanceId instance, long timeNanos, String message) {
    // As the effects.
  }
}
