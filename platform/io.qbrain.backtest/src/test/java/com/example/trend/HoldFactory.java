package com.example.trend;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;

/** Puts its whole equity into shares: once, or again with each bar. */
public final class HoldFactory implements StrategyFactory<HoldFactory.Config> {
  /** Its parameters. */
  public record Config(InstrumentId instrument, boolean always) {}

  @Override
  public String name() {
    return "hold";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Requirements requirements(Config config) {
    return Requirements.of(Subscription.bars(config.instrument(), BarSpec.DAILY, 0));
  }

  @Override
  public Strategy create(Config config) {
    return new Strategy() {
      @Override
      public void onBar(Bar bar, StrategyContext context) {
        boolean flat = context.position(config.instrument()).isFlat();
        if (config.always() || (flat && context.openOrders().isEmpty())) {
          context.target(config.instrument(), Size.weight(1));
        }
      }
    };
  }
}
