package io.qbrain.samples.rotation;

import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import org.osgi.service.component.annotations.Component;

/** Makes the strategy {@code rotation}. */
@Component
public final class RotationFactory implements StrategyFactory<Rotation.Config> {
  @Override
  public String name() {
    return "rotation";
  }

  @Override
  public String description() {
    return "holds the strongest of a basket, chosen anew in each period";
  }

  @Override
  public Class<Rotation.Config> configType() {
    return Rotation.Config.class;
  }

  @Override
  public Requirements requirements(Rotation.Config config) {
    return Requirements.of(
        config.instruments().stream()
            .map(i -> Subscription.bars(i, config.bars(), config.lookback() + 1))
            .toList());
  }

  @Override
  public Strategy create(Rotation.Config config) {
    return new Rotation(config);
  }
}
