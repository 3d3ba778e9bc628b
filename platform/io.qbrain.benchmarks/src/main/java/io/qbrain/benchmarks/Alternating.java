package io.qbrain.benchmarks;

import io.qbrain.model.InstrumentId;
import io.qbrain.model.Quantity;
import io.qbrain.model.Quote;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;

/** A strategy that wants something else at every quote: one order a quote, bought and sold. */
public final class Alternating implements Strategy {
  /** Its parameters. */
  public record Config(
      InstrumentId instrument, @Param("100") Quantity size, @Param("true") boolean trades) {}

  /** Makes it. */
  public static final class Factory implements StrategyFactory<Config> {
    @Override
    public String name() {
      return "alternating";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Requirements requirements(Config config) {
      return Requirements.of(Subscription.quotes(config.instrument()));
    }

    @Override
    public Strategy create(Config config) {
      return new Alternating(config);
    }
  }

  private final InstrumentId instrument;
  private final boolean trades;
  private final Size held;
  private boolean holds;

  Alternating(Config config) {
    instrument = config.instrument();
    trades = config.trades();
    held = Size.of(config.size());
  }

  @Override
  public void onQuote(Quote quote, StrategyContext context) {
    holds = !holds;
    if (trades) {
      context.target(instrument, holds ? held : Size.FLAT);
    }
  }
}
