package io.qbrain.benchmarks;

import io.qbrain.kernel.EffectSink;
import io.qbrain.kernel.Input;
import io.qbrain.kernel.Kernel;
import io.qbrain.kernel.RiskProfile;
import io.qbrain.model.AccountId;
import io.qbrain.model.BarSeries;
import io.qbrain.model.Currency;
import io.qbrain.model.Effect;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.simulation.Preset;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** JMH on the paths that every event and every order takes. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HotPaths {
  private static final int NUMBERS = 1_024;
  private static final int BARS = 10_000;

  /** Pairs of a quantity and a price whose product passes 64 bits before it is scaled. */
  @State(Scope.Thread)
  public static class Pairs {
    private final long[] quantities = new long[NUMBERS];
    private final long[] prices = new long[NUMBERS];

    /** Draws them. */
    @Setup
    public void draw() {
      SplittableRandom random = new SplittableRandom(5);
      for (int i = 0; i < NUMBERS; i++) {
        quantities[i] = random.nextLong(Fixed.ONE, 10_000 * Fixed.ONE);
        prices[i] = random.nextLong(Fixed.ONE, 10_000 * Fixed.ONE);
      }
    }
  }

  /** Quantity x price, rounded half even. */
  @Benchmark
  @OperationsPerInvocation(NUMBERS)
  public void multiply(Pairs pairs, Blackhole sink) {
    for (int i = 0; i < NUMBERS; i++) {
      sink.consume(Fixed.multiply(pairs.quantities[i], pairs.prices[i]));
    }
  }

  /** A kernel and a venue with a strategy that orders at every quote. */
  @State(Scope.Thread)
  public static class Market {
    private final TradedQuotes quotes = new TradedQuotes(RiskProfile.RETAIL, true);
  }

  /** A quote that fills an order and brings the next: decision, checks, venue, fill, ledger. */
  @Benchmark
  public void orderLife(Market market) {
    market.quotes.quote(market.quotes.next());
  }

  /** A kernel in which nobody listens, and bars for it. */
  @State(Scope.Thread)
  public static class Idle implements EffectSink {
    private static final InstrumentId ID = InstrumentId.of("IDLE.SIM");
    private final BarSeries bars = CanonicalBars.make(ID, 42, 0, BARS);
    private Kernel kernel = fresh();

    private Kernel fresh() {
      Kernel made =
          new Kernel(
              Preset.CANONICAL.settings(AccountId.of("idle"), Currency.USD),
              ref -> Optional.empty());
      made.handle(new Input.ListInstrument(OneSymbol.instrument(ID)), this);
      return made;
    }

    /** Bars must not come twice. */
    @Setup(Level.Invocation)
    public void renew() {
      kernel = fresh();
    }

    @Override
    public void effect(Effect effect) {
      // Nothing is kept.
    }

    @Override
    public void log(InstanceId instance, long timeNanos, String message) {
      // Nothing is said.
    }
  }

  /** A bar that marks its instrument and wakes nobody. */
  @Benchmark
  @OperationsPerInvocation(BARS)
  public long idleBar(Idle idle) {
    for (int row = 0; row < BARS; row++) {
      idle.kernel.market(idle.bars.bar(row), idle);
    }
    if (idle.kernel.droppedEvents() != 0) {
      throw new IllegalStateException("expected every bar to be taken");
    }
    return idle.kernel.nowNanos();
  }
}
