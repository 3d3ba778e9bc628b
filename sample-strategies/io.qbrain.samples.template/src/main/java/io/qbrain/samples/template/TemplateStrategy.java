package io.qbrain.samples.template;

import io.qbrain.indicators.Sma;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.StateReader;
import io.qbrain.strategy.StateWriter;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;

/** Holds a share of its equity while the price is above its average, and nothing otherwise. */
final class TemplateStrategy implements Strategy {

  record Config(
      @Param(value = "ALPHA.SIM", help = "what to trade") InstrumentId instrument,
      @Param(value = "1s", help = "length of a bar") BarSpec bars,
      @Param(value = "20", min = "2", max = "1000", step = "10", help = "bars in the average")
          int period,
      @Param(value = "0.4", min = "0.01", max = "1", help = "share of the equity to hold")
          double weight) {}

  private final Config config;
  private final Sma average;

  TemplateStrategy(Config config) {
    this.config = config;
    this.average = new Sma(config.period());
  }

  @Override
  public void onBar(Bar bar, StrategyContext context) {
    average.update(bar.close());
    if (!average.isWarm()) {
      return;
    }
    if (bar.close() <= average.value()) {
      context.target(config.instrument(), Size.FLAT);
    } else if (context.position(config.instrument()).isFlat()) {
      context.target(config.instrument(), Size.weight(config.weight()));
    }
  }

  @Override
  public void save(StateWriter state) {
    state.putDoubles("average", average.state());
  }

  @Override
  public void restore(StateReader state) {
    average.restore(state.getDoubles("average"));
  }
}
