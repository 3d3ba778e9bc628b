package io.qbrain.samples.reference.orderscript;

import io.qbrain.model.Bar;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Order;
import io.qbrain.model.OrderList;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderType;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Side;
import io.qbrain.model.TimeInForce;
import io.qbrain.model.TrailingOffset;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.StrategyContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads steps such as {@code 3: BUY 1 LIMIT -10 GTD 5}: the number of the bar, side, quantity and
 * type, then the stop and the limit that the type has, then the time in force, for GTD with a
 * number of days. A price that begins with a sign is a distance from the close of that bar. A
 * trailing stop has a distance, in percent where {@code %} ends it. {@code |} stands between orders
 * of which one cancels the others, {@code >} after one that triggers what follows.
 */
final class Script {
  /** What happens after a bar. */
  sealed interface Step {
    void take(InstrumentId instrument, Bar bar, StrategyContext context);
  }

  /** Cancels all open orders. */
  record Cancel() implements Step {
    @Override
    public void take(InstrumentId instrument, Bar bar, StrategyContext context) {
      for (Order order : context.openOrders()) {
        context.cancel(order.id());
      }
    }
  }

  /** Asks to hold a size. */
  record Hold(Size size) implements Step {
    @Override
    public void take(InstrumentId instrument, Bar bar, StrategyContext context) {
      context.target(instrument, size);
    }
  }

  /** Submits orders: the first triggers the others, or all are one list. */
  record Submit(boolean triggers, List<String> orders) implements Step {
    @Override
    public void take(InstrumentId instrument, Bar bar, StrategyContext context) {
      List<OrderRequest> all =
          orders.stream().map(text -> Script.order(text, instrument, bar)).toList();
      if (all.size() == 1) {
        context.submit(all.get(0));
      } else if (!triggers) {
        context.submit(OrderList.oco(all.toArray(OrderRequest[]::new)));
      } else {
        OrderRequest[] others = all.subList(1, all.size()).toArray(OrderRequest[]::new);
        context.submit(
            others.length == 1
                ? OrderList.oto(all.get(0), others)
                : OrderList.oto(all.get(0), OrderList.oco(others)));
      }
    }
  }

  private Script() {}

  static Map<Long, List<Step>> parse(String script) {
    Map<Long, List<Step>> steps = new LinkedHashMap<>();
    for (String step : script.split(";", -1)) {
      String[] parts = step.split(":", -1);
      if (parts.length != 2) {
        throw new IllegalArgumentException("expected NUMBER: ORDERS, found '" + step + "'");
      }
      long bar = Long.parseLong(parts[0].strip());
      steps.computeIfAbsent(bar, b -> new ArrayList<>()).add(step(parts[1].strip()));
    }
    return steps;
  }

  private static Step step(String text) {
    String[] words = text.split(" +", -1);
    return switch (words[0]) {
      case "CANCEL" -> new Cancel();
      case "HOLD" -> new Hold(Size.of(Quantity.parse(words[1])));
      case "WEIGHT" -> new Hold(Size.weight(Double.parseDouble(words[1])));
      case "WEIGHT-AT-FILL" -> new Hold(Size.weightAtFill(Double.parseDouble(words[1])));
      default -> submit(text);
    };
  }

  private static Step submit(String text) {
    int triggers = text.indexOf('>');
    List<String> orders = new ArrayList<>();
    if (triggers > 0) {
      orders.add(text.substring(0, triggers).strip());
    }
    for (String order : text.substring(triggers + 1).split("\\|", -1)) {
      orders.add(order.strip());
    }
    return new Submit(triggers > 0, List.copyOf(orders));
  }

  private static OrderRequest order(String text, InstrumentId instrument, Bar bar) {
    String[] words = text.split(" +", -1);
    OrderType type = OrderType.valueOf(words[2]);
    OrderRequest.Builder order =
        OrderRequest.builder(instrument, Side.valueOf(words[0]), type, Quantity.parse(words[1]));
    int next = 3;
    if (type == OrderType.TRAILING_STOP) {
      order.trailing(offset(words[next++]));
    }
    if (type.hasStop()) {
      order.stop(price(words[next++], bar));
    }
    if (type.hasLimit()) {
      order.limit(price(words[next++], bar));
    }
    if (next < words.length) {
      TimeInForce timeInForce = TimeInForce.valueOf(words[next++]);
      order.timeInForce(timeInForce);
      if (timeInForce == TimeInForce.GTD) {
        order.expireNanos(bar.timeNanos() + Duration.ofDays(Long.parseLong(words[next])).toNanos());
      }
    }
    return order.build();
  }

  private static TrailingOffset offset(String text) {
    return text.endsWith("%")
        ? TrailingOffset.percent(text.substring(0, text.length() - 1))
        : TrailingOffset.price(Price.parse(text));
  }

  private static Price price(String text, Bar bar) {
    boolean distance = text.startsWith("+") || text.startsWith("-");
    Price given = Price.parse(text.startsWith("+") ? text.substring(1) : text);
    return distance ? bar.closePrice().plus(given) : given;
  }
}
