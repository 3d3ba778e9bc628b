package com.example.oddconfig;

import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import org.osgi.service.component.annotations.Component;

/** A strategy with a parameter that nobody can write. */
@Component
public final class OddConfigFactory implements StrategyFactory<OddConfigFactory.Config> {

  /** What it trades. */
  public record Config(InstrumentId instrument, @Param("x") StringBuilder text) {}

  @Override
  public String name() {
    return "odd-config";
  }

  @Override
  public String description() {
    return "Does nothing,\nbut well";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Requirements requirements(Config config) {
    return Requirements.of(Subscription.bars(config.instrument(), BarSpec.DAILY, 0));
  }

  @Override
  public Strategy create(Config config) {
    return new Strategy() {};
  }
}
