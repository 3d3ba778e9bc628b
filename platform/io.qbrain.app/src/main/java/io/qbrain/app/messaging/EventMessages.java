package io.qbrain.app.messaging;

import io.qbrain.model.Bar;
import io.qbrain.model.Depth;
import io.qbrain.model.Effect;
import io.qbrain.model.Fill;
import io.qbrain.model.Fixed;
import io.qbrain.model.Instance;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Order;
import io.qbrain.model.Quote;
import io.qbrain.model.Times;
import io.qbrain.model.TradeTick;
import io.qbrain.model.Turn;
import io.qbrain.port.StreamMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened, as messages with JSON bodies: docs/reference/streams.md. */
final class EventMessages {
  /** Header: the number of the input that caused it, on its account. */
  static final String SEQUENCE = "sequence";

  /** Header: which of the messages of that input it is, e.g. {@code 1/3}. */
  static final String PART = "part";

  private static final int LEVELS = 10;

  private EventMessages() {}

  /** Returns what a turn says to others: orders, fills, instances and the kill switch. */
  static List<StreamMessage> of(Turn turn) {
    List<StreamMessage> plain = new ArrayList<>();
    for (Effect effect : turn.effects()) {
      if (effect instanceof Effect.OrderChanged o) {
        Fill fill = o.fill();
        if (fill != null) {
          plain.add(of(turn, fill));
        }
        plain.add(of(turn, o.order()));
      } else if (effect instanceof Effect.InstanceChanged i) {
        plain.add(of(turn, i.instance()));
      } else if (effect instanceof Effect.KillChanged k) {
        plain.add(of(turn, k));
      }
    }
    List<StreamMessage> numbered = new ArrayList<>(plain.size());
    for (int i = 0; i < plain.size(); i++) {
      numbered.add(
          plain
              .get(i)
              .withHeader(SEQUENCE, Long.toString(turn.sequence()))
              .withHeader(PART, (i + 1) + "/" + plain.size()));
    }
    return numbered;
  }

  private static JsonText begin(Turn turn) {
    return new JsonText()
        .with("account", turn.account())
        .number("sequence", turn.sequence())
        .with("time", Times.instant(turn.timeNanos()));
  }

  private static StreamMessage of(Turn turn, Order o) {
    JsonText json =
        begin(turn)
            .with("order", o.id())
            .with("instance", o.instance())
            .with("instrument", o.instrument())
            .with("side", o.side())
            .with("type", o.type())
            .with("status", o.status())
            .number("quantity", o.quantity())
            .number("filled", o.filledQuantity());
    o.request().limitPrice().ifPresent(p -> json.number("limit", p));
    o.request().stopPrice().ifPresent(p -> json.number("stop", p));
    o.averagePrice().ifPresent(p -> json.number("averagePrice", p));
    if (!o.reason().isEmpty()) {
      json.with("reason", o.reason());
    }
    return StreamMessage.of(o.id().toString(), "order." + lower(o.status()), json.toString());
  }

  private static StreamMessage of(Turn turn, Fill f) {
    return StreamMessage.of(
        f.orderId().toString(),
        "fill",
        begin(turn)
            .with("execution", f.executionId())
            .with("order", f.orderId())
            .with("instance", f.instance())
            .with("instrument", f.instrument())
            .with("side", f.side())
            .number("quantity", f.quantity())
            .number("price", f.price())
            .number("fee", Fixed.format(f.fee().raw()))
            .with("currency", f.fee().currency())
            .with("venueTime", f.time())
            .toString());
  }

  private static StreamMessage of(Turn turn, Instance i) {
    JsonText json =
        begin(turn)
            .with("instance", i.id())
            .with("strategy", i.strategy())
            .with("state", i.state());
    if (!i.reason().isEmpty()) {
      json.with("reason", i.reason());
    }
    return StreamMessage.of(i.id().toString(), "instance." + lower(i.state()), json.toString());
  }

  private static StreamMessage of(Turn turn, Effect.KillChanged k) {
    return StreamMessage.of(
        k.scope().toString(),
        k.latched() ? "kill.set" : "kill.cleared",
        begin(turn).with("scope", k.scope()).with("reason", k.reason()).toString());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns a market event; its key is the instrument. */
  static StreamMessage of(MarketEvent event) {
    JsonText json =
        new JsonText()
            .with("instrument", event.instrument())
            .with("time", Times.instant(event.timeNanos()));
    String type;
    if (event instanceof Bar b) {
      type = "bar";
      json.with("bars", b.spec())
          .number("open", b.openPrice())
          .number("high", b.highPrice())
          .number("low", b.lowPrice())
          .number("close", b.closePrice())
          .number("volume", b.volumeTraded());
    } else if (event instanceof Quote q) {
      type = "quote";
      json.number("bid", q.bid())
          .number("ask", q.ask())
          .number("bidSize", q.bidSize())
          .number("askSize", q.askSize());
    } else if (event instanceof TradeTick t) {
      type = "trade";
      json.number("price", t.price()).number("quantity", t.quantity());
    } else if (event instanceof Depth d) {
      type = "depth";
      json.number("levels", d.levels());
      for (int i = 0; i < Math.min(d.levels(), LEVELS); i++) {
        json.number("bid" + i, Fixed.format(d.bidRaw(i)))
            .number("bidSize" + i, Fixed.format(d.bidSizeRaw(i)))
            .number("ask" + i, Fixed.format(d.askRaw(i)))
            .number("askSize" + i, Fixed.format(d.askSizeRaw(i)));
      }
    } else {
      type = "event";
    }
    return StreamMessage.of(event.instrument().toString(), type, json.toString());
  }
}
