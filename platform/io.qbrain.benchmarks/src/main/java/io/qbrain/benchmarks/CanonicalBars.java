package io.qbrain.benchmarks;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;

/**
 * The bars of the canonical work: a seeded random walk in ticks of 1e-4, one minute each,
 * bit-identical in every language.
 *
 * <p>Numbers come from SplitMix64. With p the close before: open = p + rint(p x 0.0005 x 0.2 x g),
 * close = open + rint(p x 0.0005 x g'), both reflected at 10,000 ticks; from bar 29 on, a close
 * that would make three times the sum of the last 10 equal to the sum of the last 30 is one higher;
 * high and low lie up to p x 0.00025 outside; volume is 100 to 10,099.
 */
public final class CanonicalBars {
  /** Time of the first bar's stamp, in milliseconds since 1970. */
  static final long FIRST_MILLIS = 1_600_000_020_000L;

  private static final long GAMMA = 0x9E3779B97F4A7C15L;
  private static final double SQRT_3 = 1.7320508075688772;
  private static final double VOLATILITY = 0.0005;
  private static final long TICK_RAW = 10_000;
  private static final long FLOOR_TICKS = 10_000;
  private static final int FAST = 10;
  private static final int SLOW = 30;

  private long state;

  private CanonicalBars(long seed, int symbol) {
    state = seed * 1_000_003L + 7919L * symbol;
  }

  /**
   * Makes bars.
   *
   * @param seed 42 for W1, 7 for W2, 99 for W3
   * @param symbol number of the symbol, from 0
   * @param count how many
   */
  public static BarSeries make(InstrumentId instrument, long seed, int symbol, int count) {
    return new CanonicalBars(seed, symbol).walk(instrument, count);
  }

  private BarSeries walk(InstrumentId instrument, int count) {
    BarSeries.Builder bars = BarSeries.builder(instrument, BarSpec.MINUTE);
    long[] closes = new long[count];
    long previous = 1_000_000;
    long fastSum = 0;
    long slowSum = 0;
    for (int i = 0; i < count; i++) {
      long p = previous;
      double scale = p * VOLATILITY;
      long openUnreflected = p + (long) StrictMath.rint(scale * 0.2 * gauss());
      long close = reflect(openUnreflected + (long) StrictMath.rint(scale * gauss()));
      long open = reflect(openUnreflected);
      long fast = fastSum - (i >= FAST ? closes[i - FAST] : 0);
      long slow = slowSum - (i >= SLOW ? closes[i - SLOW] : 0);
      if (i >= SLOW - 1 && 3 * (fast + close) == slow + close) {
        close++;
      }
      closes[i] = close;
      fastSum = fast + close;
      slowSum = slow + close;
      long high = Math.max(open, close) + (long) StrictMath.floor(scale * 0.5 * uniform());
      long low = Math.min(open, close) - (long) StrictMath.floor(scale * 0.5 * uniform());
      long volume = 100 + (long) StrictMath.floor(uniform() * 10_000);
      bars.add(
          (FIRST_MILLIS + 60_000L * (i + 1)) * 1_000_000L,
          open * TICK_RAW,
          high * TICK_RAW,
          low * TICK_RAW,
          close * TICK_RAW,
          volume * 100_000_000L);
      previous = close;
    }
    return bars.build();
  }

  private static long reflect(long ticks) {
    return ticks < FLOOR_TICKS ? 2 * FLOOR_TICKS - ticks : ticks;
  }

  private double gauss() {
    return (uniform() + uniform() + uniform() + uniform() - 2) * SQRT_3;
  }

  private double uniform() {
    state += GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return (z >>> 11) * 0x1p-53;
  }
}
