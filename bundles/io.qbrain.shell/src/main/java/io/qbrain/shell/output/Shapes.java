package io.qbrain.shell.output;

import io.qbrain.model.Fixed;
import io.qbrain.model.Instance;
import io.qbrain.model.LoggedEvent;
import io.qbrain.model.Order;
import io.qbrain.model.Position;
import io.qbrain.model.StrategyRef;
import io.qbrain.model.Times;
import io.qbrain.service.AccountingService.AnnouncementView;
import io.qbrain.service.AccountingService.Booked;
import io.qbrain.service.AccountingService.RateView;
import io.qbrain.service.BacktestService.TradeView;
import io.qbrain.service.EventService.ReaderView;
import io.qbrain.service.InstanceService.InstanceView;
import io.qbrain.service.PortfolioService.LedgerCheck;
import io.qbrain.service.PortfolioService.PositionView;
import io.qbrain.service.ReplayService.ReplayCheck;
import io.qbrain.service.RiskService.KillResult;
import io.qbrain.service.StrategyService.StrategyView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON objects that are not simply a record's components; those of the REST interface. */
final class Shapes {
  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  private Shapes() {}

  /** Returns the fields of an object, or empty if it is written as it is. */
  static Optional<Map<String, @Nullable Object>> of(Object value) {
    Shapes shape = new Shapes();
    if (value instanceof InstanceView view) {
      shape.instance(view);
    } else if (value instanceof StrategyView view) {
      shape.strategy(view);
    } else if (value instanceof Order order) {
      shape.order(order);
    } else if (value instanceof PositionView view) {
      shape.position(view);
    } else if (value instanceof TradeView trade) {
      shape.trade(trade);
    } else if (value instanceof KillResult result) {
      shape.put("scope", result.kill().scope());
      shape.put("reason", result.kill().reason());
      shape.put("canceled", result.canceled());
    } else if (value instanceof LedgerCheck check) {
      shape.put("account", check.account());
      shape.put("agrees", check.differences().isEmpty());
      shape.put("entries", check.entries());
      shape.put("fills", check.fills());
      shape.put("differences", check.differences());
    } else if (value instanceof LoggedEvent event) {
      shape.event(event);
    } else if (value instanceof ReaderView reader) {
      shape.reader(reader);
    } else if (value instanceof ReplayCheck check) {
      shape.put("account", check.account());
      shape.put("same", check.difference().isEmpty());
      shape.put("fromSequence", check.fromSequence());
      shape.put("toSequence", check.toSequence());
      shape.put("inputs", check.inputs());
      shape.put("turns", check.turns());
      shape.put("difference", check.difference());
    } else if (value instanceof Booked booked) {
      shape.put("account", booked.account());
      shape.put("repeated", booked.isRepeated());
      shape.put("entries", booked.entries());
    } else if (value instanceof RateView view) {
      shape.put("kind", view.rate().kind());
      shape.put("of", view.rate().subject());
      shape.put("rate", Fixed.format(view.rate().raw()));
      shape.put("since", Cell.time(view.rate().timeNanos()));
      shape.put("by", view.by());
    } else if (value instanceof AnnouncementView view) {
      shape.put("key", view.key());
      shape.put("due", Cell.time(view.dueNanos()));
      shape.put("what", view.what());
    } else {
      return Optional.empty();
    }
    return Optional.of(shape.fields);
  }

  private void event(LoggedEvent event) {
    put("position", event.position().text());
    put("topic", event.topic());
    put("stream", event.stream());
    put("sequence", event.sequence());
    put("type", event.type());
    put("version", event.version());
    put("time", Times.instant(event.timeNanos()));
    put("data", event.data());
  }

  private void reader(ReaderView reader) {
    Map<String, String> positions = new TreeMap<>();
    reader.positions().forEach((topic, place) -> positions.put(topic.toString(), place.text()));
    put("name", reader.name());
    put("kind", reader.projection() ? "projection" : "relay");
    put("behind", reader.behind());
    put("positions", positions);
    reader.owner().ifPresent(owner -> put("owner", owner));
    if (reader.movedNanos() != 0) {
      put("moved", Times.instant(reader.movedNanos()));
    }
    put("problem", reader.problem());
  }

  private void instance(InstanceView view) {
    Instance instance = view.instance();
    put("id", instance.id());
    put("strategy", instance.strategy());
    put("account", instance.account());
    put("mode", instance.mode());
    put("state", instance.state());
    put("reason", instance.reason());
    put("ready", view.ready());
    put("parameters", instance.parameters());
    put("capital", instance.capital());
    put("equity", view.equity());
    put("cash", view.cash());
    put("realizedProfit", view.realizedProfit());
    put("fees", view.fees());
    put("openOrders", view.openOrders());
    put("positions", view.positions());
    put("events", view.events());
    put("lastEvent", Cell.time(view.lastEventNanos()));
  }

  private void strategy(StrategyView view) {
    StrategyRef ref = view.ref();
    put("strategy", ref);
    put("namespace", ref.namespace());
    put("name", ref.name());
    put("version", ref.version());
    put("state", view.state());
    put("reason", view.reason());
    put("description", view.description());
    put("sha256", view.sha256());
    put("sizeBytes", view.sizeBytes());
    put("spiRange", view.spiRange());
    put("parameters", view.parameters());
    put("instances", view.instances());
  }

  private void order(Order order) {
    put("id", order.id());
    put("instance", order.instance());
    put("instrument", order.instrument());
    put("side", order.side());
    put("type", order.type());
    put("status", order.status());
    put("open", order.status().isOpen());
    put("quantity", order.quantity());
    put("filledQuantity", order.filledQuantity());
    put("leavesQuantity", order.leavesQuantity());
    put("limitPrice", order.request().limitPrice());
    put("stopPrice", order.request().stopPrice());
    put("averagePrice", order.averagePrice());
    put("weightAtFill", order.isSizedAtFill() ? Fixed.format(order.weightAtFillRaw()) : null);
    put("timeInForce", order.request().timeInForce());
    put("trailingOffset", order.request().trailingOffset());
    put("postOnly", order.request().isPostOnly());
    put("reduceOnly", order.request().isReduceOnly());
    put("link", order.link());
    put("replacement", order.replacement());
    put("unknown", order.isUnknown());
    put("venueOrderId", order.venueOrderId());
    put("tag", order.request().tag());
    put("reason", order.reason());
    put("created", Cell.time(order.createdNanos()));
    put("updated", Cell.time(order.updatedNanos()));
  }

  private void position(PositionView view) {
    Position position = view.position();
    put("account", view.account());
    put("instance", view.instance());
    put("instrument", position.instrument());
    put("quantity", position.quantity());
    put("averagePrice", view.averagePrice());
    put("lastPrice", view.lastPrice());
    put("cost", position.cost());
    put("value", view.value());
    put("openProfit", view.openProfit());
    put("realizedProfit", position.realizedProfit());
    put("fees", position.fees());
  }

  private void trade(TradeView trade) {
    put("instrument", trade.instrument());
    put("side", trade.side());
    put("quantity", trade.quantity());
    put("entryTime", Cell.time(trade.entryNanos()));
    put("entryPrice", trade.entryPrice());
    put("exitTime", Cell.time(trade.exitNanos()));
    put("exitPrice", trade.exitPrice());
    put("profit", trade.profit());
    put("fees", trade.fees());
  }

  private void put(String name, @Nullable Object value) {
    fields.put(name, value);
  }
}
