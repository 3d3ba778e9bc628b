package com.example.trend;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Depth;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Quantity;
import io.qbrain.model.Quote;
import io.qbrain.model.TradeTick;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;

/** Goes in with every first event of its one subscription and out with every second. */
public final class TickFactory implements StrategyFactory<TickFactory.Config> {
  /** Its parameters: the subscription is quotes, trades, depth, or a length of bars. */
  public record Config(
      InstrumentId instrument, @Param("10") Quantity size, @Param("quotes") String on) {}

  @Override
  public String name() {
    return "tick";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Requirements requirements(Config config) {
    return Requirements.of(
        switch (config.on()) {
          case "quotes" -> Subscription.quotes(config.instrument());
          case "trades" -> Subscription.trades(config.instrument());
          case "depth" -> Subscription.depth(config.instrument());
          default -> Subscription.bars(config.instrument(), BarSpec.parse(config.on()), 0);
        });
  }

  @Override
  public Strategy create(Config config) {
    return new Strategy() {
      private boolean in;

      private void turn(StrategyContext context) {
        in = !in;
        context.target(config.instrument(), in ? Size.of(config.size()) : Size.FLAT);
      }

      @Override
      public void onBar(Bar bar, StrategyContext context) {
        turn(context);
      }

      @Override
      public void onQuote(Quote quote, StrategyContext context) {
        turn(context);
      }

      @Override
      public void onTrade(TradeTick trade, StrategyContext context) {
        turn(context);
      }

      @Override
      public void onDepth(Depth depth, StrategyContext context) {
        turn(context);
      }
    };
  }
}
