package io.qbrain.app;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.StateReader;
import io.qbrain.strategy.StateWriter;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import io.qbrain.strategy.Timer;

/**
 * Long above 100, flat at 100, short below; at 1 it throws, at 2 it asks for too much, at 3 it
 * places a limit far away, at 4 it sets a timer for a minute later. Counts the bars that it saw.
 */
final class SwitchStrategy implements Strategy {
  record Config(InstrumentId instrument, @Param(value = "10", min = "1", max = "5000") int size) {}

  static final class Factory implements StrategyFactory<Config> {
    @Override
    public String name() {
      return "switch";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Requirements requirements(Config config) {
      return Requirements.of(Subscription.bars(config.instrument(), BarSpec.MINUTE, 3));
    }

    @Override
    public Strategy create(Config config) {
      return new SwitchStrategy(config);
    }
  }

  private final Config config;
  private long bars;

  SwitchStrategy(Config config) {
    this.config = config;
  }

  @Override
  public void onBar(Bar bar, StrategyContext context) {
    bars++;
    context.log("bar " + bars + (context.isWarmingUp() ? " of history" : ""));
    InstrumentId id = config.instrument();
    if (bar.close() == 1 && !context.isWarmingUp()) {
      context.target(id, Size.FLAT);
      throw new IllegalStateException("thrown on purpose");
    } else if (bar.close() == 2) {
      context.submit(OrderRequest.market(id, Side.BUY, Quantity.of(1_001)));
    } else if (bar.close() == 3) {
      context.submit(OrderRequest.limit(id, Side.BUY, Quantity.of(1), Price.parse("2.9")));
    } else if (bar.close() == 4) {
      context.schedule("minute", bar.time().plusSeconds(60));
    } else {
      int sign = Double.compare(bar.close(), 100);
      context.target(id, Size.of(Quantity.of((long) sign * config.size())));
    }
  }

  @Override
  public void onTimer(Timer timer, StrategyContext context) {
    context.log("timer " + timer.name());
  }

  @Override
  public void save(StateWriter state) {
    state.putLong("bars", bars);
  }

  @Override
  public void restore(StateReader state) {
    bars = state.getLong("bars");
  }
}
