package io.qbrain.kernel;

import io.qbrain.model.Fixed;

/**
 * How the profit of a closed position is calculated where nothing was paid for it (futures,
 * margined). Of what is paid in full, profit is the difference of two payments, and always exact.
 */
public enum ProfitArithmetic {
  /** From the cost in whole numbers of 1e-8. */
  EXACT,
  /**
   * {@code (price - average) x quantity} in IEEE doubles, rounded half to even to hundredths, where
   * the average is a double, too; as nautilus does.
   */
  IEEE_CENTS;

  private static final long CENT = Fixed.ONE / 100;

  /** Returns the new average price after a position grew in doubles. */
  static double average(double quantity, double average, double addedQuantity, double price) {
    return (average * quantity + price * addedQuantity) / (quantity + addedQuantity);
  }

  /** Returns profit in doubles, rounded half to even to hundredths, in units of 1e-8. */
  static long profit(double points, double quantity, double multiplier) {
    java.math.BigDecimal exact = new java.math.BigDecimal(points * quantity * multiplier);
    return Math.multiplyExact(
        exact.setScale(2, java.math.RoundingMode.HALF_EVEN).unscaledValue().longValueExact(), CENT);
  }
}
