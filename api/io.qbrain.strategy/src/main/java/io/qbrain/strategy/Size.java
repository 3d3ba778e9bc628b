package io.qbrain.strategy;

import io.qbrain.model.Fixed;
import io.qbrain.model.Money;
import io.qbrain.model.Quantity;

/**
 * How much an instance wants to hold; negative is short.
 *
 * @since 1.0
 */
public final class Size {
  /** Nothing. */
  public static final Size FLAT = new Size(Unit.QUANTITY, 0);

  /** What a size counts. */
  public enum Unit {
    /** Shares, contracts or coins. */
    QUANTITY,
    /** Money at the decision price, in the instrument's currency. */
    NOTIONAL,
    /** A share of the instance's equity at the decision price. */
    WEIGHT,
    /** A share of the instance's equity at the price at which the order fills. */
    WEIGHT_AT_FILL
  }

  private final Unit unit;
  private final long raw;

  private Size(Unit unit, long raw) {
    this.unit = unit;
    this.raw = raw;
  }

  /** Returns a quantity, rounded towards zero to the instrument's lot size when it is ordered. */
  public static Size of(Quantity quantity) {
    return new Size(Unit.QUANTITY, quantity.raw());
  }

  /** Returns the quantity that this amount of money buys at the decision price. */
  public static Size notional(Money amount) {
    return new Size(Unit.NOTIONAL, amount.raw());
  }

  /**
   * Returns the quantity that this share of the instance's equity buys at the decision price: 1 is
   * all of it, -0.5 a short of half. Room for the fee is left. A weight that is NaN, infinite or
   * beyond 9.2e10 makes a size that is no number; a target of it is denied with {@code SANITY}.
   */
  public static Size weight(double weight) {
    return new Size(Unit.WEIGHT, Fixed.nearest(weight));
  }

  /** Returns the same at the price at which the order fills. */
  public static Size weightAtFill(double weight) {
    return new Size(Unit.WEIGHT_AT_FILL, Fixed.nearest(weight));
  }

  /**
   * Returns whether this counts something: false if it was made of NaN, an infinity, a number out
   * of range, or of a quantity or money that is no number. A target of such a size is denied.
   *
   * @since 1.1
   */
  public boolean isNumber() {
    return raw != Fixed.NO_NUMBER;
  }

  /** Returns what this counts. */
  public Unit unit() {
    return unit;
  }

  /** Returns how much, in units of 1e-8; of no meaning unless {@link #isNumber()}. */
  public long raw() {
    return raw;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Size that && unit == that.unit && raw == that.raw;
  }

  @Override
  public int hashCode() {
    return 31 * unit.hashCode() + Long.hashCode(raw);
  }

  @Override
  public String toString() {
    return unit + " " + (isNumber() ? Fixed.format(raw) : "no number");
  }
}
