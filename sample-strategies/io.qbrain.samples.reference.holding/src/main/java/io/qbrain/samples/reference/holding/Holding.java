package io.qbrain.samples.reference.holding;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;

/** Buys a share of its equity on the first bar, and holds it. */
final class Holding implements Strategy {

  record Config(
      @Param(help = "what to buy") InstrumentId instrument,
      @Param(value = "1d", help = "length of a bar") BarSpec bars,
      @Param(value = "1", min = "0", max = "1", help = "share of the equity to invest")
          double weight) {}

  private final Config config;

  Holding(Config config) {
    this.config = config;
  }

  @Override
  public void onBar(Bar bar, StrategyContext context) {
    if (context.position(config.instrument()).isFlat() && context.openOrders().isEmpty()) {
      context.target(config.instrument(), Size.weight(config.weight()));
    }
  }
}
