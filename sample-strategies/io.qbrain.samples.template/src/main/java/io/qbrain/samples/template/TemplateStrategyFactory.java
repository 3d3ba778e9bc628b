package io.qbrain.samples.template;

import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import org.osgi.service.component.annotations.Component;

/** Makes the strategy {@code template}. */
@Component
public final class TemplateStrategyFactory implements StrategyFactory<TemplateStrategy.Config> {
  @Override
  public String name() {
    return "template";
  }

  @Override
  public String description() {
    return "long while the price is above its average";
  }

  @Override
  public Class<TemplateStrategy.Config> configType() {
    return TemplateStrategy.Config.class;
  }

  @Override
  public Requirements requirements(TemplateStrategy.Config config) {
    return Requirements.of(Subscription.bars(config.instrument(), config.bars(), config.period()));
  }

  @Override
  public Strategy create(TemplateStrategy.Config config) {
    return new TemplateStrategy(config);
  }
}
