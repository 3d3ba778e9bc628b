package com.example.trend;

import io.qbrain.indicators.Sma;
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

/** A strategy as an author writes it: long while the close is above its average. */
public final class TrendFactory implements StrategyFactory<TrendFactory.Config> {
  /** Its parameters. */
  public record Config(
      InstrumentId instrument,
      @Param("10") Quantity size,
      @Param(value = "3", min = "1", max = "500", help = "bars in the average") int bars,
      @Param("false") boolean fail) {}

  @Override
  public String name() {
    return "trend";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Requirements requirements(Config config) {
    return Requirements.of(Subscription.bars(config.instrument(), BarSpec.DAILY, config.bars()));
  }

  @Override
  public Strategy create(Config config) {
    Sma average = new Sma(config.bars());
    return new Strategy() {
      @Override
      public void onBar(Bar bar, StrategyContext context) {
        if (config.fail()) {
          throw new IllegalStateException("asked to fail");
        }
        average.update(bar.close());
        if (average.isWarm()) {
          boolean above = bar.close() > average.value();
          context.target(config.instrument(), above ? Size.of(config.size()) : Size.FLAT);
        }
      }
    };
  }
}
