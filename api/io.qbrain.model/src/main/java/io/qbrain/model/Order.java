package io.qbrain.model;

import org.jspecify.annotations.Nullable;

/**
 * An order as it stood at one time. Each transition returns a new order and throws {@link
 * IllegalStateException} where the order's status does not allow it.
 *
 * <pre>
 * INITIALIZED -> DENIED | SUBMITTED -> REJECTED | ACCEPTED -> (TRIGGERED) -> PARTIALLY_FILLED -> FILLED
 * any open status -> PENDING_CANCEL -> CANCELED or back; any open status -> CANCELED | EXPIRED
 * any open status -> PENDING_REPLACE -> what it was before, with or without the replacement
 * </pre>
 *
 * <p>Always: filled + leaves = quantity while open, leaves = 0 once terminal. A fill wins over a
 * pending cancel or replacement and counts against the order as it was. An order {@link
 * #isSizedAtFill sized at the fill} has quantity and side from then on only; before, its quantity
 * is zero. An order that another one triggers stays INITIALIZED until it is triggered.
 */
public final class Order extends OrderFields {
  private Order(ClientOrderId id, InstanceId instance, OrderRequest request, long createdNanos) {
    super(id, instance, request, createdNanos);
  }

  /** A copy for a transition, which changes it before anybody else has it. */
  private Order(Order from) {
    super(from);
  }

  /** Returns a new order, INITIALIZED. */
  public static Order of(
      ClientOrderId id, InstanceId instance, OrderRequest request, long timeNanos) {
    return new Order(id, instance, request, timeNanos);
  }

  /**
   * Returns a new order that is sent at once: the same as {@link #of} and {@link #submitted}, with
   * one object less.
   *
   * @since 1.1
   */
  public static Order sent(
      ClientOrderId id, InstanceId instance, OrderRequest request, long timeNanos) {
    Order d = new Order(id, instance, request, timeNanos);
    d.status = OrderStatus.SUBMITTED;
    return d;
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
    Order d = new Order(id, instance, request, timeNanos);
    d.extras = d.extras.withWeightAtFill(weight);
    return d;
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
    Order d = new Order(id, instance, request, createdNanos);
    d.extras = d.extras.withWeightAtFill(weightAtFill);
    d.side = side;
    d.resize(quantity.raw());
    d.status = status;
    d.venueOrderId = venueOrderId;
    d.filled = filled.raw();
    d.filledValue = filledValueRaw;
    d.updatedNanos = updatedNanos;
    d.extras = d.extras.withReason(reason);
    return d;
  }

  /**
   * Returns an order with the fields given that {@link #restore} without them leaves empty.
   *
   * @param plain everything else
   * @param link its place in a list of orders, or null
   * @param replacement what it is to become, or null
   * @param triggered whether its stop or trigger price was touched
   * @param unknown whether the venue's answer to it is not known
   * @since 1.1
   */
  public static Order restore(
      Order plain,
      @Nullable OrderLink link,
      @Nullable Replacement replacement,
      boolean triggered,
      boolean unknown) {
    Order d = plain.draft(plain.status, plain.updatedNanos);
    d.extras = d.extras.withLink(link);
    d.extras = d.extras.withReplacement(replacement);
    d.extras = d.extras.withTriggered(triggered);
    d.extras = d.extras.withUnknown(unknown);
    return d;
  }

  /**
   * Returns this as a part of a list of orders.
   *
   * @since 1.1
   */
  public Order linked(OrderLink newLink) {
    Order d = next("linked", status == OrderStatus.INITIALIZED, status, updatedNanos);
    d.extras = d.extras.withLink(newLink);
    return d;
  }

  /**
   * Returns this with another quantity, before it is sent.
   *
   * @since 1.1
   */
  public Order resized(Quantity newQuantity, long timeNanos) {
    Order d = next("resized", status == OrderStatus.INITIALIZED, status, timeNanos);
    d.resize(newQuantity.raw());
    return d;
  }

  /**
   * Returns this as a replacement asks for, before it is sent.
   *
   * @since 1.1
   */
  public Order amended(Replacement wanted, long timeNanos) {
    Order d = next("changed", status == OrderStatus.INITIALIZED, status, timeNanos);
    d.request = request.withPricesOf(wanted);
    Quantity newQuantity = wanted.quantity().orElse(null);
    if (newQuantity != null) {
      d.request = d.request.withQuantity(newQuantity);
      d.resize(newQuantity.raw());
    }
    return d;
  }

  /** Refuses the order before it is sent. */
  public Order denied(String reasonText, long timeNanos) {
    return next("denied", status == OrderStatus.INITIALIZED, OrderStatus.DENIED, timeNanos)
        .because(reasonText);
  }

  /** Sends the order. */
  public Order submitted(long timeNanos) {
    return next("submitted", status == OrderStatus.INITIALIZED, OrderStatus.SUBMITTED, timeNanos);
  }

