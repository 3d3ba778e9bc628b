package io.qbrain.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a strategy asks for: an order before it has an id. Unless it says otherwise it stays until
 * it is filled or canceled ({@link TimeInForce#GTC}).
 *
 * <p>Making one checks nothing but that the parts are there: a request that contradicts itself or
 * is off the instrument's grid is denied with a {@link ReasonCode} before anything is sent.
 */
public final class OrderRequest {
  private final InstrumentId instrument;
  private final Side side;
  private final OrderType type;
  private final Quantity quantity;
  private final @Nullable Price limitPrice;
  private final @Nullable Price stopPrice;
  private final @Nullable TrailingOffset trailing;
  private final TimeInForce timeInForce;
  private final long expireNanos;
  private final boolean postOnly;
  private final boolean reduceOnly;
  private final @Nullable PositionId position;
  private final String tag;

  /** An order at the market, as the builder makes it. */
  private OrderRequest(InstrumentId instrument, Side side, Quantity quantity) {
    this.instrument = Objects.requireNonNull(instrument, "instrument");
    this.side = Objects.requireNonNull(side, "side");
    this.type = OrderType.MARKET;
    this.quantity = Objects.requireNonNull(quantity, "quantity");
    this.limitPrice = null;
    this.stopPrice = null;
    this.trailing = null;
    this.timeInForce = TimeInForce.GTC;
    this.expireNanos = 0;
    this.postOnly = false;
    this.reduceOnly = false;
    this.position = null;
    this.tag = "";
  }

  private OrderRequest(Builder b) {
    this.instrument = Objects.requireNonNull(b.instrument, "instrument");
    this.side = Objects.requireNonNull(b.side, "side");
    this.type = Objects.requireNonNull(b.type, "type");
    this.quantity = Objects.requireNonNull(b.quantity, "quantity");
    this.limitPrice = b.limitPrice;
    this.stopPrice = b.stopPrice;
    this.trailing = b.trailing;
    this.timeInForce = Objects.requireNonNull(b.timeInForce, "timeInForce");
    this.expireNanos = b.expireNanos;
    this.postOnly = b.postOnly;
    this.reduceOnly = b.reduceOnly;
    this.position = b.position;
    this.tag = Objects.requireNonNull(b.tag, "tag");
  }

  /**
   * Starts a request of any type.
   *
   * @since 1.1
   */
  public static Builder builder(
      InstrumentId instrument, Side side, OrderType type, Quantity quantity) {
    return new Builder(instrument, side, type, quantity);
  }

  /**
   * Starts a builder with everything as here.
   *
   * @since 1.1
   */
  public Builder with() {
    return with(quantity);
  }

  private Builder with(Quantity newQuantity) {
    Builder b = new Builder(instrument, side, type, newQuantity);
    b.limitPrice = limitPrice;
    b.stopPrice = stopPrice;
    b.trailing = trailing;
    b.timeInForce = timeInForce;
    b.expireNanos = expireNanos;
    b.postOnly = postOnly;
    b.reduceOnly = reduceOnly;
    b.position = position;
    b.tag = tag;
    return b;
  }

  /** Asks for an order at the market. */
  public static OrderRequest market(InstrumentId instrument, Side side, Quantity quantity) {
    return new OrderRequest(instrument, side, quantity);
  }

  /** Asks for an order at a price or better. */
  public static OrderRequest limit(
      InstrumentId instrument, Side side, Quantity quantity, Price limitPrice) {
    return builder(instrument, side, OrderType.LIMIT, quantity)
        .limit(Objects.requireNonNull(limitPrice, "limitPrice"))
        .build();
  }

  /** Asks for an order that goes to the market when the stop price is touched. */
  public static OrderRequest stop(
      InstrumentId instrument, Side side, Quantity quantity, Price stopPrice) {
    return builder(instrument, side, OrderType.STOP, quantity)
        .stop(Objects.requireNonNull(stopPrice, "stopPrice"))
        .build();
  }

  /**
   * Asks for an order that becomes a limit order when the stop price is touched.
   *
   * @since 1.1
   */
  public static OrderRequest stopLimit(
      InstrumentId instrument, Side side, Quantity quantity, Price stopPrice, Price limitPrice) {
    return builder(instrument, side, OrderType.STOP_LIMIT, quantity)
        .stop(Objects.requireNonNull(stopPrice, "stopPrice"))
        .limit(Objects.requireNonNull(limitPrice, "limitPrice"))
        .build();
  }

  /**
   * Asks for a stop that follows the best price of the market at an offset.
   *
   * @since 1.1
   */
  public static OrderRequest trailingStop(
      InstrumentId instrument, Side side, Quantity quantity, TrailingOffset offset) {
    return builder(instrument, side, OrderType.TRAILING_STOP, quantity)
        .trailing(Objects.requireNonNull(offset, "offset"))
        .build();
  }

  /**
   * Asks for an order that goes to the market when it is as good as the trigger price.
   *
   * @since 1.1
   */
  public static OrderRequest marketIfTouched(
      InstrumentId instrument, Side side, Quantity quantity, Price triggerPrice) {
    return builder(instrument, side, OrderType.MARKET_IF_TOUCHED, quantity)
        .stop(Objects.requireNonNull(triggerPrice, "triggerPrice"))
        .build();
  }

  /**
   * Asks for an order that becomes a limit order when the market is as good as the trigger price.
   *
   * @since 1.1
   */
  public static OrderRequest limitIfTouched(
      InstrumentId instrument, Side side, Quantity quantity, Price triggerPrice, Price limitPrice) {
    return builder(instrument, side, OrderType.LIMIT_IF_TOUCHED, quantity)
        .stop(Objects.requireNonNull(triggerPrice, "triggerPrice"))
        .limit(Objects.requireNonNull(limitPrice, "limitPrice"))
        .build();
  }

  /**
   * Asks for an order at the opening price of the next session.
   *
   * @since 1.1
   */
  public static OrderRequest marketOnOpen(InstrumentId instrument, Side side, Quantity quantity) {
    return builder(instrument, side, OrderType.MARKET_ON_OPEN, quantity).build();
  }

  /**
   * Asks for an order at the closing price of the session.
   *
   * @since 1.1
   */
  public static OrderRequest marketOnClose(InstrumentId instrument, Side side, Quantity quantity) {
    return builder(instrument, side, OrderType.MARKET_ON_CLOSE, quantity).build();
  }

  /** Returns this with a text of at most 64 characters that comes back with the order. */
  public OrderRequest withTag(String newTag) {
    return with().tag(newTag).build();
  }

  /**
   * Returns this with another quantity.
   *
   * @since 1.1
   */
  public OrderRequest withQuantity(Quantity newQuantity) {
    return with(newQuantity).build();
  }

  /**
   * Returns this with another time in force; for one until a time see {@link #goodTill}.
   *
   * @since 1.1
   */
  public OrderRequest withTimeInForce(TimeInForce newTimeInForce) {
    return with().timeInForce(newTimeInForce).build();
  }

  /**
   * Returns this, working until a time ({@link TimeInForce#GTD}). One after the year 2262 is denied
   * with {@code ORDER_EXPIRY}.
   *
   * @since 1.1
   */
  public OrderRequest goodTill(Instant expiry) {
    return with().timeInForce(TimeInForce.GTD).expireNanos(Times.nearest(expiry)).build();
  }

  /**
   * Returns this as an order that the venue rejects rather than let it trade at once.
   *
   * @since 1.1
   */
  public OrderRequest asPostOnly() {
    return with().postOnly(true).build();
  }

  /**
   * Returns this as an order that may reduce the instance's position only.
   *
   * @since 1.1
   */
  public OrderRequest asReduceOnly() {
    return with().reduceOnly(true).build();
  }

  /**
   * Returns this with the prices and the offset of a replacement; the quantity stays.
   *
   * @since 1.1
   */
  public OrderRequest withPricesOf(Replacement replacement) {
    Builder b = with();
    replacement.limitPrice().ifPresent(b::limit);
    replacement.stopPrice().ifPresent(b::stop);
    replacement.trailingOffset().ifPresent(b::trailing);
    return b.build();
  }

  /** Returns the instrument. */
  public InstrumentId instrument() {
    return instrument;
  }

  /** Returns the side. */
  public Side side() {
    return side;
  }

  /** Returns the type. */
  public OrderType type() {
    return type;
  }

  /** Returns the quantity. */
  public Quantity quantity() {
    return quantity;
  }

  /** Returns the limit price of a limit order. */
  public Optional<Price> limitPrice() {
    return Optional.ofNullable(limitPrice);
  }

  /** Returns the stop or trigger price of an order that has one. */
  public Optional<Price> stopPrice() {
    return Optional.ofNullable(stopPrice);
  }

  /**
   * Returns how far a trailing stop stays behind the market.
   *
   * @since 1.1
   */
  public Optional<TrailingOffset> trailingOffset() {
    return Optional.ofNullable(trailing);
  }

  /**
   * Returns how long the order works.
   *
   * @since 1.1
   */
  public TimeInForce timeInForce() {
    return timeInForce;
  }

  /**
   * Returns until when an order of {@link TimeInForce#GTD} works, in nanoseconds since 1970; 0 if
   * none was given.
   *
   * @since 1.1
   */
  public long expireNanos() {
    return expireNanos;
  }

  /**
   * Returns whether the venue rejects the order rather than let it trade at once.
   *
   * @since 1.1
   */
  public boolean isPostOnly() {
    return postOnly;
  }

  /**
   * Returns whether the order may reduce the instance's position only.
   *
   * @since 1.1
   */
  public boolean isReduceOnly() {
    return reduceOnly;
  }

  /** Returns the text that comes back with the order; empty if none was given. */
  public String tag() {
    return tag;
  }

  /**
   * Returns the position of a hedging account that it reduces; empty if it opens one, and always in
   * a netting account.
   *
   * @since 1.1
   */
  public Optional<PositionId> position() {
    return Optional.ofNullable(position);
  }

  /**
   * Returns this for one position of a hedging account, which it reduces or closes.
   *
   * @since 1.1
   */
  public OrderRequest ofPosition(PositionId id) {
    return with().position(Objects.requireNonNull(id, "id")).build();
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof OrderRequest that
            && instrument.equals(that.instrument)
            && side == that.side
            && type == that.type
            && quantity.equals(that.quantity)
            && Objects.equals(limitPrice, that.limitPrice)
            && Objects.equals(stopPrice, that.stopPrice)
            && Objects.equals(trailing, that.trailing)
            && timeInForce == that.timeInForce
            && expireNanos == that.expireNanos
            && postOnly == that.postOnly
            && reduceOnly == that.reduceOnly
            && Objects.equals(position, that.position)
            && tag.equals(that.tag));
  }

  @Override
  public int hashCode() {
    return Objects.hash(instrument, side, type, quantity, limitPrice, stopPrice, tag);
  }

  @Override
  public String toString() {
    return side
        + " "
        + quantity
        + " "
        + instrument
        + " "
        + type
        + (limitPrice == null ? "" : " " + limitPrice)
        + (stopPrice == null ? "" : " " + stopPrice)
        + (trailing == null ? "" : " " + trailing)
        + (timeInForce == TimeInForce.GTC ? "" : " " + timeInForce)
        + (expireNanos == 0 ? "" : " " + Times.instant(expireNanos))
        + (postOnly ? " post-only" : "")
        + (reduceOnly ? " reduce-only" : "")
        + (position == null ? "" : " of " + position);
  }

  /**
   * Collects the parts of a request. Not thread-safe.
   *
   * @since 1.1
   */
  public static final class Builder {
    private static final int MAX_TAG_LENGTH = 64;

    private final InstrumentId instrument;
    private final Side side;
    private final OrderType type;
    private final Quantity quantity;
    private @Nullable Price limitPrice;
    private @Nullable Price stopPrice;
    private @Nullable TrailingOffset trailing;
    private TimeInForce timeInForce = TimeInForce.GTC;
    private long expireNanos;
    private boolean postOnly;
    private boolean reduceOnly;
    private @Nullable PositionId position;
    private String tag = "";

    private Builder(InstrumentId instrument, Side side, OrderType type, Quantity quantity) {
      this.instrument = instrument;
      this.side = side;
      this.type = type;
      this.quantity = quantity;
    }

    /** Sets the limit price. */
    public Builder limit(Price value) {
      limitPrice = value;
      return this;
    }

    /** Sets the stop or trigger price. */
    public Builder stop(Price value) {
      stopPrice = value;
      return this;
    }

    /** Sets how far a trailing stop stays behind the market. */
    public Builder trailing(TrailingOffset value) {
      trailing = value;
      return this;
    }

    /** Sets how long the order works. */
    public Builder timeInForce(TimeInForce value) {
      timeInForce = value;
      return this;
    }

    /** Sets until when an order of GTD works, in nanoseconds since 1970. */
    public Builder expireNanos(long value) {
      expireNanos = value;
      return this;
    }

    /** Sets whether the venue rejects the order rather than let it trade at once. */
    public Builder postOnly(boolean value) {
      postOnly = value;
      return this;
    }

    /** Sets whether the order may reduce the instance's position only. */
    public Builder reduceOnly(boolean value) {
      reduceOnly = value;
      return this;
    }

    /** Sets the position of a hedging account that it reduces; null if it opens one. */
    public Builder position(@Nullable PositionId value) {
      position = value;
      return this;
    }

    /** Sets a text of at most 64 characters that comes back with the order. */
    public Builder tag(String value) {
      if (value.length() > MAX_TAG_LENGTH) {
        throw new IllegalArgumentException(
            "expected a tag of at most " + MAX_TAG_LENGTH + " characters, found " + value.length());
      }
      tag = value;
      return this;
    }

    /** Returns the request. */
    public OrderRequest build() {
      return new OrderRequest(this);
    }
  }
}
