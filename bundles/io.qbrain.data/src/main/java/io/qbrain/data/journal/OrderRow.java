package io.qbrain.data.journal;

import io.qbrain.model.Order;
import io.qbrain.model.OrderLink;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.Price;
import io.qbrain.model.TrailingOffset;
import io.qbrain.model.VenueOrderId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An order as it is now. */
@Entity
@IdClass(AccountKey.class)
@Table(name = "trading_order")
class OrderRow {
  @Id
  @Column(name = "account")
  private String account = "";

  @Id
  @Column(name = "id")
  private String id = "";

  @Column(name = "instance")
  private String instance = "";

  @Column(name = "instrument")
  private String instrument = "";

  @Column(name = "side")
  private String side = "";

  @Column(name = "type")
  private String type = "";

  @Column(name = "quantity")
  private BigDecimal quantity = BigDecimal.ZERO;

  @Column(name = "limit_price")
  private @Nullable BigDecimal limitPrice;

  @Column(name = "stop_price")
  private @Nullable BigDecimal stopPrice;

  @Column(name = "weight_at_fill")
  private @Nullable BigDecimal weightAtFill;

  @Column(name = "time_in_force")
  private String timeInForce = "GTC";

  @Column(name = "expires_nanos")
  private @Nullable Long expiresNanos;

  @Column(name = "trailing_offset")
  private @Nullable String trailingOffset;

  @Column(name = "post_only")
  private boolean postOnly;

  @Column(name = "reduce_only")
  private boolean reduceOnly;

  @Column(name = "link")
  private @Nullable String link;

  @Column(name = "tag")
  private String tag = "";

  @Column(name = "status")
  private String status = "";

  @Column(name = "venue_order_id")
  private @Nullable String venueOrderId;

  @Column(name = "filled")
  private BigDecimal filled = BigDecimal.ZERO;

  @Column(name = "filled_value")
  private BigDecimal filledValue = BigDecimal.ZERO;

  @Column(name = "reason")
  private String reason = "";

  @Column(name = "venue_sequence")
  private long venueSequence;

  @Column(name = "created_nanos")
  private long createdNanos;

  @Column(name = "updated_nanos")
  private long updatedNanos;

  @Column(name = "turn")
  private @Nullable Long turn;

  protected OrderRow() {}

  OrderRow(String account, Order order) {
    this.account = account;
    OrderRequest request = order.request();
    id = order.id().toString();
    instance = order.instance().toString();
    instrument = order.instrument().toString();
    type = order.type().name();
    timeInForce = request.timeInForce().name();
    expiresNanos = request.expireNanos() == 0 ? null : request.expireNanos();
    trailingOffset = request.trailingOffset().map(TrailingOffset::toString).orElse(null);
    postOnly = request.isPostOnly();
    reduceOnly = request.isReduceOnly();
    link = order.link().map(OrderLink::toString).orElse(null);
    weightAtFill = order.isSizedAtFill() ? decimal(order.weightAtFillRaw()) : null;
    tag = request.tag();
    createdNanos = order.createdNanos();
  }

  String id() {
    return id;
  }

  void follow(Order order, long byVenueSequence, long byTurn) {
    turn = byTurn;
    side = order.side().name();
    limitPrice = order.request().limitPrice().map(Price::toBigDecimal).orElse(null);
    stopPrice = order.request().stopPrice().map(Price::toBigDecimal).orElse(null);
    quantity = order.quantity().toBigDecimal();
    status = order.status().name();
    venueOrderId = order.venueOrderId().map(VenueOrderId::toString).orElse(null);
    filled = order.filledQuantity().toBigDecimal();
    filledValue = decimal(order.filledValueRaw());
    reason = order.reason();
    venueSequence = Math.max(venueSequence, byVenueSequence);
    updatedNanos = order.updatedNanos();
  }

  private static BigDecimal decimal(long raw) {
    return Price.ofRaw(raw).toBigDecimal();
  }
}
