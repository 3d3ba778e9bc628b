package io.qbrain.samples.emacross;

import io.qbrain.indicators.Ema;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Side;
import io.qbrain.strategy.Denial;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.StateReader;
import io.qbrain.strategy.StateWriter;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;

/**
 * Holds a share of its equity while the fast average is above the slow one, and nothing otherwise.
 * A purchase that was denied is tried again only after the averages have crossed anew.
 */
final class EmaCross implements Strategy {

  record Config(
      @Param(value = "ALPHA.SIM", help = "what to trade") InstrumentId instrument,
      @Param(value = "1s", help = "length of a bar") BarSpec bars,
      @Param(value = "12", min = "1", max = "500", step = "4", help = "bars in the fast average")
          int fast,
      @Param(value = "26", min = "2", max = "1000", step = "8", help = "bars in the slow average")
          int slow,
      @Param(value = "0.4", min = "0.01", max = "1", help = "share of the equity to hold")
          double weight) {
    Config {
      if (fast >= slow) {
        throw new IllegalArgumentException("expected fast < slow, found " + fast + " and " + slow);
      }
    }
  }

  private final Config config;
  private final Ema fast;
  private final Ema slow;
  private boolean denied;

  EmaCross(Config config) {
    this.config = config;
    this.fast = new Ema(config.fast(), Ema.Seed.SMA_OF_FIRST_N);
    this.slow = new Ema(config.slow(), Ema.Seed.SMA_OF_FIRST_N);
  }

  @Override
  public void onBar(Bar bar, StrategyContext context) {
    fast.update(bar.close());
    slow.update(bar.close());
    if (!slow.isWarm()) {
      return;
    }
    if (fast.value() <= slow.value()) {
      denied = false;
      context.target(config.instrument(), Size.FLAT);
    } else if (!denied && context.position(config.instrument()).isFlat()) {
      context.target(config.instrument(), Size.weight(config.weight()));
    }
  }

  @Override
  public void onDenied(Denial denial, StrategyContext context) {
    denied = denial.request().side() == Side.BUY;
  }

  @Override
  public void save(StateWriter state) {
    state.putDoubles("fast", fast.state());
    state.putDoubles("slow", slow.state());
    state.putLong("denied", denied ? 1 : 0);
  }

  @Override
  public void restore(StateReader state) {
    fast.restore(state.getDoubles("fast"));
    slow.restore(state.getDoubles("slow"));
    denied = state.getLong("denied") != 0;
  }
}
