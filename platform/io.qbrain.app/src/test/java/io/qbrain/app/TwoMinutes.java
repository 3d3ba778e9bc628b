package io.qbrain.app;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Quantity;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.StateReader;
import io.qbrain.strategy.StateWriter;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;

/**
 * Long after two minutes that rose, short after two that fell, by as many as bars were seen: so
 * each half of a bar, and each bar, decides. After a crash the count comes from the warm-up.
 */
final class TwoMinutes implements Strategy {
  record Config(InstrumentId instrument) {}

  static final class Factory implements StrategyFactory<Config> {
    @Override
    public String name() {
      return "two-minutes";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Requirements requirements(Config config) {
      return Requirements.of(Subscription.bars(config.instrument(), BarSpec.parse("2m"), 10));
    }

    @Override
    public Strategy create(Config config) {
      return new TwoMinutes(config);
    }
  }

  private final Config config;
  private long bars;

  TwoMinutes(Config config) {
    this.config = config;
  }

  @Override
  public void onBar(Bar bar, StrategyContext context) {
    bars++;
    int sign = Double.compare(bar.close(), bar.open());
    context.log(bar.toString());
    context.target(config.instrument(), Size.of(Quantity.of(sign * bars)));
  }

  @Override
  public void save(StateWriter state) {
    state.putLong("bars", bars);
  }

  @Override
  public void restore(StateReader state) {
    bars = state.getLong("bars");
  }
}
