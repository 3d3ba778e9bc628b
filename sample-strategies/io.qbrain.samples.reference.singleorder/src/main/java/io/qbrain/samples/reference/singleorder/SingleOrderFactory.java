package io.qbrain.samples.reference.singleorder;

import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import org.osgi.service.component.annotations.Component;

/** Makes the strategy {@code single-order}. */
@Component
public final class SingleOrderFactory implements StrategyFactory<SingleOrder.Config> {
  @Override
  public String name() {
    return "single-order";
  }

  @Override
  public String description() {
    return "submits one order";
  }

  @Override
  public Class<SingleOrder.Config> configType() {
    return SingleOrder.Config.class;
  }

  @Override
  public Requirements requirements(SingleOrder.Config config) {
    return Requirements.of(Subscription.bars(config.instrument(), config.bars(), 0));
  }

  @Override
  public Strategy create(SingleOrder.Config config) {
    return new SingleOrder(config);
  }
}
