package io.qbrain.samples.reference.holding;

import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import org.osgi.service.component.annotations.Component;

/** Makes the strategy {@code holding}. */
@Component
public final class HoldingFactory implements StrategyFactory<Holding.Config> {
  @Override
  public String name() {
    return "holding";
  }

  @Override
  public String description() {
    return "buys on the first bar and holds";
  }

  @Override
  public Class<Holding.Config> configType() {
    return Holding.Config.class;
  }

  @Override
  public Requirements requirements(Holding.Config config) {
    return Requirements.of(Subscription.bars(config.instrument(), config.bars(), 0));
  }

  @Override
  public Strategy create(Holding.Config config) {
    return new Holding(config);
  }
}