  /** The venue has the order; an acknowledgement that comes late changes no status. */
  public Order accepted(VenueOrderId byVenue, long timeNanos) {
    Order d =
        next(
            "accepted",
            status.isOpen(),
            status == OrderStatus.SUBMITTED ? OrderStatus.ACCEPTED : status,
            timeNanos);
    d.venueOrderId = byVenue;
    d.extras = d.extras.withUnknown(false);
    return d;
  }

  /** The venue refuses the order. */
  public Order rejected(String reasonText, long timeNanos) {
    return next("rejected", status.isOpen() && filled == 0, OrderStatus.REJECTED, timeNanos)
        .because(reasonText)
        .ended();
  }

  /** The stop or trigger price was touched. */
  public Order triggered(long timeNanos) {
    Order d =
        next(
            "triggered",
            status.isOpen() && request.type().isTriggered(),
            status == OrderStatus.ACCEPTED ? OrderStatus.TRIGGERED : status,
            timeNanos);
    d.extras = d.extras.withTriggered(true);
    return d;
  }

  /** Fixes the side and quantity of an order that is sized at the fill. */
  public Order sized(Side newSide, Quantity newQuantity, long timeNanos) {
    Order d =
        next("sized", isSizedAtFill() && quantityRaw() == 0 && status.isOpen(), status, timeNanos);
    d.side = newSide;
    d.resize(newQuantity.raw());
    return d;
  }

  /** Part or all of the order traded. */
  public Order filled(Quantity lastQuantity, Price lastPrice, long timeNanos) {
    if (lastQuantity.signum() <= 0 || lastQuantity.raw() > leavesRaw()) {
      throw new IllegalStateException(
          "order "
              + id
              + ": expected a fill of at most "
              + leavesQuantity()
              + ", found "
              + lastQuantity);
    }
    return traded("filled", status.isOpen(), lastQuantity, lastPrice, timeNanos);
  }

  /**
   * More traded than the order had left, or an order traded after its end: the fill counts, and the
   * order is closed.
   *
   * @param reasonText why this is odd
   * @since 1.1
   */
  public Order overfilled(
      Quantity lastQuantity, Price lastPrice, String reasonText, long timeNanos) {
    Order d = traded("filled", lastQuantity.signum() > 0, lastQuantity, lastPrice, timeNanos);
    d.status = d.filled >= quantityRaw() ? OrderStatus.FILLED : status;
    return (d.status.isTerminal() ? d.ended() : d).because(reasonText);
  }

  private Order traded(
      String what, boolean allowed, Quantity lastQuantity, Price lastPrice, long timeNanos) {
    long total = Math.addExact(filled, lastQuantity.raw());
    boolean pending = status == OrderStatus.PENDING_CANCEL || status == OrderStatus.PENDING_REPLACE;
    OrderStatus after =
        total == quantityRaw()
            ? OrderStatus.FILLED
            : pending ? status : OrderStatus.PARTIALLY_FILLED;
    Order d = next(what, allowed, after, timeNanos);
    d.filled = total;
    d.filledValue = Math.addExact(filledValue, Fixed.multiply(lastQuantity.raw(), lastPrice.raw()));
    d.extras = d.extras.withUnknown(false);
    if (after == OrderStatus.FILLED) {
      d.extras = d.extras.withReplacement(null);
    }
    return d;
  }

  /**
   * The venue takes a fill back (FIX Trade Cancel). An order that was filled is open again for it;
   * any other closed order stays closed.
   *
   * @since 1.1
   */
  public Order busted(
      Quantity bustedQuantity, Price bustedPrice, String reasonText, long timeNanos) {
    boolean allowed = bustedQuantity.signum() > 0 && bustedQuantity.raw() <= filled;
    Order d = next("busted by " + bustedQuantity, allowed, status, timeNanos);
    d.filled = filled - bustedQuantity.raw();
    d.filledValue =
        Math.subtractExact(filledValue, Fixed.multiply(bustedQuantity.raw(), bustedPrice.raw()));
    d.reopen();
    return d.because(reasonText);
  }

  /** Asks the venue to cancel. */
  public Order pendingCancel(long timeNanos) {
    return next("canceled", status.isOpen(), OrderStatus.PENDING_CANCEL, timeNanos);
  }

  /**
   * The venue does not cancel: the order is where it was before.
   *
   * @since 1.1
   */
  public Order cancelRejected(long timeNanos) {
    boolean pending = status == OrderStatus.PENDING_CANCEL;
    return next(
        "open as before",
        status.isOpen(),
        !pending ? status : extras.replacement() != null ? OrderStatus.PENDING_REPLACE : resting(),
        timeNanos);
  }

  /**
   * Asks the venue to change the order.
   *
   * @since 1.1
   */
  public Order pendingReplace(Replacement wanted, long timeNanos) {
    boolean allowed =
        status.isOpen() && status != OrderStatus.PENDING_CANCEL && extras.replacement() == null;
    Order d = next("replaced", allowed, OrderStatus.PENDING_REPLACE, timeNanos);
    d.extras = d.extras.withReplacement(wanted);
    return d;
  }

