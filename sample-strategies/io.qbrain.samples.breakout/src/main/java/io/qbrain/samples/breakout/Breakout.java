package io.qbrain.samples.breakout;

import io.qbrain.indicators.Donchian;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.strategy.Denial;
import io.qbrain.strategy.OrderUpdate;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.StateReader;
import io.qbrain.strategy.StateWriter;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Buys by a stop order one tick above the highest high, and sells by one at the lowest low, which
 * follows the price upwards and never down.
 *
 * <p>There is at most one order. One that is no longer wanted is canceled first, and the next is
 * submitted once the venue has confirmed: so the two can never fill both.
 */
final class Breakout implements Strategy {

  record Config(
      @Param(value = "GAMMA.SIM", help = "what to trade") InstrumentId instrument,
      @Param(value = "1s", help = "length of a bar") BarSpec bars,
      @Param(value = "20", min = "1", max = "1000", step = "10", help = "bars in the entry channel")
          int entry,
      @Param(value = "10", min = "1", max = "1000", step = "5", help = "bars in the exit channel")
          int exit,
      @Param(
              value = "0.04",
              min = "0.0001",
              max = "0.5",
              help = "furthest stop, share of the close")
          double reach,
      @Param(value = "0.4", min = "0.01", max = "1", help = "share of the equity to hold")
          double weight) {}

  private final Config config;
  private final Donchian entry;
  private final Donchian exit;

  /** The protective stop, in units of 1e-8; zero while nothing is held. */
  private long stop;

  /** The last order that was denied or rejected: it is not asked for twice. */
  private @Nullable OrderRequest refused;

  Breakout(Config config) {
    this.config = config;
    this.entry = new Donchian(config.entry());
    this.exit = new Donchian(config.exit());
  }

  @Override
  public void onStart(StrategyContext context) {
    arrange(context);
  }

  @Override
  public void onBar(Bar bar, StrategyContext context) {
    entry.update(bar.high(), bar.low());
    exit.update(bar.high(), bar.low());
    arrange(context);
  }

  @Override
  public void onOrderUpdate(OrderUpdate update, StrategyContext context) {
    if (update.order().status() == OrderStatus.REJECTED) {
      refused = update.order().request();
    }
    arrange(context);
  }

  @Override
  public void onDenied(Denial denial, StrategyContext context) {
    refused = denial.request();
  }

  /** Brings the open orders to the one that is wanted. */
  private void arrange(StrategyContext context) {
    Optional<Bar> last = context.lastBar(config.instrument());
    if (context.isWarmingUp() || !entry.isWarm() || !exit.isWarm() || last.isEmpty()) {
      return;
    }
    long held = context.position(config.instrument()).quantity().raw();
    long close = last.get().closePrice().raw();
    OrderRequest wanted = held > 0 ? wayOut(held, close, context) : wayIn(close, context);
    List<Order> open = context.openOrders();
    for (Order order : open) {
      if (!Objects.equals(order.request(), wanted)) {
        context.cancel(order.id());
      }
    }
    if (open.isEmpty() && wanted != null && !Objects.equals(wanted, refused)) {
      context.submit(wanted);
    }
  }

  /** Returns the stop that buys, or null if it would be too far away, or the equity too small. */
  private @Nullable OrderRequest wayIn(long close, StrategyContext context) {
    stop = 0;
    Instrument instrument = context.instrument(config.instrument());
    long tick = instrument.tickSize().raw();
    long level = Fixed.floorTo(Fixed.ofDouble(entry.upper()), tick) + tick;
    long budget = Fixed.multiply(context.equity().raw(), Fixed.ofDouble(config.weight()));
    long unit = Fixed.multiply(level, instrument.multiplier().raw());
    long quantity = Fixed.floorTo(Fixed.divide(budget, unit), instrument.lotSize().raw());
    return quantity <= 0 || level - close > reach(close)
        ? null
        : OrderRequest.stop(
            config.instrument(), Side.BUY, Quantity.ofRaw(quantity), Price.ofRaw(level));
  }

  /** Returns the stop that sells; an order at the market if the price is already below it. */
  private OrderRequest wayOut(long held, long close, StrategyContext context) {
    long tick = context.instrument(config.instrument()).tickSize().raw();
    long level = Math.max(Fixed.ofDouble(exit.lower()), close - reach(close));
    stop = Math.max(stop, Fixed.floorTo(level, tick));
    return close < stop
        ? OrderRequest.market(config.instrument(), Side.SELL, Quantity.ofRaw(held))
        : OrderRequest.stop(
            config.instrument(), Side.SELL, Quantity.ofRaw(held), Price.ofRaw(stop));
  }

  private long reach(long close) {
    return Fixed.multiply(close, Fixed.ofDouble(config.reach()));
  }

  @Override
  public void save(StateWriter state) {
    state.putDoubles("entry", entry.state());
    state.putDoubles("exit", exit.state());
    state.putLong("stop", stop);
  }

  @Override
  public void restore(StateReader state) {
    entry.restore(state.getDoubles("entry"));
    exit.restore(state.getDoubles("exit"));
    stop = state.getLong("stop");
  }
}
