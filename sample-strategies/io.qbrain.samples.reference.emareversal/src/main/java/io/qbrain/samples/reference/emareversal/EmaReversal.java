package io.qbrain.samples.reference.emareversal;

import io.qbrain.indicators.Ema;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.OpenPosition;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.StateReader;
import io.qbrain.strategy.StateWriter;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import java.util.List;

/**
 * Holds a size long while the fast average is at or above the slow one, else short. A position on
 * the wrong side is closed by one order, and another order opens the next one; so it needs a
 * hedging account. Bars of a single price decide nothing.
 */
final class EmaReversal implements Strategy {

  record Config(
      @Param(help = "what to trade") InstrumentId instrument,
      @Param(value = "1m-bid", help = "bars that decide") BarSpec bars,
      @Param(value = "10", min = "1", max = "500", help = "bars in the fast average") int fast,
      @Param(value = "20", min = "2", max = "1000", help = "bars in the slow average") int slow,
      @Param(value = "1000000", min = "0.00000001", help = "size of a position") Quantity size) {
    Config {
      if (fast >= slow) {
        throw new IllegalArgumentException("expected fast < slow, found " + fast + " and " + slow);
      }
    }
  }

  private final Config config;
  private final Ema fast;
  private final Ema slow;
  private long bars;

  EmaReversal(Config config) {
    this.config = config;
    this.fast = new Ema(config.fast(), Ema.Seed.FIRST_VALUE);
    this.slow = new Ema(config.slow(), Ema.Seed.FIRST_VALUE);
  }

  @Override
  public void onBar(Bar bar, StrategyContext context) {
    fast.update(bar.close());
    slow.update(bar.close());
    bars++;
    if (bars < config.slow() || isSinglePrice(bar) || !context.openOrders().isEmpty()) {
      return;
    }
    int side = fast.value() >= slow.value() ? 1 : -1;
    List<OpenPosition> open = context.openPositions(config.instrument());
    boolean isRight = false;
    for (OpenPosition p : open) {
      if (p.quantity().signum() == side) {
        isRight = true;
      } else {
        context.submit(order(side, p.quantity().abs()).ofPosition(p.id()));
      }
    }
    if (!isRight) {
      context.submit(order(side, config.size()));
    }
  }

  private OrderRequest order(int side, Quantity quantity) {
    return OrderRequest.market(config.instrument(), side > 0 ? Side.BUY : Side.SELL, quantity);
  }

  private static boolean isSinglePrice(Bar bar) {
    return bar.openPrice().equals(bar.closePrice())
        && bar.highPrice().equals(bar.lowPrice())
        && bar.openPrice().equals(bar.highPrice());
  }

  @Override
  public void save(StateWriter state) {
    state.putDoubles("fast", fast.state());
    state.putDoubles("slow", slow.state());
    state.putLong("bars", bars);
  }

  @Override
  public void restore(StateReader state) {
    fast.restore(state.getDoubles("fast"));
    slow.restore(state.getDoubles("slow"));
    bars = state.getLong("bars");
  }
}
