package io.qbrain.model;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a strategy asks for: an order before it has an id. It stays until it is filled or canceled
 * (FIX TimeInForce GTC).
 */
public final class OrderRequest {
  private final InstrumentId instrument;
  private final Side side;
  private final OrderType type;
  private final Quantity quantity;
  private final @Nullable Price limitPrice;
  private final @Nullable Price stopPrice;
  private final String tag;

  private OrderRequest(
      InstrumentId instrument,
      Side side,
      OrderType type,
      Quantity quantity,
      @Nullable Price limitPrice,
      @Nullable Price stopPrice,
      String tag) {
    this.instrument = Objects.requireNonNull(instrument, "instrument");
    this.side = Objects.requireNonNull(side, "side");
    this.type = type;
    this.quantity = Objects.requireNonNull(quantity, "quantity");
    this.limitPrice = limitPrice;
    this.stopPrice = stopPrice;
    this.tag = Objects.requireNonNull(tag, "tag");
  }

  /** Asks for an order at the market. */
  public static OrderRequest market(InstrumentId instrument, Side side, Quantity quantity) {
    return new OrderRequest(instrument, side, OrderType.MARKET, quantity, null, null, "");
  }

  /** Asks for an order at a price or better. */
  public static OrderRequest limit(
      InstrumentId instrument, Side side, Quantity quantity, Price limitPrice) {
    return new OrderRequest(
        instrument,
        side,
        OrderType.LIMIT,
        quantity,
        Objects.requireNonNull(limitPrice, "limitPrice"),
        null,
        "");
  }

  /** Asks for an order that goes to the market when the stop price is touched. */
  public static OrderRequest stop(
      InstrumentId instrument, Side side, Quantity quantity, Price stopPrice) {
    return new OrderRequest(
        instrument,
        side,
        OrderType.STOP,
        quantity,
        null,
        Objects.requireNonNull(stopPrice, "stopPrice"),
        "");
  }

  /** Returns this with a text of at most 64 characters that comes back with the order. */
  public OrderRequest withTag(String newTag) {
    if (newTag.length() > 64) {
      throw new IllegalArgumentException(
          "expected a tag of at most 64 characters, found " + newTag.length());
    }
    return new OrderRequest(instrument, side, type, quantity, limitPrice, stopPrice, newTag);
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

  /** Returns the stop price of a stop order. */
  public Optional<Price> stopPrice() {
    return Optional.ofNullable(stopPrice);
  }

  /** Returns the text that comes back with the order; empty if none was given. */
  public String tag() {
    return tag;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OrderRequest that
        && instrument.equals(that.instrument)
        && side == that.side
        && type == that.type
        && quantity.equals(that.quantity)
        && Objects.equals(limitPrice, that.limitPrice)
        && Objects.equals(stopPrice, that.stopPrice)
        && tag.equals(that.tag);
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
        + (stopPrice == null ? "" : " " + stopPrice);
  }
}
