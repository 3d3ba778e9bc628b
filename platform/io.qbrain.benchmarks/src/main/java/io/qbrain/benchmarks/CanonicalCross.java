package io.qbrain.benchmarks;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Quantity;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;

/**
 * The strategy of the canonical work: long while the fast sum is above the slow one, from the first
 * fresh cross on; equal keeps the state. Sums are whole numbers, so nothing is rounded.
 */
public final class CanonicalCross implements Strategy {

  /** Its parameters. */
  public record Config(
      InstrumentId instrument,
      @Param("100") Quantity size,
      @Param(value = "10", min = "1") int fast,
      @Param(value = "30", min = "2") int slow) {
    /** Checks the order of the lengths. */
    public Config {
      if (fast >= slow) {
        throw new IllegalArgumentException("expected fast < slow, found " + fast + " and " + slow);
      }
    }
  }

  /** Makes it. */
  public static final class Factory implements StrategyFactory<Config> {
    @Override
    public String name() {
      return "canonical-cross";
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
      return new CanonicalCross(config);
    }
  }

  private final Config config;
  private final Size held;
  private final long[] closes;
  private long fastSum;
  private long slowSum;
  private int count;
  private int state;

  /** Where the close goes, and where the one lies that leaves the fast sum; 0 before there is. */
  private int at;

  private int fastAt;

  CanonicalCross(Config config) {
    this.config = config;
    this.held = Size.of(config.size());
    this.closes = new long[config.slow()];
    this.fastAt = config.slow() - config.fast();
  }

  @Override
  public void onBar(Bar bar, StrategyContext context) {
    long close = bar.closePrice().raw();
    fastSum += close - closes[fastAt];
    slowSum += close - closes[at];
    closes[at] = close;
    at = at + 1 == closes.length ? 0 : at + 1;
    fastAt = fastAt + 1 == closes.length ? 0 : fastAt + 1;
    if (++count < closes.length) {
      return;
    }
    int now = Long.compare(fastSum * config.slow(), slowSum * config.fast());
    if (now != 0 && now != state) {
      if (state != 0) {
        context.target(config.instrument(), now > 0 ? held : Size.FLAT);
      }
      state = now;
    }
  }
}
