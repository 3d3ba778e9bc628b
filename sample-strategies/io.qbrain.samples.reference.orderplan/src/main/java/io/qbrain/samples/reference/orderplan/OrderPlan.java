package io.qbrain.samples.reference.orderplan;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Order;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Replacement;
import io.qbrain.model.TrailingOffset;
import io.qbrain.strategy.OrderUpdate;
import io.qbrain.strategy.Param;
import io.qbrain.strategy.Size;
import io.qbrain.strategy.StateReader;
import io.qbrain.strategy.StateWriter;
import io.qbrain.strategy.Strategy;
import io.qbrain.strategy.StrategyContext;
import io.qbrain.strategy.Timer;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Submits, changes and cancels orders as its plan says. A step is {@code WHEN => ACTION; ACTION}:
 *
 * <ul>
 *   <li>WHEN: {@code 2013-10-07T12:00} (when the bar closes), {@code clock 2013-10-07T12:00:01} (at
 *       that time, once there was a bar), {@code bar 3}, {@code each}, {@code minute 59}, {@code
 *       every PT5M since NAME}, {@code filled NAME} (at once), {@code after NAME} (each bar after
 *       it has filled); after it {@code while} and what must be so: {@code NAME} (open), {@code
 *       NAME=1} and {@code NAME>1} (open, and of that quantity), {@code idle} (no order is left),
 *       {@code from=TIME}, {@code to=TIME}
 *   <li>ACTION: {@code NAME = BUY 10 LIMIT limit=close*0.999 tif=DAY}, {@code change NAME
 *       limit=was+0.01} (a stop that was touched does not change any more), {@code cancel NAME},
 *       {@code weight 0.5}
 * </ul>
 */
final class OrderPlan implements Strategy {

  record Config(
      @Param(help = "what to trade") InstrumentId instrument,
      @Param(value = "1m", help = "length of a bar") BarSpec bars,
      @Param(value = "America/New_York", help = "whose time the plan's times are") String zone,
      @Param(help = "WHEN => ACTION; ACTION") List<String> plan) {}

  /** An order of the plan that has not ended. */
  private record Ticket(ClientOrderId id, long submittedNanos) {}

  private final Config config;
  private final ZoneId zone;
  private final List<Step> steps;
  private final Map<String, Ticket> tickets = new LinkedHashMap<>();
  private final Set<String> filled = new LinkedHashSet<>();
  private long bars;

  OrderPlan(Config config) {
    this.config = config;
    this.zone = ZoneId.of(config.zone());
    this.steps = config.plan().stream().map(Step::parse).toList();
  }

