package io.qbrain.samples.reference.smareversal;

import io.qbrain.indicators.Sma;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.StateReader;
import io.qbrain.strategy.StateWriter;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;

/**
 * Long with all its equity once the fast average is above the slow one after it was below on the
 * bar before, and short once it is below after it was above; sized at the price of the fill.
 */
final class SmaReversal implements Strategy {

  record Config(
      @Param(help = "what to trade") InstrumentId instrument,
      @Param(value = "1d", help = "length of a bar") BarSpec bars,
      @Param(value = "10", min = "1", max = "500", help = "bars in the fast average") int fast,
      @Param(value = "30", min = "2", max = "1000", help = "bars in the slow average") int slow) {
    Config {
      if (fast >= slow) {
        throw new IllegalArgumentException("expected fast < slow, found " + fast + " and " + slow);
      }
    }
  }

  private final Config config;
  private final Sma fast;
  private final Sma slow;
  private int sideBefore;

  SmaReversal(Config config) {
    this.config = config;
    this.fast = new Sma(config.fast());
    this.slow = new Sma(config.slow());
  }

  @Override
  public void onBar(Bar bar, StrategyContext context) {
    fast.update(bar.close());
    slow.update(bar.close());
    if (!slow.isWarm()) {
      return;
    }
    int side = Double.compare(fast.value(), slow.value());
    if (side * sideBefore < 0) {
      context.target(config.instrument(), Size.weightAtFill(side));
    }
    sideBefore = side;
  }

  @Override
  public void save(StateWriter state) {
    state.putDoubles("fast", fast.state());
    state.putDoubles("slow", slow.state());
    state.putLong("sideBefore", sideBefore);
  }

  @Override
  public void restore(StateReader state) {
    fast.restore(state.getDoubles("fast"));
    slow.restore(state.getDoubles("slow"));
    sideBefore = Long.signum(state.getLong("sideBefore"));
  }
}
