package io.qbrain.model;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an order is to become (FIX OrderCancelReplaceRequest). Null leaves a value as it is.
 *
 * @since 1.1
 */
public final class Replacement {
  private final @Nullable Quantity quantity;
  private final @Nullable Price limitPrice;
  private final @Nullable Price stopPrice;
  private final @Nullable TrailingOffset trailing;

  private Replacement(
      @Nullable Quantity quantity,
      @Nullable Price limitPrice,
      @Nullable Price stopPrice,
      @Nullable TrailingOffset trailing) {
    this.quantity = quantity;
    this.limitPrice = limitPrice;
    this.stopPrice = stopPrice;
    this.trailing = trailing;
  }

  /**
   * Returns a replacement.
   *
   * @param quantity new quantity of the whole order, what has filled included
   * @param limitPrice new limit price
   * @param stopPrice new stop or trigger price
   */
  public static Replacement of(
      @Nullable Quantity quantity, @Nullable Price limitPrice, @Nullable Price stopPrice) {
    return new Replacement(quantity, limitPrice, stopPrice, null);
  }

  /**
   * Returns this with a new offset of a trailing stop. The stop stays where it is, and follows the
   * prices that come after the change at the new offset.
   *
   * @since 1.1
   */
  public Replacement withTrailingOffset(TrailingOffset offset) {
    return new Replacement(
        quantity, limitPrice, stopPrice, Objects.requireNonNull(offset, "offset"));
  }

  /** Returns the new quantity of the whole order, if it changes. */
  public Optional<Quantity> quantity() {
    return Optional.ofNullable(quantity);
  }

  /** Returns the new limit price, if it changes. */
  public Optional<Price> limitPrice() {
    return Optional.ofNullable(limitPrice);
  }

  /** Returns the new stop or trigger price, if it changes. */
  public Optional<Price> stopPrice() {
    return Optional.ofNullable(stopPrice);
  }

  /**
   * Returns how far a trailing stop stays behind the market from now on, if that changes.
   *
   * @since 1.1
   */
  public Optional<TrailingOffset> trailingOffset() {
    return Optional.ofNullable(trailing);
  }

  /**
   * Returns whether it changes nothing.
   *
   * @since 1.1
   */
  public boolean isEmpty() {
    return quantity == null && limitPrice == null && stopPrice == null && trailing == null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Replacement that
        && Objects.equals(quantity, that.quantity)
        && Objects.equals(limitPrice, that.limitPrice)
        && Objects.equals(stopPrice, that.stopPrice)
        && Objects.equals(trailing, that.trailing);
  }

  @Override
  public int hashCode() {
    return Objects.hash(quantity, limitPrice, stopPrice, trailing);
  }

  @Override
  public String toString() {
    return "quantity "
        + (quantity == null ? "as it is" : quantity)
        + (limitPrice == null ? "" : ", limit " + limitPrice)
        + (stopPrice == null ? "" : ", stop " + stopPrice)
        + (trailing == null ? "" : ", trailing " + trailing);
  }
}
