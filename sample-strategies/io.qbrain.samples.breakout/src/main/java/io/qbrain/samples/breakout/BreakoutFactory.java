package io.qbrain.samples.breakout;

import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import org.osgi.service.component.annotations.Component;

/** Makes the strategy {@code breakout}. */
@Component
public final class BreakoutFactory implements StrategyFactory<Breakout.Config> {
  @Override
  public String name() {
    return "breakout";
  }

  @Override
  public String description() {
    return "in by a stop above the channel, out by a stop that follows below";
  }

  @Override
  public Class<Breakout.Config> configType() {
    return Breakout.Config.class;
  }

  @Override
  public Requirements requirements(Breakout.Config config) {
    return Requirements.of(
        Subscription.bars(
            config.instrument(), config.bars(), Math.max(config.entry(), config.exit())));
  }

  @Override
  public Strategy create(Breakout.Config config) {
    return new Breakout(config);
  }
}
