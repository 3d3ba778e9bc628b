package io.qbrain.kernel;

import io.qbrain.model.Fixed;

/** A quantity with its cost: what an instrument's position or one of several counts. */
class Stake {
  long quantity;
  long cost;

  /** The mean entry price in doubles, kept for {@link ProfitArithmetic#IEEE_CENTS} only. */
  double average;

  /** Returns the part of the cost that belongs to a part of the quantity. */
  final long costOf(long part) {
    return part == Math.abs(quantity) ? cost : Fixed.multiplyDivide(cost, part, Math.abs(quantity));
  }

  /** Takes a fill into the average, before its quantity is added. */
  final void noteFill(int sign, long filled, long price) {
    double p = Fixed.toDouble(price);
    if (quantity == 0 || (Long.signum(quantity) != sign && filled > Math.abs(quantity))) {
      average = p;
    } else if (Long.signum(quantity) == sign) {
      average =
          ProfitArithmetic.average(
              Fixed.toDouble(Math.abs(quantity)), average, Fixed.toDouble(filled), p);
    }
  }
}
