package io.qbrain.samples.reference.macdtrend;

import io.qbrain.indicators.Ema;
import io.qbrain.indicators.Macd;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.StateReader;
import io.qbrain.strategy.StateWriter;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;

/**
 * Holds its whole equity from the bar on which MACD is above its signal by a tolerance, relative to
 * the fast average, until it is below it by as much.
 */
final class MacdTrend implements Strategy {

  record Config(
      @Param(help = "what to trade") InstrumentId instrument,
      @Param(value = "1d", help = "length of a bar") BarSpec bars,
      @Param(value = "12", min = "1", max = "500", help = "bars in the fast average") int fast,
      @Param(value = "26", min = "2", max = "1000", help = "bars in the slow average") int slow,
      @Param(value = "9", min = "1", max = "500", help = "bars in the signal") int signal,
      @Param(value = "0.0025", min = "0", max = "1", help = "distance that counts, as a rate")
          double tolerance) {
    Config {
      if (fast >= slow) {
        throw new IllegalArgumentException("expected fast < slow, found " + fast + " and " + slow);
      }
    }
  }

  private final Config config;
  private final Macd macd;

  MacdTrend(Config config) {
    this.config = config;
    this.macd = new Macd(config.fast(), config.slow(), config.signal(), Ema.Seed.SMA_OF_FIRST_N);
  }

  @Override
  public void onBar(Bar bar, StrategyContext context) {
    macd.update(bar.close());
    if (!macd.isWarm()) {
      return;
    }
    double distance = (macd.value() - macd.signal()) / macd.fast();
    int held = context.position(config.instrument()).quantity().signum();
    if (held <= 0 && distance > config.tolerance()) {
      context.target(config.instrument(), Size.weight(1));
    } else if (held >= 0 && distance < -config.tolerance()) {
      context.target(config.instrument(), Size.FLAT);
    }
  }

  @Override
  public void save(StateWriter state) {
    state.putDoubles("macd", macd.state());
  }

  @Override
  public void restore(StateReader state) {
    macd.restore(state.getDoubles("macd"));
  }
}
