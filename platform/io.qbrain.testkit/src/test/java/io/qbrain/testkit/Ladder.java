package io.qbrain.testkit;

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

/** Holds a size below a price and nothing at or above it; throws at a price of 13. */
final class Ladder implements Strategy {
  record Config(
      @Param("TEST.SIM") InstrumentId instrument,
      @Param("10") Quantity size,
      @Param(value = "100", min = "1") int below) {}

  static final class Factory implements StrategyFactory<Config> {
    @Override
    public String name() {
      return "ladder";
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
      return new Ladder(config);
    }
  }

  private final Config config;

  private Ladder(Config config) {
    this.config = config;
  }

  @Override
  public void onBar(Bar bar, StrategyContext context) {
    if (bar.close() == 13) {
      throw new IllegalStateException("thirteen");
    }
    context.target(
        config.instrument(), bar.close() < config.below() ? Size.of(config.size()) : Size.FLAT);
  }
}
