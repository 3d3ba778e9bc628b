package io.qbrain.samples.pairtrade;

import io.qbrain.indicators.StandardDeviation;
import io.qbrain.indicators.ZScore;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.strategy.Denial;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.Slice;
import io.qbrain.strategy.StateReader;
import io.qbrain.strategy.StateWriter;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import java.util.Optional;

/**
 * Trades the ratio of two prices against its mean: when its logarithm is many standard deviations
 * too high it sells the first instrument and buys as much of the second, when too low the other way
 * round, and closes both once the ratio is back.
 *
 * <p>A pair of which one half is missing, because it was denied or rejected, is closed; the next
 * one is opened only after the ratio has been back.
 */
final class PairTrade implements Strategy {

  record Config(
      @Param(value = "ALPHA.SIM", help = "one of the pair") InstrumentId first,
      @Param(value = "BETA.SIM", help = "the other") InstrumentId second,
      @Param(value = "1s", help = "length of a bar") BarSpec bars,
      @Param(value = "60", min = "3", max = "10000", step = "20", help = "bars in the mean")
          int period,
      @Param(
              value = "2",
              min = "0.1",
              max = "10",
              step = "0.25",
              help = "distance that opens, in standard deviations")
          double open,
      @Param(
              value = "0.5",
              min = "0",
              max = "10",
              step = "0.25",
              help = "distance that closes, in standard deviations")
          double close,
      @Param(value = "0.4", min = "0.01", max = "0.5", help = "share of the equity in each half")
          double weight) {
    Config {
      if (first.equals(second)) {
        throw new IllegalArgumentException("expected two instruments, found " + first + " twice");
      }
      if (close >= open) {
        throw new IllegalArgumentException(
            "expected close < open, found " + close + " and " + open);
      }
    }
  }

  private final Config config;
  private final ZScore distance;
  private boolean waiting;

  PairTrade(Config config) {
    this.config = config;
    this.distance = new ZScore(config.period(), StandardDeviation.Divisor.N_MINUS_1);
  }

  @Override
  public void onSlice(Slice slice, StrategyContext context) {
    Optional<Bar> first = slice.bar(config.first());
    Optional<Bar> second = slice.bar(config.second());
    if (first.isEmpty() || second.isEmpty()) {
      return;
    }
    distance.update(StrictMath.log(first.get().close() / second.get().close()));
    if (distance.isWarm()) {
      decide(distance.value(), context);
    }
  }

  private void decide(double z, StrategyContext context) {
    int first = context.position(config.first()).quantity().signum();
    int second = context.position(config.second()).quantity().signum();
    boolean isBack = first == 0 ? Math.abs(z) <= config.close() : first * z >= -config.close();
    boolean isHalf = first != -second && context.openOrders().isEmpty();
    if (isBack || isHalf) {
      waiting = !isBack;
      hold(0, context);
    } else if (first == 0 && second == 0 && !waiting && Math.abs(z) > config.open()) {
      hold(z > 0 ? -config.weight() : config.weight(), context);
    }
  }

  /** Asks for a weight of the first instrument and the opposite of the second. */
  private void hold(double weight, StrategyContext context) {
    context.target(config.first(), Size.weight(weight));
    context.target(config.second(), Size.weight(-weight));
  }

  @Override
  public void onDenied(Denial denial, StrategyContext context) {
    waiting = true;
  }

  @Override
  public void save(StateWriter state) {
    state.putDoubles("distance", distance.state());
    state.putLong("waiting", waiting ? 1 : 0);
  }

  @Override
  public void restore(StateReader state) {
    distance.restore(state.getDoubles("distance"));
    waiting = state.getLong("waiting") != 0;
  }
}
