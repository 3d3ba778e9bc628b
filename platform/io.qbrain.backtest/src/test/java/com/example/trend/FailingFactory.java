package com.example.trend;

import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyFactory;

/** Cannot be made. */
public final class FailingFactory implements StrategyFactory<FailingFactory.Config> {
  /** No parameters. */
  public record Config() {}

  /** Fails. */
  public FailingFactory() {
    throw new IllegalStateException("no licence");
  }

  @Override
  public String name() {
    return "failing";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Requirements requirements(Config config) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Strategy create(Config config) {
    throw new UnsupportedOperationException();
  }
}
