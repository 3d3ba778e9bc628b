package io.qbrain.samples.reference.orderscript;

import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import org.osgi.service.component.annotations.Component;

/** Makes the strategy {@code order-script}. */
@Component
public final class OrderScriptFactory implements StrategyFactory<OrderScript.Config> {
  @Override
  public String name() {
    return "order-script";
  }

  @Override
  public String description() {
    return "submits the orders of a script";
  }

  @Override
  public Class<OrderScript.Config> configType() {
    return OrderScript.Config.class;
  }

  @Override
  public Requirements requirements(OrderScript.Config config) {
    return Requirements.of(Subscription.bars(config.instrument(), config.bars(), 0));
  }

  @Override
  public Strategy create(OrderScript.Config config) {
    return new OrderScript(config);
  }
}
