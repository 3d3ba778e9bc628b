package com.example.crashing;

import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import org.osgi.service.component.annotations.Component;

/** A strategy that cannot be made. */
@Component
public final class CrashingFactory implements StrategyFactory<CrashingFactory.Config> {

  /** What it trades. */
  public record Config(
      InstrumentId instrument,
      @Param(value = "12", min = "1", max = "500", help = "bars in the average") int bars) {}

  /** Fails. */
  public CrashingFactory() {
    throw new IllegalStateException("no data to learn from");
  }

  @Override
  public String name() {
    return "crashing";
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
