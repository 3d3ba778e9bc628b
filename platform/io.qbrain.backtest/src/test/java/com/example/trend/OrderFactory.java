package com.example.trend;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.OrderList;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Quote;
import io.qbrain.model.Side;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.Requirements;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.StrategyFactory;
import io.qbrain.strategy.Subscription;
import java.util.List;

/** Sends one order, or several, with the first events of its one subscription, one an event. */
public final class OrderFactory implements StrategyFactory<OrderFactory.Config> {
  /**
   * Its parameters.
   *
   * @param orders such as {@code buy 10}, {@code sell 5 limit 100.5}, {@code buy 10 bracket 90 110}
   *     or {@code none}
   */
  public record Config(InstrumentId instrument, @Param("1d") String on, List<String> orders) {}

  @Override
  public String name() {
    return "orders";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Requirements requirements(Config config) {
    return Requirements.of(
        config.on().equals("quotes")
            ? Subscription.quotes(config.instrument())
            : Subscription.bars(config.instrument(), BarSpec.parse(config.on()), 0));
  }

  @Override
  public Strategy create(Config config) {
    return new Strategy() {
      private int next;

      private void turn(StrategyContext context) {
        if (next < config.orders().size()) {
          for (String order : config.orders().get(next++).split("; ", -1)) {
            send(config.instrument(), order.split(" ", -1), context);
          }
        }
      }

      @Override
      public void onBar(Bar bar, StrategyContext context) {
        turn(context);
      }

      @Override
      public void onQuote(Quote quote, StrategyContext context) {
        turn(context);
      }
    };
  }

  private static void send(InstrumentId id, String[] words, StrategyContext context) {
    if (words[0].equals("none")) {
      return;
    }
    Side side = words[0].equals("buy") ? Side.BUY : Side.SELL;
    Quantity quantity = Quantity.parse(words[1]);
    OrderRequest market = OrderRequest.market(id, side, quantity);
    String kind = words.length > 2 ? words[2] : "market";
    switch (kind) {
      case "market" -> context.submit(market);
      case "limit" -> context.submit(OrderRequest.limit(id, side, quantity, Price.parse(words[3])));
      case "bracket" ->
          context.submit(
              OrderList.bracket(
                  market,
                  OrderRequest.stop(id, side.opposite(), quantity, Price.parse(words[3])),
                  OrderRequest.limit(id, side.opposite(), quantity, Price.parse(words[4]))));
      default -> throw new IllegalArgumentException("unknown kind " + kind);
    }
  }
}
