package io.qbrain.series;

import io.qbrain.model.CorporateAction;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The splits and dividends that lie between the rows of a factor file: between one row and the next
 * the split factor changes by old shares / new shares, the price factor by (close - dividend) /
 * close. Pure.
 */
final class FactorActions {
  private static final MathContext EXACT = MathContext.DECIMAL64;
  private static final int MAX_DENOMINATOR = 100;
  private static final BigDecimal LEAST_TOLERANCE = new BigDecimal("0.000001");
  private static final BigDecimal GREATEST_TOLERANCE = new BigDecimal("0.00001");

  private final InstrumentId instrument;
  private final Currency currency;
  private final boolean asWritten;
  private final List<CorporateAction> actions = new ArrayList<>();

  FactorActions(InstrumentId instrument, Currency currency, boolean asWritten) {
    this.asWritten = asWritten;
    this.instrument = instrument;
    this.currency = currency;
  }

  List<CorporateAction> actions() {
    return List.copyOf(actions);
  }

  /**
   * Adds a split by the split factors before and after it: the smallest numbers whose ratio is
   * theirs as exactly as their digits say, or theirs as it is written.
   */
  void split(BigDecimal before, BigDecimal after, long exNanos) {
    if (before.compareTo(after) == 0) {
      return;
    }
    if (asWritten) {
      int scale = Math.max(before.scale(), after.scale());
      actions.add(
          new CorporateAction.Split(
              instrument,
              after.movePointRight(scale).longValueExact(),
              before.movePointRight(scale).longValueExact(),
              exNanos));
      return;
    }
    BigDecimal ratio = after.divide(before, EXACT);
    BigDecimal tolerance = rounding(before).add(rounding(after)).max(LEAST_TOLERANCE);
    BigDecimal most = tolerance.min(GREATEST_TOLERANCE).multiply(ratio);
    for (int d = 1; d <= MAX_DENOMINATOR; d++) {
      BigDecimal n = ratio.multiply(BigDecimal.valueOf(d)).setScale(0, RoundingMode.HALF_EVEN);
      BigDecimal error = n.divide(BigDecimal.valueOf(d), EXACT).subtract(ratio).abs();
      if (n.signum() > 0 && error.compareTo(most) <= 0) {
        actions.add(new CorporateAction.Split(instrument, n.longValueExact(), d, exNanos));
        return;
      }
    }
    throw new SeriesException(
        instrument + ": expected a split of small numbers, found " + ratio + " for 1");
  }

  /** Returns how far off a rounded number may be, as a share of it. */
  private static BigDecimal rounding(BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    return BigDecimal.valueOf(5, shortest.scale() + 1).divide(shortest, EXACT);
  }

  /**
   * Adds a dividend by the price factors before and after it and the close before it, rounded to
   * tenths of a cent: factors have seven digits.
   */
  void dividend(BigDecimal before, BigDecimal after, BigDecimal close, long exNanos) {
    BigDecimal paid = BigDecimal.ONE.subtract(before.divide(after, EXACT));
    BigDecimal perShare = close.multiply(paid).setScale(3, RoundingMode.HALF_EVEN);
    if (perShare.signum() > 0) {
      actions.add(
          new CorporateAction.Dividend(
              instrument, Money.ofRaw(Fixed.ofExact(perShare), currency), exNanos));
    }
  }
}
