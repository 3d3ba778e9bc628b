package io.qbrain.samples.reference.smacross;

import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import org.osgi.service.component.annotations.Component;

/** Makes the strategy {@code sma-cross}. */
@Component
public final class SmaCrossFactory implements StrategyFactory<SmaCross.Config> {
  @Override
  public String name() {
    return "sma-cross";
  }

  @Override
  public String description() {
    return "long while the close is above its simple average";
  }

  @Override
  public Class<SmaCross.Config> configType() {
    return SmaCross.Config.class;
  }

  @Override
  public Requirements requirements(SmaCross.Config config) {
    return Requirements.of(
        Subscription.bars(config.instrument(), config.bars(), config.period() + 1));
  }

  @Override
  public Strategy create(SmaCross.Config config) {
    return new SmaCross(config);
  }
}
