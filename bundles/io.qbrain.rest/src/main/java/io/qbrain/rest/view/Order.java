package io.qbrain.rest.view;

import io.qbrain.model.Fixed;
import io.qbrain.model.OrderLink;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.Replacement;
import io.qbrain.model.TrailingOffset;
import io.qbrain.model.VenueOrderId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An order as it stands. */
@Schema(description = "An order as it stands.")
public record Order(
    String id,
    String instance,
    String instrument,
    @Schema(allowableValues = {"BUY", "SELL"}) String side,
    @Schema(
            allowableValues = {
              "MARKET",
              "LIMIT",
              "STOP",
              "STOP_LIMIT",
              "TRAILING_STOP",
              "MARKET_IF_TOUCHED",
              "LIMIT_IF_TOUCHED",
              "MARKET_ON_OPEN",
              "MARKET_ON_CLOSE"
            })
        String type,
    @Schema(
            allowableValues = {
              "INITIALIZED",
              "DENIED",
              "SUBMITTED",
              "REJECTED",
              "ACCEPTED",
              "TRIGGERED",
              "PARTIALLY_FILLED",
              "FILLED",
              "PENDING_CANCEL",
              "CANCELED",
              "EXPIRED",
              "PENDING_REPLACE"
            })
        String status,
    @Schema(description = "it is on its way to the venue or works there") boolean open,
    @Schema(format = "decimal", description = "0 until an order sized at the fill is filled")
        String quantity,
    @Schema(format = "decimal") String filledQuantity,
    @Schema(format = "decimal", description = "what may still fill") String leavesQuantity,
    @Schema(format = "decimal") @Nullable String limitPrice,
    @Schema(format = "decimal") @Nullable String stopPrice,
    @Schema(format = "decimal", description = "mean price of the fills")
        @Nullable String averagePrice,
    @Schema(format = "decimal", description = "weight of equity of an order sized at the fill")
        @Nullable String weightAtFill,
    @Nullable String venueOrderId,
    String tag,
    @Schema(description = "why it was denied, rejected, canceled or expired, else empty")
        String reason,
    @Schema(format = "date-time") String created,
    @Schema(format = "date-time") String updated,
    @Schema(allowableValues = {"DAY", "GTC", "IOC", "FOK", "GTD", "OPG", "ATC"}) String timeInForce,
    @Schema(format = "date-time", description = "until when an order of GTD works")
        @Nullable String expires,
    @Schema(description = "how far a trailing stop stays behind the market, e.g. 10 ticks")
        @Nullable String trailingOffset,
    @Schema(description = "post-only and reduce-only, if the order is that")
        @Nullable List<String> flags,
    @Schema(description = "how it depends on others: contingency, list, and what triggers it")
        @Nullable String link,
    @Schema(description = "what it is to become, while the venue has not answered")
        @Nullable String replacement,
    @Schema(description = "the venue's answer is not known") @Nullable Boolean unknown) {

  /** Renders an order. */
  public static Order of(io.qbrain.model.Order o) {
    return new Order(
        o.id().toString(),
        o.instance().toString(),
        o.instrument().toString(),
        o.side().name(),
        o.type().name(),
        o.status().name(),
        o.status().isOpen(),
        o.quantity().toString(),
        o.filledQuantity().toString(),
        o.leavesQuantity().toString(),
        o.request().limitPrice().map(Price::toString).orElse(null),
        o.request().stopPrice().map(Price::toString).orElse(null),
        o.averagePrice().map(Price::toString).orElse(null),
        o.isSizedAtFill() ? Fixed.format(o.weightAtFillRaw()) : null,
        o.venueOrderId().map(VenueOrderId::toString).orElse(null),
        o.request().tag(),
        o.reason(),
        Moment.of(o.createdNanos()),
        Moment.of(o.updatedNanos()),
        o.request().timeInForce().name(),
        o.request().expireNanos() == 0 ? null : Moment.of(o.request().expireNanos()),
        o.request().trailingOffset().map(TrailingOffset::toString).orElse(null),
        flags(o.request()),
        o.link().map(OrderLink::toString).orElse(null),
        o.replacement().map(Replacement::toString).orElse(null),
        o.isUnknown() ? Boolean.TRUE : null);
  }

  private static @Nullable List<String> flags(OrderRequest request) {
    if (!request.isPostOnly() && !request.isReduceOnly()) {
      return null;
    }
    return Stream.of(
            request.isPostOnly() ? "post-only" : "", request.isReduceOnly() ? "reduce-only" : "")
        .filter(flag -> !flag.isEmpty())
        .toList();
  }
}
