package io.qbrain.samples.reference.macdtrend;

import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import org.osgi.service.component.annotations.Component;

/** Makes the strategy {@code macd-trend}. */
@Component
public final class MacdTrendFactory implements StrategyFactory<MacdTrend.Config> {
  @Override
  public String name() {
    return "macd-trend";
  }

  @Override
  public String description() {
    return "long while MACD is above its signal";
  }

  @Override
  public Class<MacdTrend.Config> configType() {
    return MacdTrend.Config.class;
  }

  @Override
  public Requirements requirements(MacdTrend.Config config) {
    return Requirements.of(
        Subscription.bars(config.instrument(), config.bars(), config.slow() + config.signal() - 1));
  }

  @Override
  public Strategy create(MacdTrend.Config config) {
    return new MacdTrend(config);
  }
}
