package io.qbrain.samples.rsireversion;

import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import org.osgi.service.component.annotations.Component;

/** Makes the strategy {@code rsi-reversion}. */
@Component
public final class RsiReversionFactory implements StrategyFactory<RsiReversion.Config> {
  @Override
  public String name() {
    return "rsi-reversion";
  }

  @Override
  public String description() {
    return "buys what fell too fast and sells when it has recovered";
  }

  @Override
  public Class<RsiReversion.Config> configType() {
    return RsiReversion.Config.class;
  }

  @Override
  public Requirements requirements(RsiReversion.Config config) {
    return Requirements.of(Subscription.bars(config.instrument(), config.bars(), config.warmUp()));
  }

  @Override
  public Strategy create(RsiReversion.Config config) {
    return new RsiReversion(config);
  }
}
