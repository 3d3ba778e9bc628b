package io.qbrain.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an order at one time. The fields that are not final are set by the transitions
 * of {@link Order} alone, before anybody else has the copy.
 */
abstract sealed class OrderFields permits Order {
  final ClientOrderId id;
  final InstanceId instance;
  OrderRequest request;
  Side side;
  OrderStatus status;
  @Nullable VenueOrderId venueOrderId;
  long filled;
  long filledValue;
  final long createdNanos;
  long updatedNanos;
  OrderExtras extras;

  OrderFields(ClientOrderId id, InstanceId instance, OrderRequest request, long createdNanos) {
    this.id = id;
    this.instance = instance;
    this.request = request;
    this.createdNanos = createdNanos;
    this.updatedNanos = createdNanos;
    this.side = request.side();
    this.status = OrderStatus.INITIALIZED;
    this.extras = OrderExtras.NONE;
  }

  OrderFields(OrderFields from) {
    this.id = from.id;
    this.instance = from.instance;
    this.request = from.request;
    this.side = from.side;
    this.status = from.status;
    this.venueOrderId = from.venueOrderId;
    this.filled = from.filled;
    this.filledValue = from.filledValue;
    this.createdNanos = from.createdNanos;
    this.updatedNanos = from.updatedNanos;
    this.extras = from.extras;
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
    long raw = extras.quantity();
    return raw == OrderExtras.AS_REQUESTED ? request.quantity() : Quantity.ofRaw(raw);
  }

  /**
   * Returns the quantity ordered in units of 1e-8.
   *
   * @since 1.1
   */
  public long quantityRaw() {
    long raw = extras.quantity();
    return raw == OrderExtras.AS_REQUESTED ? request.quantity().raw() : raw;
  }

  /** Sets the quantity, after the request. */
  final void resize(long raw) {
    extras = extras.withQuantity(raw == request.quantity().raw() ? OrderExtras.AS_REQUESTED : raw);
  }

  /** Returns whether side and quantity are fixed by the fill price. */
  public boolean isSizedAtFill() {
    return extras.weightAtFill() != OrderExtras.NO_WEIGHT;
  }

  /** Returns the weight of an order that is sized at the fill, in units of 1e-8. */
  public long weightAtFillRaw() {
    return extras.weightAtFill();
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

  /**
   * Returns the quantity filled in units of 1e-8.
   *
   * @since 1.1
   */
  public long filledRaw() {
    return filled;
  }

  /** Returns the quantity that may still fill (FIX LeavesQty). */
  public Quantity leavesQuantity() {
    return Quantity.ofRaw(leavesRaw());
  }

  /**
   * Returns the quantity that may still fill in units of 1e-8.
   *
   * @since 1.1
   */
  public long leavesRaw() {
    return status.isTerminal() ? 0 : quantityRaw() - filled;
  }

  /**
   * Returns the quantity that may still fill if the venue takes a pending replacement or does not,
   * whichever is more. The same as {@link #leavesQuantity} where none is pending.
   *
   * @since 1.1
   */
  public Quantity exposedQuantity() {
    return Quantity.ofRaw(exposedRaw());
  }

  /**
   * Returns the {@link #exposedQuantity} in units of 1e-8.
   *
   * @since 1.1
   */
  public long exposedRaw() {
    Replacement wanted = extras.replacement();
    if (wanted == null || status.isTerminal()) {
      return leavesRaw();
    }
    long after = wanted.quantity().map(Quantity::raw).orElse(quantityRaw());
    return Math.max(quantityRaw(), after) - filled;
  }

  /**
   * Returns the place of the order in a list of orders that depend on each other.
   *
   * @since 1.1
   */
  public Optional<OrderLink> link() {
    return Optional.ofNullable(extras.link());
  }

  /**
   * Returns whether the order is part of a list of orders that depend on each other.
   *
   * @since 1.1
   */
  public boolean isLinked() {
    return extras.link() != null;
  }

  /**
   * Returns whether the order waits for another one to trigger it.
   *
   * @since 1.1
   */
  public boolean isHeld() {
    OrderLink link = extras.link();
    return status == OrderStatus.INITIALIZED && link != null && link.parent() != null;
  }

  /**
   * Returns what the order is to become, while the venue has not answered.
   *
   * @since 1.1
   */
  public Optional<Replacement> replacement() {
    return Optional.ofNullable(extras.replacement());
  }

  /**
   * Returns whether the stop or trigger price was touched.
   *
   * @since 1.1
   */
  public boolean isTriggered() {
    return extras.triggered();
  }

  /**
   * Returns whether the venue's answer is not known: it may have the order or not.
   *
   * @since 1.1
   */
  public boolean isUnknown() {
    return extras.unknown();
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

  /**
   * Returns why it was denied, rejected, canceled or expired, why a replacement was refused, or
   * what was odd about its last report; else empty.
   */
  public String reason() {
    return extras.reason();
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof OrderFields that
            && id.equals(that.id)
            && instance.equals(that.instance)
            && request.equals(that.request)
            && quantityRaw() == that.quantityRaw()
            && side == that.side
            && status == that.status
            && Objects.equals(venueOrderId, that.venueOrderId)
            && filled == that.filled
            && filledValue == that.filledValue
            && createdNanos == that.createdNanos
            && updatedNanos == that.updatedNanos
            && extras.equals(that.extras));
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
}