  @Override
  public void onStart(StrategyContext context) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).when() instanceof When.Clock clock) {
        context.schedule(String.valueOf(i), clock.time().atZone(zone).toInstant());
      }
    }
  }

  @Override
  public void onTimer(Timer timer, StrategyContext context) {
    Bar bar = context.lastBar(config.instrument()).orElse(null);
    Step step = steps.get(Integer.parseInt(timer.name()));
    if (bar != null && step.isAllowed(moment(context))) {
      Map<String, Long> values = values(bar, context);
      step.actions().forEach(action -> act(action, values, context));
    }
  }

  @Override
  public void onBar(Bar bar, StrategyContext context) {
    bars++;
    Guard.Moment moment = moment(context);
    for (Step step : steps) {
      if (isNow(step.when(), context) && step.isAllowed(moment)) {
        Map<String, Long> values = values(bar, context);
        step.actions().forEach(action -> act(action, values, context));
      }
    }
  }

  @Override
  public void onOrderUpdate(OrderUpdate update, StrategyContext context) {
    Order order = update.order();
    String name = nameOf(order.id());
    if (name == null || !order.status().isTerminal()) {
      return;
    }
    tickets.remove(name);
    Bar bar = context.lastBar(config.instrument()).orElse(null);
    if (order.status() != OrderStatus.FILLED || bar == null) {
      return;
    }
    filled.add(name);
    Map<String, Long> values = values(bar, context);
    update.fill().ifPresent(fill -> values.put("fill", fill.price().raw()));
    Guard.Moment moment = moment(context);
    for (Step step : steps) {
      if (step.when() instanceof When.Filled f
          && f.order().equals(name)
          && step.isAllowed(moment)) {
        step.actions().forEach(action -> act(action, values, context));
      }
    }
  }

  private @Nullable String nameOf(ClientOrderId id) {
    for (Map.Entry<String, Ticket> ticket : tickets.entrySet()) {
      if (ticket.getValue().id().equals(id)) {
        return ticket.getKey();
      }
    }
    return null;
  }

  private boolean isNow(When when, StrategyContext context) {
    LocalDateTime now = LocalDateTime.ofInstant(context.time(), zone);
    if (when instanceof When.At at) {
      return at.time().equals(now);
    } else if (when instanceof When.BarNumber bar) {
      return bar.number() == bars;
    } else if (when instanceof When.Minute minute) {
      return now.getMinute() == minute.minute();
    } else if (when instanceof When.Every every) {
      Ticket since = tickets.get(every.since());
      long passed = since == null ? 0 : context.timeNanos() - since.submittedNanos();
      return passed > 0 && passed % every.step().toNanos() == 0;
    }
    return when instanceof When.After after
        ? filled.contains(after.order())
        : when instanceof When.EachBar;
  }

  private Guard.Moment moment(StrategyContext context) {
    Map<String, Quantity> open = new LinkedHashMap<>();
    for (String name : tickets.keySet()) {
      Order order = working(name, context);
      if (order != null) {
        open.put(name, order.quantity());
      }
    }
    LocalDateTime now = LocalDateTime.ofInstant(context.time(), zone);
    return new Guard.Moment(now, tickets.isEmpty(), open);
  }

  private @Nullable Order working(String name, StrategyContext context) {
    Ticket ticket = tickets.get(name);
    return ticket == null
        ? null
        : context.openOrders().stream()
            .filter(order -> order.id().equals(ticket.id()))
            .findFirst()
            .orElse(null);
  }

  private Map<String, Long> values(Bar bar, StrategyContext context) {
    Map<String, Long> values = new LinkedHashMap<>();
    values.put("open", bar.openPrice().raw());
    values.put("high", bar.highPrice().raw());
    values.put("low", bar.lowPrice().raw());
    values.put("close", bar.closePrice().raw());
    Quantity held = context.position(config.instrument()).quantity();
    values.put("position", held.abs().raw());
    return values;
  }

  private void act(Action action, Map<String, Long> values, StrategyContext context) {
    if (action instanceof Action.Submit submit) {
      submit(submit, values, context);
    } else if (action instanceof Action.Change change) {
      change(change, values, context);
    } else if (action instanceof Action.Cancel cancel) {
      Ticket ticket = tickets.get(cancel.order());
      if (ticket != null) {
        context.cancel(ticket.id());
      }
    } else if (action instanceof Action.Weight w) {
      context.target(config.instrument(), Size.weight(w.weight()));
    }
  }

  private void submit(Action.Submit asked, Map<String, Long> values, StrategyContext context) {
    Quantity quantity = Quantity.ofRaw(asked.quantity().value(values));
    OrderRequest.Builder request =
        OrderRequest.builder(config.instrument(), asked.side(), asked.type(), quantity)
            .timeInForce(asked.timeInForce())
            .tag(asked.order());
    Term limit = asked.terms().get("limit");
    Term stop = asked.terms().get("stop");
    String trail = asked.words().get("trail");
    String until = asked.words().get("until");
    if (limit != null) {
      request.limit(Price.ofRaw(limit.value(values)));
    }
    if (stop != null) {
      request.stop(Price.ofRaw(stop.value(values)));
    }
    if (trail != null) {
      request.trailing(TrailingOffset.parse(trail));
    }
    OrderRequest built = request.build();
    if (until != null) {
      built = built.goodTill(LocalDateTime.parse(until).atZone(zone).toInstant());
    }
    tickets.put(asked.order(), new Ticket(context.submit(built), context.timeNanos()));
  }

  private void change(Action.Change asked, Map<String, Long> values, StrategyContext context) {
    Order order = working(asked.order(), context);
    if (order == null) {
      return;
    }
    OrderRequest was = order.request();
    Quantity quantity =
        changed(asked, "quantity", order.quantity().raw(), values)
            .map(Quantity::ofRaw)
            .orElse(null);
    Price limit =
        changed(asked, "limit", raw(was.limitPrice()), values).map(Price::ofRaw).orElse(null);
    Price stop =
        changed(asked, "stop", raw(was.stopPrice()), values).map(Price::ofRaw).orElse(null);
    Replacement wanted = Replacement.of(quantity, limit, order.isTriggered() ? null : stop);
    TrailingOffset offset = was.trailingOffset().orElse(null);
    if (offset != null) {
      Optional<Long> trail = changed(asked, "trail", offset.raw(), values);
      wanted =
          trail.isEmpty()
              ? wanted
              : wanted.withTrailingOffset(new TrailingOffset(offset.unit(), trail.orElseThrow()));
    }
    context.replace(order.id(), wanted);
  }

  private static long raw(Optional<Price> price) {
    return price.map(Price::raw).orElse(0L);
  }

  private static Optional<Long> changed(
      Action.Change asked, String name, long was, Map<String, Long> values) {
    Term term = asked.terms().get(name);
    values.put("was", was);
    return term == null ? Optional.empty() : Optional.of(term.value(values));
  }

  @Override
  public void save(StateWriter state) {
    state.putLong("bars", bars);
    StringBuilder lines = new StringBuilder();
    tickets.forEach(
        (name, ticket) ->
            lines.append(name + " " + ticket.id() + " " + ticket.submittedNanos() + "\n"));
    state.putString("tickets", lines.toString());
    state.putString("filled", String.join(" ", filled));
  }

  @Override
  public void restore(StateReader state) {
    bars = state.getLong("bars");
    filled.addAll(List.of(state.getString("filled").split(" ", -1)));
    state
        .getString("tickets")
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(w -> tickets.put(w[0], new Ticket(ClientOrderId.of(w[1]), Long.parseLong(w[2]))));
  }
}
