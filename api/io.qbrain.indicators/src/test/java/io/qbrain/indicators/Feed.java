package io.qbrain.indicators;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One of each indicator, and how each is fed with bars: for what must hold for all of them. */
record Feed<T extends Indicator>(Supplier<T> indicator, BiConsumer<T, Feed.Bar> step) {
  record Bar(double high, double low, double close, double volume) {}

  static List<Feed<?>> all() {
    return List.of(
        feed(() -> new Sma(1), (i, b) -> i.update(b.close())),
        feed(() -> new Sma(7), (i, b) -> i.update(b.close())),
        feed(() -> new Ema(5, Ema.Seed.FIRST_VALUE), (i, b) -> i.update(b.close())),
        feed(() -> new Ema(5, Ema.Seed.SMA_OF_FIRST_N), (i, b) -> i.update(b.close())),
        feed(() -> new Rma(5), (i, b) -> i.update(b.close())),
        feed(() -> new Macd(3, 6, 4, Ema.Seed.FIRST_VALUE), (i, b) -> i.update(b.close())),
        feed(() -> new Macd(3, 6, 4, Ema.Seed.SMA_OF_FIRST_N), (i, b) -> i.update(b.close())),
        feed(() -> new Rsi(5), (i, b) -> i.update(b.close())),
        feed(() -> new Roc(4), (i, b) -> i.update(b.close())),
        feed(() -> new Momentum(4), (i, b) -> i.update(b.close())),
        feed(TrueRange::new, (i, b) -> i.update(b.high(), b.low(), b.close())),
        feed(() -> new Atr(5), (i, b) -> i.update(b.high(), b.low(), b.close())),
        feed(() -> new BollingerBands(6, 2), (i, b) -> i.update(b.close())),
        feed(() -> new Donchian(6), (i, b) -> i.update(b.high(), b.low())),
        feed(() -> deviation(StandardDeviation.Divisor.N), (i, b) -> i.update(b.close())),
        feed(() -> deviation(StandardDeviation.Divisor.N_MINUS_1), (i, b) -> i.update(b.close())),
        feed(() -> new Stochastic(5, 3, 2), (i, b) -> i.update(b.high(), b.low(), b.close())),
        feed(() -> new Cci(5), (i, b) -> i.update(b.high(), b.low(), b.close())),
        feed(Obv::new, (i, b) -> i.update(b.close(), b.volume())),
        feed(() -> new LinearRegression(6), (i, b) -> i.update(b.close())),
        feed(() -> new ZScore(6, StandardDeviation.Divisor.N), (i, b) -> i.update(b.close())),
        feed(() -> new Highest(6), (i, b) -> i.update(b.high())),
        feed(() -> new Lowest(6), (i, b) -> i.update(b.low())),
        feed(CrossDetector::new, (i, b) -> i.update(b.close(), 100)),
        feed(() -> new RollingWindow(4), (i, b) -> i.update(b.close())));
  }

  /** Bars of a seeded random walk, some of them standing still. */
  static List<Bar> bars(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Bar> bars = new ArrayList<>();
    double close = 100;
    for (int i = 0; i < count; i++) {
      double open = close;
      close = random.nextInt(5) == 0 ? open : open * (1 + (random.nextDouble() - 0.5) * 0.04);
      double high = Math.max(open, close) * (1 + random.nextDouble() * 0.01);
      double low = Math.min(open, close) * (1 - random.nextDouble() * 0.01);
      bars.add(new Bar(high, low, close, random.nextInt(10_000)));
    }
    return bars;
  }

  /** A new indicator of this kind, and its feed, as one. */
  Fed start() {
    return new Fed(this);
  }

  /** An indicator that takes bars. */
  static final class Fed {
    final Indicator indicator;
    private final Consumer<Bar> step;

    private <T extends Indicator> Fed(Feed<T> feed) {
      T made = feed.indicator().get();
      indicator = made;
      step = bar -> feed.step().accept(made, bar);
    }

    void update(Bar bar) {
      step.accept(bar);
    }

    void update(List<Bar> bars) {
      bars.forEach(step);
    }
  }

  @Override
  public String toString() {
    return indicator.get().toString();
  }

  private static StandardDeviation deviation(StandardDeviation.Divisor divisor) {
    return new StandardDeviation(6, divisor);
  }

  private static <T extends Indicator> Feed<T> feed(
      Supplier<T> indicator, BiConsumer<T, Bar> step) {
    return new Feed<>(indicator, step);
  }
}
