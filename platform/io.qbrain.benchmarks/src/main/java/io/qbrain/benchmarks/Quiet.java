package io.qbrain.benchmarks;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;

/** A strategy that sees every bar and orders nothing: what is left is the engine's own. */
public final class Quiet implements Strategy {
  /** Its parameters. */
  public record Config(InstrumentId instrument) {}

  /** Makes it. */
  public static final class Factory implements StrategyFactory<Config> {
    @Override
    public String name() {
      return "quiet";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Requirements requirements(Config config) {
      return Requirements.of(Subscription.bars(config.instrument(), BarSpec.MINUTE, 0));
    }

    @Override
    public Strategy create(Config config) {
      return new Quiet();
    }
  }

  private long highest;

  @Override
  public void onBar(Bar bar, StrategyContext context) {
    highest = Math.max(highest, bar.closePrice().raw());
  }

  @Override
  public String toString() {
    return "highest close " + highest;
  }
}
