package io.qbrain.data.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Effect;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.Fill;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Order;
import io.qbrain.model.OrderLink;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.OrderType;
import io.qbrain.model.PositionId;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Replacement;
import io.qbrain.model.Side;
import io.qbrain.model.TimeInForce;
import io.qbrain.model.TrailingOffset;
import io.qbrain.model.VenueOrderId;
import org.jspecify.annotations.Nullable;

/** The change of an order as JSON: the order as it is now, and the fill that changed it. */
final class OrderJson {
  private static final long NOT_SIZED_AT_FILL = Long.MIN_VALUE;

  private OrderJson() {}

  static void write(Effect.OrderChanged changed, ObjectNode to) {
    Order order = changed.order();
    to.put("id", order.id().toString())
        .put("instance", order.instance().toString())
        .put("status", order.status().name())
        .put("side", order.side().name())
        .put("quantity", order.quantity().toString())
        .put("filled", order.filledQuantity().toString())
        .put("filledValue", Fixed.format(order.filledValueRaw()))
        .put("created", order.createdNanos())
        .put("updated", order.updatedNanos())
        .put("reason", order.reason())
        .put("venueSequence", changed.venueSequence());
    if (order.isSizedAtFill()) {
      to.put("weightAtFill", Fixed.format(order.weightAtFillRaw()));
    }
    order.venueOrderId().ifPresent(id -> to.put("venueOrderId", id.toString()));
    order.link().ifPresent(link -> to.put("link", link.toString()));
    order.replacement().ifPresent(r -> writeReplacement(r, to.putObject("replacement")));
    if (order.isTriggered()) {
      to.put("triggered", true);
    }
    if (order.isUnknown()) {
      to.put("unknown", true);
    }
    writeRequest(order.request(), to.putObject("request"));
    Fill fill = changed.fill();
    if (fill != null) {
      if (!fill.orderId().equals(order.id()) || !fill.instance().equals(order.instance())) {
        throw new IllegalArgumentException("expected a fill of order " + order + ", found " + fill);
      }
      writeFill(fill, to.putObject("fill"));
    }
  }

  static Effect.OrderChanged read(JsonNode from) {
    Order order =
        Order.restore(
            ClientOrderId.of(JsonFields.text(from, "id")),
            InstanceId.of(JsonFields.text(from, "instance")),
            readRequest(JsonFields.field(from, "request")),
            from.has("weightAtFill")
                ? Fixed.parse(JsonFields.text(from, "weightAtFill"))
                : NOT_SIZED_AT_FILL,
            Side.valueOf(JsonFields.text(from, "side")),
            Quantity.parse(JsonFields.text(from, "quantity")),
            OrderStatus.valueOf(JsonFields.text(from, "status")),
            from.has("venueOrderId")
                ? VenueOrderId.of(JsonFields.text(from, "venueOrderId"))
                : null,
            Quantity.parse(JsonFields.text(from, "filled")),
            Fixed.parse(JsonFields.text(from, "filledValue")),
            JsonFields.number(from, "created"),
            JsonFields.number(from, "updated"),
            JsonFields.text(from, "reason"));
    order =
        Order.restore(
            order,
            from.has("link") ? OrderLink.parse(JsonFields.text(from, "link")) : null,
            from.has("replacement") ? readReplacement(JsonFields.field(from, "replacement")) : null,
            from.has("triggered") && JsonFields.bool(from, "triggered"),
            from.has("unknown") && JsonFields.bool(from, "unknown"));
    return new Effect.OrderChanged(
        order,
        from.has("fill") ? readFill(JsonFields.field(from, "fill"), order) : null,
        JsonFields.number(from, "venueSequence"));
  }

