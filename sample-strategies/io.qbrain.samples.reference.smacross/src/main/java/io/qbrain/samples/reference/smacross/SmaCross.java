package io.qbrain.samples.reference.smacross;

import io.qbrain.indicators.Cross;
import io.qbrain.indicators.CrossDetector;
import io.qbrain.indicators.Sma;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Quantity;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.StateReader;
import io.qbrain.strategy.StateWriter;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;

/** Buys when the close crosses above its simple average, and sells when it crosses below. */
final class SmaCross implements Strategy {

  record Config(
      @Param(help = "what to trade") InstrumentId instrument,
      @Param(value = "1d", help = "length of a bar") BarSpec bars,
      @Param(value = "1", help = "quantity to hold") Quantity size,
      @Param(value = "15", min = "1", max = "1000", help = "bars in the average") int period,
      @Param(value = "0", min = "0", help = "crosses that are followed; 0 for all")
          int mostCrosses) {}

  private final Config config;
  private final Sma average;
  private final CrossDetector crosses = new CrossDetector();
  private long followed;

  SmaCross(Config config) {
    this.config = config;
    this.average = new Sma(config.period());
  }

  @Override
  public void onBar(Bar bar, StrategyContext context) {
    average.update(bar.close());
    if (!average.isWarm()) {
      return;
    }
    Cross cross = crosses.update(bar.close(), average.value());
    if (config.mostCrosses() > 0 && followed >= config.mostCrosses()) {
      return;
    }
    if (cross == Cross.UP) {
      followed++;
      context.target(config.instrument(), Size.of(config.size()));
    } else if (cross == Cross.DOWN && followed > 0) {
      followed++;
      context.target(config.instrument(), Size.FLAT);
    }
  }

  @Override
  public void save(StateWriter state) {
    state.putDoubles("average", average.state());
    state.putDoubles("crosses", crosses.state());
    state.putLong("followed", followed);
  }

  @Override
  public void restore(StateReader state) {
    average.restore(state.getDoubles("average"));
    crosses.restore(state.getDoubles("crosses"));
    followed = state.getLong("followed");
  }
}
