package io.qbrain.kernel;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.Fixed;
import java.util.List;

/**
 * Bars that end with the piece that brings enough: volume, pieces, value (close x volume) or range.
 * A day, or session, ends them, too.
 */
final class SizedBars extends BarBuilder {
  private long pieces;
  private long value;

  SizedBars(Plan plan) {
    super(plan);
  }

  @Override
  void add(long beganNanos, long nanos, Piece prices, List<Bar> closed) {
    if (!locate(nanos, closed)) {
      return;
    }
    if (!isOpen) {
      pieces = 0;
      value = 0;
    }
    take(beganNanos, prices);
    pieces++;
    if (spec.kind() == BarSpec.Kind.VALUE) {
      value = plus(value, product(prices.close, prices.volume));
    }
    if (reached() >= spec.size()) {
      closeAt(nanos, closed);
    }
  }

  private long reached() {
    return switch (spec.kind()) {
      case VOLUME -> volume;
      case COUNT -> pieces;
      case VALUE -> value;
      case TIME, RANGE, RENKO -> high - low;
    };
  }

  /** Returns the size of price x quantity, the greatest number if it does not fit. */
  private static long product(long price, long quantity) {
    long size = Math.abs(price);
    double estimate = (double) size * quantity / Fixed.ONE;
    return estimate >= 9.0e18 ? Long.MAX_VALUE : Fixed.multiply(size, quantity);
  }
}