  private static void writeRequest(OrderRequest request, ObjectNode to) {
    to.put("instrument", request.instrument().toString())
        .put("side", request.side().name())
        .put("type", request.type().name())
        .put("quantity", request.quantity().toString())
        .put("tag", request.tag());
    request.limitPrice().ifPresent(price -> to.put("limitPrice", price.toString()));
    request.stopPrice().ifPresent(price -> to.put("stopPrice", price.toString()));
    request.trailingOffset().ifPresent(offset -> to.put("trailing", offset.toString()));
    if (request.timeInForce() != TimeInForce.GTC) {
      to.put("timeInForce", request.timeInForce().name());
    }
    if (request.expireNanos() != 0) {
      to.put("expires", request.expireNanos());
    }
    if (request.isPostOnly()) {
      to.put("postOnly", true);
    }
    if (request.isReduceOnly()) {
      to.put("reduceOnly", true);
    }
    request.position().ifPresent(id -> to.put("position", id.toString()));
  }

  private static void writeReplacement(Replacement replacement, ObjectNode to) {
    replacement.quantity().ifPresent(quantity -> to.put("quantity", quantity.toString()));
    replacement.limitPrice().ifPresent(price -> to.put("limitPrice", price.toString()));
    replacement.stopPrice().ifPresent(price -> to.put("stopPrice", price.toString()));
    replacement.trailingOffset().ifPresent(offset -> to.put("trailing", offset.toString()));
  }

  private static Replacement readReplacement(JsonNode from) {
    Replacement wanted =
        Replacement.of(
            from.has("quantity") ? Quantity.parse(JsonFields.text(from, "quantity")) : null,
            price(from, "limitPrice"),
            price(from, "stopPrice"));
    return from.has("trailing")
        ? wanted.withTrailingOffset(TrailingOffset.parse(JsonFields.text(from, "trailing")))
        : wanted;
  }

  private static @Nullable Price price(JsonNode from, String name) {
    return from.has(name) ? Price.parse(JsonFields.text(from, name)) : null;
  }

  private static OrderRequest readRequest(JsonNode from) {
    InstrumentId instrument = InstrumentId.of(JsonFields.text(from, "instrument"));
    Side side = Side.valueOf(JsonFields.text(from, "side"));
    Quantity quantity = Quantity.parse(JsonFields.text(from, "quantity"));
    OrderRequest.Builder request =
        OrderRequest.builder(
                instrument, side, OrderType.valueOf(JsonFields.text(from, "type")), quantity)
            .tag(JsonFields.text(from, "tag"));
    if (from.has("limitPrice")) {
      request.limit(Price.parse(JsonFields.text(from, "limitPrice")));
    }
    if (from.has("stopPrice")) {
      request.stop(Price.parse(JsonFields.text(from, "stopPrice")));
    }
    if (from.has("trailing")) {
      request.trailing(TrailingOffset.parse(JsonFields.text(from, "trailing")));
    }
    if (from.has("timeInForce")) {
      request.timeInForce(TimeInForce.valueOf(JsonFields.text(from, "timeInForce")));
    }
    if (from.has("expires")) {
      request.expireNanos(JsonFields.number(from, "expires"));
    }
    return request
        .postOnly(from.has("postOnly") && JsonFields.bool(from, "postOnly"))
        .reduceOnly(from.has("reduceOnly") && JsonFields.bool(from, "reduceOnly"))
        .position(from.has("position") ? PositionId.of(JsonFields.text(from, "position")) : null)
        .build();
  }

  private static void writeFill(Fill fill, ObjectNode to) {
    to.put("executionId", fill.executionId().toString())
        .put("side", fill.side().name())
        .put("quantity", fill.quantity().toString())
        .put("price", fill.price().toString())
        .put("fee", fill.fee().toString())
        .put("time", fill.timeNanos())
        .put("received", fill.receivedNanos());
  }

  private static Fill readFill(JsonNode from, Order order) {
    return new Fill(
        ExecutionId.of(JsonFields.text(from, "executionId")),
        order.id(),
        order.instance(),
        order.instrument(),
        Side.valueOf(JsonFields.text(from, "side")),
        Quantity.parse(JsonFields.text(from, "quantity")),
        Price.parse(JsonFields.text(from, "price")),
        Money.parse(JsonFields.text(from, "fee")),
        JsonFields.number(from, "time"),
        JsonFields.number(from, "received"));
  }
}
