package io.qbrain.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An order as it stood at one time. Each transition returns a new order and throws {@link
 * IllegalStateException} where the order's status does not allow it.
 *
 * <pre>
 * INITIALIZED -> DENIED | SUBMITTED -> REJECTED | ACCEPTED -> (TRIGGERED) -> PARTIALLY_FILLED -> FILLED
 * any open status -> PENDING_CANCEL -> CANCELED; any open status -> CANCELED | EXPIRED
 * </pre>
 *
 * <p>Always: filled + leaves = quantity while open, leaves = 0 once terminal. A fill wins over a
 * pending cancel. An order {@link #isSizedAtFill sized at the fill} has quantity and side from then
 * on only; before, its quantity is zero.
 */
public final class Order {
  private final ClientOrderId id;
  private final InstanceId instance;
  private final OrderRequest request;
  private final long weightAtFill;
  private final long quantity;
  private final Side side;
  private final OrderStatus status;
  private final @Nullable VenueOrderId venueOrderId;
  private final long filled;
  private final long filledValue;
  private final long createdNanos;
  private final long updatedNanos;
  private final String reason;

  private Order(Draft d) {
    this.id = d.id;
    this.instance = d.instance;
    this.request = d.request;
    this.weightAtFill = d.weightAtFill;
    this.quantity = d.quantity;
    this.side = d.side;
    this.status = d.status;
    this.venueOrderId = d.venueOrderId;
    this.filled = d.filled;
    this.filledValue = d.filledValue;
    this.createdNanos = d.createdNanos;
    this.updatedNanos = d.updatedNanos;
    this.reason = d.reason;
  }

  /** Returns a new order, INITIALIZED. */
  public static Order of(
      ClientOrderId id, InstanceId instance, OrderRequest request, long timeNanos) {
    return new Order(new Draft(id, instance, request, timeNanos));
  }

  /**
   * Returns a new order whose side and quantity are fixed by the fill price: it brings the position
   * to {@code weight} (1 = all, in units of 1e-8) of the instance's equity at that price. The
   * request's quantity must be zero.
   */
  public static Order sizedAtFill(
      ClientOrderId id, InstanceId instance, OrderRequest request, long weight, long timeNanos) {
    if (!request.quantity().isZero() || request.type() != OrderType.MARKET) {
      throw new IllegalArgumentException("expected a market order of quantity 0, found " + request);
    }
    Draft d = new Draft(id, instance, request, timeNanos);
    d.weightAtFill = weight;
    return new Order(d);
  }

  /**
   * Returns an order with every field given, as read from a store.
   *
   * @param weightAtFill see {@link #sizedAtFill}; {@link Long#MIN_VALUE} for an ordinary order
   */
  public static Order restore(
      ClientOrderId id,
      InstanceId instance,
      OrderRequest request,
      long weightAtFill,
      Side side,
      Quantity quantity,
      OrderStatus status,
      @Nullable VenueOrderId venueOrderId,
      Quantity filled,
      long filledValueRaw,
      long createdNanos,
      long updatedNanos,
      String reason) {
    Draft d = new Draft(id, instance, request, createdNanos);
    d.weightAtFill = weightAtFill;
    d.side = side;
    d.quantity = quantity.raw();
    d.status = status;
    d.venueOrderId = venueOrderId;
    d.filled = filled.raw();
    d.filledValue = filledValueRaw;
    d.updatedNanos = updatedNanos;
    d.reason = reason;
    return new Order(d);
  }

  /** Refuses the order before it is sent. */
  public Order denied(String reasonText, long timeNanos) {
    return next("denied", status == OrderStatus.INITIALIZED, OrderStatus.DENIED, timeNanos)
        .because(reasonText)
        .build();
  }

  /** Sends the order. */
  public Order submitted(long timeNanos) {
    return next("submitted", status == OrderStatus.INITIALIZED, OrderStatus.SUBMITTED, timeNanos)
        .build();
  }

  /** The venue has the order; an acknowledgement that comes late changes no status. */
  public Order accepted(VenueOrderId byVenue, long timeNanos) {
    Draft d =
        next(
            "accepted",
            status.isOpen(),
            status == OrderStatus.SUBMITTED ? OrderStatus.ACCEPTED : status,
            timeNanos);
    d.venueOrderId = byVenue;
    return d.build();
  }

  /** The venue refuses the order. */
  public Order rejected(String reasonText, long timeNanos) {
    return next("rejected", status.isOpen() && filled == 0, OrderStatus.REJECTED, timeNanos)
        .because(reasonText)
        .build();
  }

  /** The stop price was touched. */
  public Order triggered(long timeNanos) {
    return next(
            "triggered",
            status.isOpen() && request.type() == OrderType.STOP,
            status == OrderStatus.ACCEPTED ? OrderStatus.TRIGGERED : status,
            timeNanos)
        .build();
  }

  /** Fixes the side and quantity of an order that is sized at the fill. */
  public Order sized(Side newSide, Quantity newQuantity, long timeNanos) {
    Draft d = next("sized", isSizedAtFill() && quantity == 0 && status.isOpen(), status, timeNanos);
    d.side = newSide;
    d.quantity = newQuantity.raw();
    return d.build();
  }

  /** Part or all of the order traded. */
  public Order filled(Quantity lastQuantity, Price lastPrice, long timeNanos) {
    if (lastQuantity.signum() <= 0 || lastQuantity.raw() > leavesQuantity().raw()) {
      throw new IllegalStateException(
          "order "
              + id
              + ": expected a fill of at most "
              + leavesQuantity()
              + ", found "
              + lastQuantity);
    }
    long total = Math.addExact(filled, lastQuantity.raw());
    OrderStatus after =
        total == quantity
            ? OrderStatus.FILLED
            : status == OrderStatus.PENDING_CANCEL
                ? OrderStatus.PENDING_CANCEL
                : OrderStatus.PARTIALLY_FILLED;
    Draft d = next("filled", status.isOpen(), after, timeNanos);
    d.filled = total;
    d.filledValue = Math.addExact(filledValue, Fixed.multiply(lastQuantity.raw(), lastPrice.raw()));
    return d.build();
  }

  /** Asks the venue to cancel. */
  public Order pendingCancel(long timeNanos) {
    return next("canceled", status.isOpen(), OrderStatus.PENDING_CANCEL, timeNanos).build();
  }

  /** What is left of the order is canceled. */
  public Order canceled(String reasonText, long timeNanos) {
    return next("canceled", status.isOpen(), OrderStatus.CANCELED, timeNanos)
        .because(reasonText)
        .build();
  }

  /** What is left of the order has expired. */
  public Order expired(String reasonText, long timeNanos) {
    return next("expired", status.isOpen(), OrderStatus.EXPIRED, timeNanos)
        .because(reasonText)
        .build();
  }

  private Draft next(String what, boolean allowed, OrderStatus after, long timeNanos) {
    if (!allowed) {
      throw new IllegalStateException("order " + id + " is " + status + " and cannot be " + what);
    }
    Draft d = new Draft(id, instance, request, createdNanos);
    d.weightAtFill = weightAtFill;
    d.quantity = quantity;
    d.side = side;
    d.status = after;
    d.venueOrderId = venueOrderId;
    d.filled = filled;
    d.filledValue = filledValue;
    d.updatedNanos = timeNanos;
    d.reason = reason;
    return d;
  }

  /** Returns our id (FIX ClOrdID). */
  public ClientOrderId id() {
    return id;
  }

  /** Returns the instance that owns the order. */
  public InstanceId instance() {
    return instance;
  }

  /** Returns what was asked for. */
  public OrderRequest request() {
    return request;
  }

  /** Returns the instrument. */
  public InstrumentId instrument() {
    return request.instrument();
  }

  /** Returns the type. */
  public OrderType type() {
    return request.type();
  }

  /** Returns the side. */
  public Side side() {
    return side;
  }

  /** Returns the quantity ordered (FIX OrderQty). */
  public Quantity quantity() {
    return Quantity.ofRaw(quantity);
  }

  /** Returns whether side and quantity are fixed by the fill price. */
  public boolean isSizedAtFill() {
    return weightAtFill != Long.MIN_VALUE;
  }

  /** Returns the weight of an order that is sized at the fill, in units of 1e-8. */
  public long weightAtFillRaw() {
    return weightAtFill;
  }

  /** Returns the status. */
  public OrderStatus status() {
    return status;
  }

  /** Returns the venue's id, once it is known. */
  public Optional<VenueOrderId> venueOrderId() {
    return Optional.ofNullable(venueOrderId);
  }

  /** Returns the quantity filled (FIX CumQty). */
  public Quantity filledQuantity() {
    return Quantity.ofRaw(filled);
  }

  /** Returns the quantity that may still fill (FIX LeavesQty). */
  public Quantity leavesQuantity() {
    return status.isTerminal() ? Quantity.ZERO : Quantity.ofRaw(quantity - filled);
  }

  /** Returns the sum of quantity x price over the fills, in units of 1e-8. */
  public long filledValueRaw() {
    return filledValue;
  }

  /** Returns the mean price of the fills (FIX AvgPx), half even to 1e-8, if there are any. */
  public Optional<Price> averagePrice() {
    return filled == 0
        ? Optional.empty()
        : Optional.of(Price.ofRaw(Fixed.divide(filledValue, filled)));
  }

  /** Returns when the order was made, in nanoseconds since 1970. */
  public long createdNanos() {
    return createdNanos;
  }

  /** Returns when it last changed, in nanoseconds since 1970. */
  public long updatedNanos() {
    return updatedNanos;
  }

  /** Returns when it last changed. */
  public Instant updated() {
    return Times.instant(updatedNanos);
  }

  /** Returns why it was denied, rejected, canceled or expired; else empty. */
  public String reason() {
    return reason;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Order that
            && id.equals(that.id)
            && instance.equals(that.instance)
            && request.equals(that.request)
            && weightAtFill == that.weightAtFill
            && quantity == that.quantity
            && side == that.side
            && status == that.status
            && Objects.equals(venueOrderId, that.venueOrderId)
            && filled == that.filled
            && filledValue == that.filledValue
            && createdNanos == that.createdNanos
            && updatedNanos == that.updatedNanos
            && reason.equals(that.reason));
  }

  @Override
  public int hashCode() {
    return 31 * id.hashCode() + status.hashCode();
  }

  @Override
  public String toString() {
    return id
        + " "
        + status
        + " "
        + side
        + " "
        + quantity()
        + " "
        + instrument()
        + " "
        + type()
        + ", filled "
        + filledQuantity();
  }

  private static final class Draft {
    private final ClientOrderId id;
    private final InstanceId instance;
    private final OrderRequest request;
    private final long createdNanos;
    private long weightAtFill = Long.MIN_VALUE;
    private long quantity;
    private Side side;
    private OrderStatus status = OrderStatus.INITIALIZED;
    private @Nullable VenueOrderId venueOrderId;
    private long filled;
    private long filledValue;
    private long updatedNanos;
    private String reason = "";

    private Draft(ClientOrderId id, InstanceId instance, OrderRequest request, long timeNanos) {
      this.id = id;
      this.instance = instance;
      this.request = request;
      this.createdNanos = timeNanos;
      this.updatedNanos = timeNanos;
      this.quantity = request.quantity().raw();
      this.side = request.side();
    }

    private Draft because(String reasonText) {
      reason = reasonText;
      return this;
    }

    private Order build() {
      return new Order(this);
    }
  }
}
