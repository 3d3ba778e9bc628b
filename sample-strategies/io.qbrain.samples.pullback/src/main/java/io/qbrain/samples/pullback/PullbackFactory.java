package io.qbrain.samples.pullback;

import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import org.osgi.service.component.annotations.Component;

/** Makes the strategy {@code pullback}. */
@Component
public final class PullbackFactory implements StrategyFactory<Pullback.Config> {
  @Override
  public String name() {
    return "pullback";
  }

  @Override
  public String description() {
    return "long when a dip within the trend of longer bars is over";
  }

  @Override
  public Class<Pullback.Config> configType() {
    return Pullback.Config.class;
  }

  @Override
  public Requirements requirements(Pullback.Config config) {
    return Requirements.of(
        Subscription.bars(config.instrument(), config.entry(), config.fast()),
        Subscription.bars(config.instrument(), config.trend(), config.slow()));
  }

  @Override
  public Strategy create(Pullback.Config config) {
    return new Pullback(config);
  }
}
