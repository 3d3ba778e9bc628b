package io.qbrain.samples.pullback;

import io.qbrain.indicators.Ema;
import io.qbrain.indicators.Sma;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Side;
import io.qbrain.strategy.Denial;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.StateReader;
import io.qbrain.strategy.StateWriter;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;

/**
 * Buys when a dip is over while the trend is up, and sells when the trend no longer is.
 *
 * <p>The trend is up while the last long bar closed above the average of the long bars. A dip is
 * over with the short bar that closes above the average of the short bars when the one before did
 * not. Where both lengths close at one time, the short bar comes first and so meets the trend of
 * the long bar before.
 */
final class Pullback implements Strategy {

  record Config(
      @Param(value = "ALPHA.SIM", help = "what to trade") InstrumentId instrument,
      @Param(value = "1h", help = "length of a bar of the trend") BarSpec trend,
      @Param(value = "5m", help = "length of a bar of the entries") BarSpec entry,
      @Param(value = "8", min = "2", max = "500", step = "4", help = "long bars in the average")
          int slow,
      @Param(value = "6", min = "2", max = "500", step = "2", help = "short bars in the average")
          int fast,
      @Param(value = "0.4", min = "0.01", max = "1", help = "share of the equity to hold")
          double weight) {
    Config {
      if (!trend.hasLength() || !entry.hasLength() || entry.stepNanos() >= trend.stepNanos()) {
        throw new IllegalArgumentException(
            "expected entry < trend, both of time, found " + entry + " and " + trend);
      }
    }
  }

  private final Config config;
  private final Ema trend;
  private final Sma entry;
  private boolean rising;
  private boolean dipped;
  private boolean denied;

  Pullback(Config config) {
    this.config = config;
    this.trend = new Ema(config.slow(), Ema.Seed.SMA_OF_FIRST_N);
    this.entry = new Sma(config.fast());
  }

  @Override
  public void onBar(Bar bar, StrategyContext context) {
    if (bar.spec().equals(config.trend())) {
      onTrendBar(bar, context);
    } else {
      onEntryBar(bar, context);
    }
  }

  private void onTrendBar(Bar bar, StrategyContext context) {
    trend.update(bar.close());
    rising = trend.isWarm() && bar.close() > trend.value();
    if (!rising) {
      denied = false;
      context.target(config.instrument(), Size.FLAT);
    }
  }

  private void onEntryBar(Bar bar, StrategyContext context) {
    entry.update(bar.close());
    if (!entry.isWarm()) {
      return;
    }
    boolean below = bar.close() <= entry.value();
    boolean over = dipped && !below;
    dipped = below;
    if (over && rising && !denied && context.position(config.instrument()).isFlat()) {
      context.target(config.instrument(), Size.weight(config.weight()));
    }
  }

  @Override
  public void onDenied(Denial denial, StrategyContext context) {
    denied = denial.request().side() == Side.BUY;
  }

  @Override
  public void save(StateWriter state) {
    state.putDoubles("trend", trend.state());
    state.putDoubles("entry", entry.state());
    state.putLong("rising", rising ? 1 : 0);
    state.putLong("dipped", dipped ? 1 : 0);
    state.putLong("denied", denied ? 1 : 0);
  }

  @Override
  public void restore(StateReader state) {
    trend.restore(state.getDoubles("trend"));
    entry.restore(state.getDoubles("entry"));
    rising = state.getLong("rising") != 0;
    dipped = state.getLong("dipped") != 0;
    denied = state.getLong("denied") != 0;
  }
}