  /**
   * The venue has changed the order. Where the new quantity is no greater than what has filled, the
   * order is filled; a filled order that is greater now is open again.
   *
   * @param newQuantity the order's quantity as the venue has it; zero if it does not say
   * @since 1.1
   */
  public Order replaced(Quantity newQuantity, long timeNanos) {
    boolean allowed =
        status.isOpen() || (status == OrderStatus.FILLED && newQuantity.raw() > filled);
    OrderStatus after = status == OrderStatus.PENDING_CANCEL ? status : resting();
    Order d = next("replaced", allowed, after, timeNanos);
    Replacement wanted = extras.replacement();
    if (wanted != null) {
      d.request = request.withPricesOf(wanted);
      d.resize(wanted.quantity().map(Quantity::raw).orElse(quantityRaw()));
      d.extras = d.extras.withReplacement(null);
    }
    if (newQuantity.signum() > 0) {
      d.resize(newQuantity.raw());
    }
    if (filled > 0 && d.quantityRaw() <= filled) {
      d.resize(filled);
      d.status = OrderStatus.FILLED;
    }
    return d;
  }

  /**
   * The venue does not change the order: it is as it was before.
   *
   * @since 1.1
   */
  public Order replaceRejected(String reasonText, long timeNanos) {
    OrderStatus after = status == OrderStatus.PENDING_REPLACE ? resting() : status;
    Order d = next("open as before", status.isOpen(), after, timeNanos).because(reasonText);
    d.extras = d.extras.withReplacement(null);
    return d;
  }

  /**
   * The venue's answer is not known: the order is where it was, until the venue is asked.
   *
   * @since 1.1
   */
  public Order unknown(String reasonText, long timeNanos) {
    Order d = next("unknown", status.isOpen(), status, timeNanos).because(reasonText);
    d.extras = d.extras.withUnknown(true);
    return d;
  }

  /**
   * The venue has changed the quantity by itself; what it was asked for is still to be answered.
   *
   * @param newQuantity the quantity of the whole order now
   * @throws IllegalStateException if the order is not open or the quantity is not above 0
   * @since 1.1
   */
  public Order restated(Quantity newQuantity, long timeNanos) {
    boolean allowed = status.isOpen() && newQuantity.signum() > 0;
    boolean done = filled > 0 && newQuantity.raw() <= filled;
    Order d = next("restated", allowed, done ? OrderStatus.FILLED : status, timeNanos);
    d.resize(done ? filled : newQuantity.raw());
    return done ? d.ended() : d;
  }

  /**
   * Returns this with a remark as its reason; nothing else changes.
   *
   * @since 1.1
   */
  public Order noted(String remark) {
    return draft(status, updatedNanos).because(remark);
  }

  private OrderStatus resting() {
    return filled > 0
        ? OrderStatus.PARTIALLY_FILLED
        : extras.triggered()
            ? OrderStatus.TRIGGERED
            : venueOrderId != null ? OrderStatus.ACCEPTED : OrderStatus.SUBMITTED;
  }

  /** What is left of the order is canceled, or an order that waits to be triggered is dropped. */
  public Order canceled(String reasonText, long timeNanos) {
    return next("canceled", status.isOpen() || isHeld(), OrderStatus.CANCELED, timeNanos)
        .because(reasonText)
        .ended();
  }

  /** What is left of the order has expired. */
  public Order expired(String reasonText, long timeNanos) {
    return next("expired", status.isOpen(), OrderStatus.EXPIRED, timeNanos)
        .because(reasonText)
        .ended();
  }

  private Order next(String what, boolean allowed, OrderStatus after, long timeNanos) {
    if (!allowed) {
      throw new IllegalStateException("order " + id + " is " + status + " and cannot be " + what);
    }
    return draft(after, timeNanos);
  }

  private Order draft(OrderStatus after, long timeNanos) {
    Order d = new Order(this);
    d.status = after;
    d.updatedNanos = timeNanos;
    return d;
  }

  private Order because(String reasonText) {
    extras = extras.withReason(reasonText);
    return this;
  }

  private Order ended() {
    extras = extras.withReplacement(null).withUnknown(false);
    return this;
  }

  /** A filled order of which a fill was taken back or changed has something left again. */
  private void reopen() {
    if (status == OrderStatus.FILLED && filled < quantityRaw()) {
      status = filled > 0 ? OrderStatus.PARTIALLY_FILLED : OrderStatus.ACCEPTED;
    } else if (!status.isTerminal() && filled >= quantityRaw()) {
      status = OrderStatus.FILLED;
      extras = extras.withReplacement(null);
    } else if (status == OrderStatus.PARTIALLY_FILLED && filled == 0) {
      status = OrderStatus.ACCEPTED;
    }
  }
}
