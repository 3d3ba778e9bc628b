package io.qbrain.samples.reference.singleorder;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderType;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.model.TimeInForce;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.StateReader;
import io.qbrain.strategy.StateWriter;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;

/** Submits one order when the bar closes that has its number. */
final class SingleOrder implements Strategy {

  record Config(
      @Param(help = "what to trade") InstrumentId instrument,
      @Param(value = "1d", help = "length of a bar") BarSpec bars,
      @Param(value = "1", min = "1", help = "number of the bar after which it is ordered")
          long afterBars,
      @Param("BUY") Side side,
      @Param("1") Quantity quantity,
      @Param("MARKET") OrderType type,
      @Param("GTC") TimeInForce timeInForce,
      @Param(value = "0", help = "limit price; 0 for the close and the offset") Price limit,
      @Param(value = "0", help = "limit price less the close") Price limitOffset,
      @Param(value = "0", help = "stop price; 0 for the close and the offset") Price stop,
      @Param(value = "0", help = "stop price less the close") Price stopOffset) {}

  private final Config config;
  private long bars;

  SingleOrder(Config config) {
    this.config = config;
  }

  @Override
  public void onBar(Bar bar, StrategyContext context) {
    if (++bars == config.afterBars()) {
      context.submit(order(bar.closePrice()));
    }
  }

  private OrderRequest order(Price close) {
    OrderRequest.Builder order =
        OrderRequest.builder(config.instrument(), config.side(), config.type(), config.quantity())
            .timeInForce(config.timeInForce());
    if (config.type().hasLimit()) {
      order.limit(price(config.limit(), config.limitOffset(), close));
    }
    if (config.type().hasStop()) {
      order.stop(price(config.stop(), config.stopOffset(), close));
    }
    return order.build();
  }

  private static Price price(Price given, Price offset, Price close) {
    return given.signum() == 0 ? close.plus(offset) : given;
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
