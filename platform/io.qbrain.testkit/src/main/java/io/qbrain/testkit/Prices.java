package io.qbrain.testkit;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Times;
import java.time.Instant;

/** Makes bars of numbers, or of a seed. */
public final class Prices {
  /** When the first bar of made bars closes. */
  public static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

  private static final long TICK_RAW = Fixed.ONE / 100;
  private static final long VOLUME_RAW = 1_000 * Fixed.ONE;
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private Prices() {}

  /** Returns bars of one price each, the first closing at {@link #START}. */
  public static BarSeries closes(InstrumentId instrument, BarSpec spec, double... closes) {
    BarSeries.Builder bars = BarSeries.builder(instrument, spec);
    long time = Times.nanos(START);
    for (double close : closes) {
      long raw = Fixed.ofDouble(close);
      bars.add(time, raw, raw, raw, raw, VOLUME_RAW);
      time += spec.stepNanos();
    }
    return bars.build();
  }

  /**
   * Returns a random walk around 100 in ticks of 0.01; the same arguments give the same bars on
   * every machine.
   *
   * @param seed what the numbers are drawn from
   * @param spread the greatest step of a bar in ticks, at least 1
   * @param pull share of the distance from 100 that is taken back with each bar, 0 to 1
   */
  public static BarSeries walk(
      InstrumentId instrument, BarSpec spec, int count, long seed, int spread, double pull) {
    BarSeries.Builder bars = BarSeries.builder(instrument, spec);
    long time = Times.nanos(START);
    long state = seed;
    long price = 10_000;
    for (int i = 0; i < count; i++) {
      long open = price;
      long up = draw(state += GAMMA, spread);
      long down = draw(state += GAMMA, spread);
      long step = draw(state += GAMMA, 2 * spread) - spread;
      price = Math.max(1, open + step + (long) StrictMath.rint((10_000 - open) * pull));
      long high = Math.max(open, price) + up / 2;
      long low = Math.max(1, Math.min(open, price) - down / 2);
      bars.add(
          time, open * TICK_RAW, high * TICK_RAW, low * TICK_RAW, price * TICK_RAW, VOLUME_RAW);
      time += spec.stepNanos();
    }
    return bars.build();
  }

  /** SplitMix64: a number from 0 to {@code most}. */
  private static long draw(long state, int most) {
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return Math.floorMod(z, most + 1L);
  }
}
