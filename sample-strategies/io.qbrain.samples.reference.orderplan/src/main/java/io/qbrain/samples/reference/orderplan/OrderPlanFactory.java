package io.qbrain.samples.reference.orderplan;

import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import org.osgi.service.component.annotations.Component;

/** Makes the strategy {@code order-plan}. */
@Component
public final class OrderPlanFactory implements StrategyFactory<OrderPlan.Config> {
  @Override
  public String name() {
    return "order-plan";
  }

  @Override
  public String description() {
    return "submits, changes and cancels orders as its plan says";
  }

  @Override
  public Class<OrderPlan.Config> configType() {
    return OrderPlan.Config.class;
  }

  @Override
  public Requirements requirements(OrderPlan.Config config) {
    return Requirements.of(Subscription.bars(config.instrument(), config.bars(), 0));
  }

  @Override
  public Strategy create(OrderPlan.Config config) {
    return new OrderPlan(config);
  }
}
