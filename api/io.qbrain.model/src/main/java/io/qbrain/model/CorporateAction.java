package io.qbrain.model;

import org.jspecify.annotations.Nullable;

/**
 * What a company does that changes what its shares are: booked for all who hold them before the
 * first event of the day on which it is effective.
 *
 * @since 1.1
 */
public sealed interface CorporateAction {
  /** Returns the shares. */
  InstrumentId instrument();

  /** Returns from when on the price is without it (ex), in nanoseconds since 1970. */
  long exNanos();

  /**
   * Returns what names it: an account books one of a kind, instrument and time, e.g. {@code
   * dividend:SPY.ARCA:2026-03-20T13:30:00Z}.
   */
  String key();

  /**
   * Shares become more ({@code 2 for 1}) or fewer ({@code 1 for 10}).
   *
   * @param instrument the shares
   * @param numerator new shares, above zero
   * @param denominator for so many old ones, above zero
   * @param exNanos from when on the price is of new shares
   */
  record Split(InstrumentId instrument, long numerator, long denominator, long exNanos)
      implements CorporateAction {
    /** Checks the ratio. */
    public Split {
      if (numerator <= 0 || denominator <= 0 || numerator == denominator) {
        throw new IllegalArgumentException(
            instrument
                + ": expected a split of two different numbers > 0, found "
                + numerator
                + " for "
                + denominator);
      }
    }

    @Override
    public String key() {
      return "split:" + instrument + ':' + Times.instant(exNanos);
    }
  }

  /**
   * Each share is paid an amount: who is long at the ex time receives it, who is short pays it.
   *
   * @param instrument the shares
   * @param perShare the amount, above zero
   * @param exNanos from when on the price is without it
   * @param payNanos when it is paid, not before the ex time; until then it is a receivable. 0 is
   *     the ex time.
   */
  record Dividend(InstrumentId instrument, Money perShare, long exNanos, long payNanos)
      implements CorporateAction {
    /** Checks the amount and the order of the times. */
    public Dividend {
      payNanos = payNanos == 0 ? exNanos : payNanos;
      if (perShare.signum() <= 0) {
        throw new IllegalArgumentException(
            instrument + ": expected a dividend > 0, found " + perShare);
      }
      if (payNanos < exNanos) {
        throw new IllegalArgumentException(
            instrument
                + ": expected a dividend that is paid at or after its ex time, found ex "
                + Times.instant(exNanos)
                + " and paid "
                + Times.instant(payNanos));
      }
    }

    /** Makes a dividend that is paid at its ex time. */
    public Dividend(InstrumentId instrument, Money perShare, long exNanos) {
      this(instrument, perShare, exNanos, exNanos);
    }

    @Override
    public String key() {
      return "dividend:" + instrument + ':' + Times.instant(exNanos);
    }
  }

  /**
   * The instrument is traded no more: open orders are canceled, what is held is settled in cash,
   * and new orders are denied.
   *
   * @param instrument the instrument
   * @param price what is paid for one; null for the last price
   * @param exNanos from when on it is not traded
   */
  record Delisting(InstrumentId instrument, @Nullable Price price, long exNanos)
      implements CorporateAction {
    /** Checks that the price is not below zero. */
    public Delisting {
      if (price != null && price.raw() < 0) {
        throw new IllegalArgumentException(
            instrument + ": expected a last price >= 0, found " + price);
      }
    }

    @Override
    public String key() {
      return "delisting:" + instrument + ':' + Times.instant(exNanos);
    }
  }
}
