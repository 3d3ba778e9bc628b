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

  private Replacement(
      @Nullable Quantity quantity, @Nullable Price limitPrice, @Nullable Price stopPrice) {
    this.quantity = quantity;
    this.limitPrice = limitPrice;
    this.stopPrice = stopPrice;
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
    return new Replacement(quantity, limitPrice, stopPrice);
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

  @Override
  public boolean equals(Object other) {
    return other instanceof Replacement that
        && Objects.equals(quantity, that.quantity)
        && Objects.equals(limitPrice, that.limitPrice)
        && Objects.equals(stopPrice, that.stopPrice);
  }

  @Override
  public int hashCode() {
    return Objects.hash(quantity, limitPrice, stopPrice);
  }

  @Override
  public String toString() {
    return "quantity "
        + (quantity == null ? "as it is" : quantity)
        + (limitPrice == null ? "" : ", limit " + limitPrice)
        + (stopPrice == null ? "" : ", stop " + stopPrice);
  }
}
