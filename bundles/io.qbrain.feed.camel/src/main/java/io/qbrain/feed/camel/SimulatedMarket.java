package io.qbrain.feed.camel;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import java.util.ArrayList;
import java.util.List;

/**
 * A market made of random numbers: bars that depend on the seed, the number of the bar and the
 * closes before it, and on nothing else. So a run that goes on from given closes brings the same
 * bars as one that never stopped.
 *
 * <p>Prices walk at random in regimes of {@link #REGIME_BARS} bars (up, down, calm, wild), and are
 * drawn back to a base, the further away the more. BETA follows ALPHA: the logarithm of their ratio
 * returns to its mean with a half-life of about 14 bars, which makes them a pair to trade.
 *
 * <p>Only exact or {@link StrictMath} arithmetic: the same bars on every machine. Not thread-safe.
 */
final class SimulatedMarket {
  /** How long a regime lasts. */
  static final int REGIME_BARS = 24;

  private static final long TICK = Fixed.ONE / 100;

  /** Standard deviation of a bar of one second; it grows with the length to the power below. */
  private static final double SECOND_VOLATILITY = 0.0005;

  private static final double GROWTH = 0.28;
  private static final double PULL_TO_BASE = 0.002;
  private static final double PULL_TO_LEADER = 0.05;
  private static final double WICK = 0.5;
  private static final double SQRT_3 = 1.7320508075688772;
  private static final double MIN_SHARE_OF_BASE = 0.2;
  private static final double MAX_SHARE_OF_BASE = 5;

  private static final List<SimulatedInstrument> INSTRUMENTS =
      List.of(
          SimulatedInstrument.alone("ALPHA.SIM", 200, 1, 0.15),
          SimulatedInstrument.following(0, "BETA.SIM", 100),
          SimulatedInstrument.alone("DELTA.SIM", 80, 2.5, 0.2),
          SimulatedInstrument.alone("EPSILON.SIM", 150, 1.2, 0.4),
          SimulatedInstrument.alone("GAMMA.SIM", 250, 1, 0.6),
          SimulatedInstrument.alone("OMEGA.SIM", 120, 0.7, 0.1));

  /** What a market does for a while. */
  private enum Regime {
    UP(1, 1),
    DOWN(-1, 1),
    CALM(0, 0.6),
    WILD(0, 1.8);

    private final int direction;
    private final double volatility;

    Regime(int direction, double volatility) {
      this.direction = direction;
      this.volatility = volatility;
    }

    static Regime of(double uniform) {
      return uniform < 0.3 ? UP : uniform < 0.6 ? DOWN : uniform < 0.85 ? CALM : WILD;
    }
  }

  private final long seed;
  private final BarSpec spec;
  private final double volatility;
  private final long[] closes = new long[INSTRUMENTS.size()];

  SimulatedMarket(long seed, BarSpec spec) {
    this.seed = seed;
    this.spec = spec;
    this.volatility = SECOND_VOLATILITY * StrictMath.pow(spec.step().toSeconds(), GROWTH);
    for (int i = 0; i < closes.length; i++) {
      closes[i] = ticks(INSTRUMENTS.get(i).base()) * TICK;
    }
  }

  /** Returns the instruments, in the order of their ids. */
  static List<Instrument> instruments() {
    return INSTRUMENTS.stream().map(SimulatedInstrument::instrument).toList();
  }

  /** Makes the next bar of an instrument open at this price. */
  void goOnFrom(int instrument, long closeRaw) {
    closes[instrument] = closeRaw;
  }

  /** Returns the bars of one time, in the order of the instruments; bar 0 closed in 1970. */
  List<Bar> next(long number) {
    long[] before = closes.clone();
    List<Bar> bars = new ArrayList<>(closes.length);
    for (int i = 0; i < closes.length; i++) {
      SimulatedInstrument instrument = INSTRUMENTS.get(i);
      Numbers numbers = new Numbers(seed, i, number);
      long close = bounded(instrument, nextClose(i, number, before, numbers));
      bars.add(bar(instrument, number, before[i], close, numbers));
      closes[i] = close;
    }
    return bars;
  }

  private double nextClose(int i, long number, long[] before, Numbers numbers) {
    SimulatedInstrument instrument = INSTRUMENTS.get(i);
    double sigma = volatility * instrument.volatility();
    double price = Fixed.toDouble(before[i]);
    if (instrument.leader() != SimulatedInstrument.ALONE) {
      int leader = instrument.leader();
      double ratio = instrument.base() / INSTRUMENTS.get(leader).base();
      double spread = StrictMath.log(price / (ratio * Fixed.toDouble(before[leader])));
      double next = spread * (1 - PULL_TO_LEADER) + sigma * numbers.gaussian();
      return ratio * Fixed.toDouble(closes[leader]) * StrictMath.exp(next);
    }
    // Regimes of different instruments begin at different times.
    long block = Math.floorDiv(number + 7L * i, (long) REGIME_BARS);
    Regime regime = Regime.of(new Numbers(~seed, i, block).uniform());
    double drift = regime.direction * instrument.trend() * sigma;
    double pull = PULL_TO_BASE * StrictMath.log(price / instrument.base());
    return price * (1 + drift + sigma * regime.volatility * numbers.gaussian() - pull);
  }

  private static long bounded(SimulatedInstrument instrument, double price) {
    double base = instrument.base();
    return TICK
        * ticks(
            StrictMath.min(
                StrictMath.max(price, MIN_SHARE_OF_BASE * base), MAX_SHARE_OF_BASE * base));
  }

  private static long ticks(double price) {
    return (long) StrictMath.rint(price * 100);
  }

  private Bar bar(
      SimulatedInstrument instrument, long number, long open, long close, Numbers numbers) {
    double reach = WICK * volatility * instrument.volatility() * Fixed.toDouble(open);
    long high = Math.max(open, close) + TICK * ticks(reach * numbers.uniform());
    long low = Math.min(open, close) - TICK * ticks(reach * numbers.uniform());
    double move = StrictMath.abs(close - open) / (double) open / volatility;
    long volume = 100 + (long) (400 * numbers.uniform() * (1 + move));
    return BarSeries.builder(instrument.instrument().id(), spec)
        .add(number * spec.stepNanos(), open, high, Math.max(low, TICK), close, volume * Fixed.ONE)
        .build()
        .bar(0);
  }

  /** Random numbers of one bar: SplitMix64 from a start that mixes seed, instrument and number. */
  private static final class Numbers {
    private long state;

    Numbers(long seed, int instrument, long number) {
      state = mix(mix(seed + 0x9E3779B97F4A7C15L * (instrument + 1)) + number);
    }

    private static long mix(long value) {
      long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      return z ^ (z >>> 31);
    }

    /** Returns a number from 0 to 1, 1 excluded. */
    double uniform() {
      state += 0x9E3779B97F4A7C15L;
      return (mix(state) >>> 11) * 0x1.0p-53;
    }

    /** Returns about a standard normal number, within +/- 3.5. */
    double gaussian() {
      return (uniform() + uniform() + uniform() + uniform() - 2) * SQRT_3;
    }
  }
}
