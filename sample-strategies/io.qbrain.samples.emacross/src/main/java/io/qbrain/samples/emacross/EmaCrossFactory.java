package io.qbrain.samples.emacross;

import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import org.osgi.service.component.annotations.Component;

/** Makes the strategy {@code ema-cross}. */
@Component
public final class EmaCrossFactory implements StrategyFactory<EmaCross.Config> {
  @Override
  public String name() {
    return "ema-cross";
  }

  @Override
  public String description() {
    return "long while the fast average is above the slow one";
  }

  @Override
  public Class<EmaCross.Config> configType() {
    return EmaCross.Config.class;
  }

  @Override
  public Requirements requirements(EmaCross.Config config) {
    return Requirements.of(Subscription.bars(config.instrument(), config.bars(), config.slow()));
  }

  @Override
  public Strategy create(EmaCross.Config config) {
    return new EmaCross(config);
  }
}
