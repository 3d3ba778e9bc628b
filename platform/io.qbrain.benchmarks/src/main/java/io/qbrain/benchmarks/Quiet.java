package io.qbrain.benchmarks;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;

/**
 * A strategy that sees every bar and trades nothing: what is left is the engine's own. It may have
 * an order that waits for ever.
 */
public final class Quiet implements Strategy {
  /** Its parameters. */
  public record Config(InstrumentId instrument, @Param("false") boolean waits) {}

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
      return new Quiet(config);
    }
  }

  private final InstrumentId instrument;
  private boolean waits;
  private long highest;

  private Quiet(Config config) {
    instrument = config.instrument();
    waits = config.waits();
  }

  @Override
  public void onBar(Bar bar, StrategyContext context) {
    highest = Math.max(highest, bar.closePrice().raw());
    if (waits) {
      waits = false;
      context.submit(
          OrderRequest.limit(instrument, Side.BUY, Quantity.of(1), Price.parse("0.0001")));
    }
  }

  @Override
  public String toString() {
    return "highest close " + highest;
  }
}
