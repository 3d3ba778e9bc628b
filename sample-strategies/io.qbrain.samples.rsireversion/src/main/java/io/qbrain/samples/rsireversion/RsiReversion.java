package io.qbrain.samples.rsireversion;

import io.qbrain.indicators.Rsi;
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
 * Buys when the relative strength index falls below a level, and sells when it is back above
 * another, or after a time. Having sold by time, or having been denied, it waits until the index
 * has recovered.
 */
final class RsiReversion implements Strategy {
  /** Wilder's average forgets slowly: so many periods until its beginning no longer shows. */
  private static final int PERIODS_TO_FORGET = 5;

  record Config(
      @Param(value = "DELTA.SIM", help = "what to trade") InstrumentId instrument,
      @Param(value = "1s", help = "length of a bar") BarSpec bars,
      @Param(value = "14", min = "2", max = "500", step = "4", help = "bars in the index")
          int period,
      @Param(value = "30", min = "0", max = "100", step = "5", help = "index that buys")
          double oversold,
      @Param(value = "55", min = "0", max = "100", step = "5", help = "index that sells")
          double recovered,
      @Param(value = "60", min = "1", max = "100000", help = "most bars to hold") int hold,
      @Param(value = "0.4", min = "0.01", max = "1", help = "share of the equity to hold")
          double weight) {
    Config {
      if (oversold >= recovered) {
        throw new IllegalArgumentException(
            "expected oversold < recovered, found " + oversold + " and " + recovered);
      }
    }

    int warmUp() {
      return PERIODS_TO_FORGET * period + 1;
    }
  }

  private final Config config;
  private final Rsi rsi;
  private int held;
  private boolean waiting;

  RsiReversion(Config config) {
    this.config = config;
    this.rsi = new Rsi(config.period());
  }

  @Override
  public void onBar(Bar bar, StrategyContext context) {
    rsi.update(bar.close());
    boolean flat = context.position(config.instrument()).isFlat();
    held = flat ? 0 : held + 1;
    if (!rsi.isWarm()) {
      return;
    }
    if (rsi.value() > config.recovered()) {
      waiting = false;
      context.target(config.instrument(), Size.FLAT);
    } else if (held >= config.hold()) {
      waiting = true;
      context.target(config.instrument(), Size.FLAT);
    } else if (flat && !waiting && rsi.value() < config.oversold()) {
      context.target(config.instrument(), Size.weight(config.weight()));
    }
  }

  @Override
  public void onDenied(Denial denial, StrategyContext context) {
    waiting |= denial.request().side() == Side.BUY;
  }

  @Override
  public void save(StateWriter state) {
    state.putDoubles("rsi", rsi.state());
    state.putLong("held", held);
    state.putLong("waiting", waiting ? 1 : 0);
  }

  @Override
  public void restore(StateReader state) {
    rsi.restore(state.getDoubles("rsi"));
    held = Math.toIntExact(state.getLong("held"));
    waiting = state.getLong("waiting") != 0;
  }
}
